// schema_verdict.cc — the published JSON Schema of a verdict.
#include "grader/model/schemas.h"

namespace grader {

const char* const kVerdictSchema = R"json({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "grader/verdict/1",
  "title": "A verdict of grader",
  "description": "Times in milliseconds, sizes in bytes. What is absent is not known.",
  "type": "object",
  "additionalProperties": false,
  "required": ["schema", "grader", "task", "submission", "verdict", "compile", "runs", "findings", "protections", "environment"],
  "properties": {
    "schema": {"const": "grader/verdict/1"},
    "grader": {
      "type": "object", "additionalProperties": false, "required": ["version"],
      "properties": {"version": {"type": "string"}}
    },
    "task": {"type": ["string", "null"], "description": "The task's id; null for a run without a task."},
    "submission": {
      "type": "object", "additionalProperties": false, "required": ["path"],
      "properties": {
        "path": {"type": "string"},
        "sha256": {"type": "string", "description": "Of the submission's files; absent where there is none to hash."},
        "student": {"type": "string", "description": "Of a class: whose it is."},
        "same_as": {"type": "string", "description": "The student whose identical submission was graded in this one's place."}
      }
    },
    "verdict": {"$ref": "#/definitions/code"},
    "score": {
      "type": "object", "additionalProperties": false, "required": ["points", "max"],
      "properties": {"points": {"type": "number", "minimum": 0}, "max": {"type": "number", "minimum": 0}},
      "description": "Absent without a task, and when the grader itself failed (IE)."
    },
    "compile": {
      "type": "object", "additionalProperties": false, "required": ["status", "diagnostics", "wall_ms"],
      "properties": {
        "status": {"enum": ["ok", "error", "skipped"]},
        "diagnostics": {"type": "array", "items": {"$ref": "#/definitions/diagnostic"}},
        "wall_ms": {"$ref": "#/definitions/milliseconds"},
        "limit": {"$ref": "#/definitions/limit_hit", "description": "The limit of the compile box that the compiler ran into."}
      }
    },
    "runs": {"type": "array", "items": {"$ref": "#/definitions/run"}},
    "findings": {"type": "array", "items": {"$ref": "#/definitions/finding"}},
    "protections": {
      "type": "object", "additionalProperties": false, "required": ["level", "rootless", "active", "missing"],
      "properties": {
        "level": {"enum": ["full", "plain"]},
        "rootless": {"type": "boolean"},
        "active": {"type": "array", "items": {"type": "string"}},
        "missing": {
          "type": "array",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["name", "detail", "remedy"],
            "properties": {"name": {"type": "string"}, "detail": {"type": "string"}, "remedy": {"type": "string"}}
          }
        }
      }
    },
    "environment": {
      "type": "object", "additionalProperties": false,
      "properties": {"compiler": {"type": "string"}, "kernel": {"type": "string"}}
    },
    "error": {"type": "string", "description": "IE: what failed in the grader."},
    "repeats": {
      "type": "array",
      "description": "Of check --repeat: how often each verdict came, worst first. More than one: the program's behaviour is a matter of timing.",
      "items": {
        "type": "object", "additionalProperties": false, "required": ["verdict", "count", "scenarios"],
        "properties": {
          "verdict": {"$ref": "#/definitions/code"},
          "count": {"type": "integer", "minimum": 1},
          "scenarios": {"type": "array", "items": {"type": "string"}, "description": "In which something was found."}
        }
      }
    }
  },
  "definitions": {
    "code": {"enum": ["IE", "CE", "SV", "ML", "DL", "TL", "RT", "WA", "RC", "ZP", "LK", "OK"], "description": "The first that matches, in this order."},
    "milliseconds": {"type": "number", "minimum": 0},
    "bytes": {"type": "integer", "minimum": 0},
    "line": {"type": "integer", "minimum": 0},
    "place": {
      "type": "object", "additionalProperties": false,
      "properties": {"file": {"type": "string"}, "line": {"$ref": "#/definitions/line"}, "function": {"type": "string"}}
    },
    "frame": {
      "type": "object", "additionalProperties": false, "required": ["students"],
      "properties": {
        "file": {"type": "string"}, "line": {"$ref": "#/definitions/line"}, "function": {"type": "string"},
        "module": {"type": "string"},
        "students": {"type": "boolean", "description": "Whether the frame is in the student's code."}
      }
    },
    "diagnostic": {
      "type": "object", "additionalProperties": false, "required": ["severity", "message"],
      "properties": {
        "file": {"type": "string"}, "line": {"$ref": "#/definitions/line"}, "column": {"type": "integer", "minimum": 0},
        "severity": {"type": "string"}, "message": {"type": "string"}
      }
    },
    "limit_hit": {
      "type": "object", "additionalProperties": false, "required": ["name", "value", "unit"],
      "properties": {
        "name": {"type": "string"}, "value": {"type": "integer", "minimum": 0}, "unit": {"type": "string"},
        "process": {"type": "integer", "description": "The id of the process, where it was one."}
      }
    },
    "run": {
      "type": "object", "additionalProperties": false,
      "required": ["scenario", "mode", "verdict", "seed", "wall_ms", "cpu_ms", "memory_peak_bytes", "processes", "output", "findings"],
      "properties": {
        "scenario": {"type": "string"},
        "title": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Of the scenario, by language: en, ru."},
        "hidden": {"type": "boolean", "description": "Reports that students see tell only its verdict and points. Absent: false."},
        "mode": {"enum": ["native", "explore"]},
        "verdict": {"$ref": "#/definitions/code"},
        "points": {"type": "number", "minimum": 0},
        "max": {"type": "number", "minimum": 0},
        "seed": {"type": "integer", "description": "64 bits, without a sign."},
        "wall_ms": {"$ref": "#/definitions/milliseconds"},
        "cpu_ms": {"$ref": "#/definitions/milliseconds"},
        "memory_peak_bytes": {"$ref": "#/definitions/bytes"},
        "schedules": {"type": "integer", "minimum": 0},
        "exhausted": {"type": "boolean"},
        "processes": {"type": "array", "items": {"$ref": "#/definitions/process"}},
        "output": {
          "type": "object", "additionalProperties": false, "required": ["stdout", "stderr", "truncated"],
          "properties": {"stdout": {"type": "string"}, "stderr": {"type": "string"}, "truncated": {"type": "boolean"}}
        },
        "findings": {"type": "array", "items": {"type": "integer", "minimum": 0}, "description": "Indices into findings."},
        "timeline": {"$ref": "#/definitions/timeline"}
      }
    },
    "timeline": {
      "type": "object", "additionalProperties": false, "required": ["slices", "events", "truncated"],
      "description": "What each task did when; only where a trace was asked for. Sampled: the times of slices are approximate.",
      "properties": {
        "slices": {
          "type": "array",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["process", "state", "start_ms", "end_ms"],
            "properties": {
              "process": {"type": "integer", "description": "The id."},
              "thread": {"type": "integer", "description": "As the process sees it; absent for the first thread."},
              "state": {"enum": ["running", "blocked", "stopped", "zombie"]},
              "call": {"type": "string"}, "object": {"type": "string"},
              "start_ms": {"$ref": "#/definitions/milliseconds"}, "end_ms": {"$ref": "#/definitions/milliseconds"}
            }
          }
        },
        "events": {
          "type": "array",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["kind", "process", "at_ms"],
            "properties": {
              "kind": {"enum": ["exec", "signal"]}, "process": {"type": "integer", "description": "The id of who did it."},
              "target": {"type": "integer", "description": "The id of the process that a signal was sent to."},
              "detail": {"type": "string", "description": "The program, the signal's name."},
              "at_ms": {"$ref": "#/definitions/milliseconds"}
            }
          }
        },
        "deadlock_ms": {"$ref": "#/definitions/milliseconds"},
        "truncated": {"type": "boolean", "description": "More happened than is kept."}
      }
    },
    "process": {
      "type": "object", "additionalProperties": false, "required": ["id", "name", "pid", "argv", "start_ms"],
      "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "role": {"type": "string", "description": "Of the scenario's start step; absent for descendants."},
        "students": {"type": "boolean", "description": "false: a program of the reference or of the system."},
        "pid": {"type": "integer", "description": "As the process itself sees it."},
        "parent": {"type": "integer", "description": "The parent's id."},
        "argv": {"type": "array", "items": {"type": "string"}},
        "forked_at": {"$ref": "#/definitions/place"},
        "exit": {
          "type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
          "properties": {"code": {"type": "integer"}, "signal": {"type": "string", "description": "SIGSEGV"}, "killed": {"type": "string", "description": "By the grader, and why."}}
        },
        "start_ms": {"$ref": "#/definitions/milliseconds"},
        "end_ms": {"$ref": "#/definitions/milliseconds"},
        "cpu_ms": {"$ref": "#/definitions/milliseconds"},
        "memory_peak_bytes": {"$ref": "#/definitions/bytes"}
      }
    },
    "finding": {
      "type": "object", "additionalProperties": false, "required": ["rule", "severity", "message", "hint"],
      "properties": {
        "rule": {"enum": ["deadlock", "busy-wait", "timeout", "zombie", "unwaited", "orphan", "leak", "crash", "exit-status", "output", "limit", "forbidden", "private-sync", "race", "lock-order", "signal-unsafe", "api-misuse", "pointer-in-shm", "wrong-result", "required"]},
        "severity": {"enum": ["error", "warning"]},
        "message": {"type": "string"},
        "hint": {"type": "string"},
        "cause": {"type": "string"},
        "object": {"$ref": "#/definitions/object"},
        "objects": {"type": "array", "minItems": 2, "items": {"$ref": "#/definitions/object"}, "description": "All of them, where there are several; the first is also object."},
        "count": {"type": "integer", "minimum": 0},
        "schedule": {"type": "string", "description": "The file of a recorded schedule."},
        "processes": {"type": "array", "items": {"$ref": "#/definitions/finding_process"}},
        "wait_graph": {"type": "array", "items": {"$ref": "#/definitions/awaited_object"}, "description": "Of a deadlock: who waits for what, and who could have ended the waits."},
        "detected_after_ms": {"type": "number"},
        "limit": {"type": "string", "description": "Which limit was hit: wall, cpu, memory, tasks, open-files, file-size, output."}
      }
    },
    "object": {
      "type": "object", "additionalProperties": false, "required": ["kind", "name"],
      "properties": {
        "kind": {"type": "string"}, "name": {"type": "string"}, "size_bytes": {"$ref": "#/definitions/bytes"},
        "value": {"type": "string"}, "created_at": {"$ref": "#/definitions/place"}, "created_by": {"type": "string"}
      }
    },
    "awaited_object": {
      "type": "object", "additionalProperties": false, "required": ["kind", "object", "waiting", "woken_by"],
      "properties": {
        "kind": {"type": "string"}, "object": {"type": "string"}, "value": {"type": "string"},
        "waiting": {"type": "array", "items": {"type": "integer", "minimum": 0}, "description": "Who waits for it: indices into the finding's processes."},
        "woken_by": {"type": "array", "items": {"type": "integer", "minimum": 0}, "description": "Who holds it or could end the waits, but waits for ever as well: indices into the finding's processes."}
      }
    },
    "finding_process": {
      "type": "object", "additionalProperties": false, "required": ["id", "name", "pid"],
      "properties": {
        "id": {"type": "integer"}, "name": {"type": "string"}, "pid": {"type": "integer"},
        "waits_for": {
          "type": "object", "additionalProperties": false, "required": ["kind", "object"],
          "properties": {
            "kind": {"type": "string"}, "object": {"type": "string"}, "value": {"type": "string"},
            "call": {"type": "string"}, "explanation": {"type": "string"}
          }
        },
        "at": {"$ref": "#/definitions/place"},
        "stack": {"type": "array", "items": {"$ref": "#/definitions/frame"}}
      }
    }
  }
}
)json";

}  // namespace grader
