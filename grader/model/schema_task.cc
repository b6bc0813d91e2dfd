// schema_task.cc — the published JSON Schema of task.json. The format in words: docs/task-format.md.
#include "grader/model/schemas.h"

namespace grader {

const char* const kTaskSchema = R"json({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "grader/task/1",
  "title": "A task of grader",
  "type": "object",
  "additionalProperties": false,
  "required": ["schema", "id", "title", "mechanism", "build", "scenarios"],
  "properties": {
    "schema": {"const": "grader/task/1", "description": "The format's name and version."},
    "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$", "maxLength": 64, "description": "The name of the task's folder: small letters, digits, '-'."},
    "title": {"$ref": "#/definitions/translations"},
    "mechanism": {"type": "string", "minLength": 1, "description": "What the task teaches: fifo, shm, sem, …"},
    "difficulty": {"type": "integer", "minimum": 1, "maximum": 5},
    "build": {
      "type": "object",
      "additionalProperties": false,
      "required": ["programs"],
      "properties": {
        "programs": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/program"}, "description": "Built from the submission, and from the reference by the same recipe."},
        "counterparts": {"type": "array", "items": {"$ref": "#/definitions/program"}, "description": "Programs that only the reference has."},
        "c_standard": {"type": "string", "minLength": 1},
        "cxx_standard": {"type": "string", "minLength": 1},
        "makefile": {"type": "boolean", "description": "The student's own Makefile builds the programs, in the compile box."}
      }
    },
    "limits": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "wall_ms": {"type": "integer", "minimum": 1, "maximum": 3600000},
        "cpu_ms": {"type": "integer", "minimum": 1, "maximum": 3600000},
        "memory_bytes": {"type": "integer", "minimum": 1048576},
        "tasks": {"type": "integer", "minimum": 1, "maximum": 4096},
        "open_files": {"type": "integer", "minimum": 8, "maximum": 1048576},
        "file_size_bytes": {"type": "integer", "minimum": 0},
        "output_bytes": {"type": "integer", "minimum": 0}
      }
    },
    "forbidden": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9_]+$", "maxLength": 64}, "description": "System calls that end a process with verdict SV."},
    "scenarios": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/scenario"}},
    "needs_explore": {"type": "array", "items": {"type": "string", "minLength": 1}, "description": "Known-bad solutions that only a rare schedule shows, as paths in the task's folder: verify leaves them out."}
  },
  "definitions": {
    "translations": {
      "type": "object",
      "minProperties": 1,
      "additionalProperties": false,
      "properties": {"en": {"type": "string"}, "ru": {"type": "string"}},
      "description": "Text by language: en, ru."
    },
    "role": {"type": "string", "minLength": 1, "maxLength": 200, "description": "The name that a start step gave to a process."},
    "milliseconds": {"type": "integer", "minimum": 1, "maximum": 3600000},
    "rule": {"enum": ["deadlock", "busy-wait", "timeout", "zombie", "unwaited", "orphan", "leak", "crash", "exit-status", "output", "limit", "forbidden", "private-sync", "race", "lock-order", "signal-unsafe", "api-misuse", "pointer-in-shm", "wrong-result", "required"]},
    "object_kind": {"enum": ["shm", "sem", "mq", "sysv-shm", "sysv-sem", "sysv-msg", "fifo", "socket", "file", "folder"]},
    "strings": {"type": "array", "items": {"type": "string"}},
    "program": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "sources"],
      "properties": {
        "name": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]*$", "maxLength": 64},
        "sources": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}, "description": "Globs in the submission's folder."},
        "harness": {"$ref": "#/definitions/strings"},
        "flags": {"$ref": "#/definitions/strings"},
        "libraries": {"$ref": "#/definitions/strings"}
      }
    },
    "parameter": {
      "type": ["string", "integer", "object"],
      "minProperties": 1,
      "maxProperties": 2,
      "additionalProperties": false,
      "properties": {
        "min": {"type": "integer"},
        "max": {"type": "integer"},
        "pick": {"type": "array", "minItems": 1, "items": {"type": ["string", "integer"]}},
        "word": {"type": "integer", "minimum": 1, "maximum": 64},
        "sum": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "product": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "difference": {"type": "array", "minItems": 2, "items": {"type": "string"}, "description": "The first less all others."},
        "numbers": {
          "type": "object", "additionalProperties": false, "required": ["count", "min", "max"],
          "properties": {"count": {"$ref": "#/definitions/amount"}, "min": {"type": "integer"}, "max": {"type": "integer"}},
          "description": "So many numbers, one space between two."
        },
        "words": {
          "type": "object", "additionalProperties": false, "required": ["count"],
          "properties": {"count": {"$ref": "#/definitions/amount"}, "length": {"$ref": "#/definitions/amount"}},
          "description": "So many words of that length (8 unless said), one space between two."
        },
        "lines": {
          "type": "object", "additionalProperties": false, "required": ["count"],
          "properties": {"count": {"$ref": "#/definitions/amount"}, "words": {"$ref": "#/definitions/amount"}},
          "description": "A text of so many lines of so many words (1 to 8 unless said), each ending in a newline."
        },
        "sum_of": {"type": "string", "description": "The sum of the numbers in another parameter."},
        "count_of": {"type": "string", "description": "How many words another parameter has."},
        "reversed": {"type": "string", "description": "The words of another parameter in reverse order."},
        "sorted": {"type": "string", "description": "The numbers in another parameter, the smallest first."}
      },
      "description": "A fixed value, {min, max}, {pick}, {word}, {numbers}, {words}, {lines}, or one made of others: {sum}, {product}, {difference}, {sum_of}, {count_of}, {reversed}, {sorted}."
    },
    "amount": {
      "type": ["integer", "string", "object"],
      "minimum": 0,
      "maximum": 1000000,
      "required": ["min", "max"],
      "additionalProperties": false,
      "properties": {"min": {"type": "integer", "minimum": 0, "maximum": 1000000}, "max": {"type": "integer", "minimum": 0, "maximum": 1000000}},
      "description": "A number, the name of another parameter, or {min, max}."
    },
    "requirement": {
      "type": "object", "additionalProperties": false, "required": ["mechanism"],
      "properties": {
        "mechanism": {"enum": ["fork", "exec", "thread", "shared-memory", "file-mapping", "shm", "named-semaphore", "pipe", "socketpair", "fifo", "eventfd", "signalfd", "timerfd", "epoll", "sendfile", "sysv-shm", "sysv-sem", "sysv-msg", "mq", "kill", "sigqueue"]},
        "role": {"$ref": "#/definitions/role"},
        "processes": {"type": "integer", "minimum": 1, "maximum": 4096, "description": "At least so many of the role's family."},
        "times": {"type": "integer", "minimum": 1, "maximum": 1000000, "description": "At least so often, by all of them together."}
      },
      "description": "A mechanism that a role (else: every role of the student's) must have used."
    },
    "fault": {
      "type": "object", "additionalProperties": false, "required": ["call"],
      "properties": {
        "call": {"enum": ["fork", "pipe", "mmap-shared", "sendfile"]},
        "role": {"$ref": "#/definitions/role"},
        "after": {"type": "integer", "minimum": 0, "maximum": 1000000, "description": "So many of the role's family go well first."},
        "times": {"type": "integer", "minimum": 0, "maximum": 1000000, "description": "So many fail; 0: all that follow."},
        "error": {"type": "string", "pattern": "^E[A-Z0-9]+$", "maxLength": 32, "description": "EAGAIN, ENOMEM, …"},
        "short": {"type": "integer", "minimum": 1, "description": "sendfile: at most so many bytes at once, in place of an error."}
      },
      "description": "A call that fails on purpose."
    },
    "scenario": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "steps"],
      "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 200},
        "title": {"$ref": "#/definitions/translations"},
        "points": {"type": "number", "minimum": 0, "maximum": 1000000},
        "repeat": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "Native runs, each with its own seed; all must be OK."},
        "hidden": {"type": "boolean"},
        "parameters": {"type": "object", "additionalProperties": {"$ref": "#/definitions/parameter"}},
        "steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/step"}},
        "allow": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["rule"],
            "properties": {
              "rule": {"$ref": "#/definitions/rule"},
              "kind": {"$ref": "#/definitions/object_kind"},
              "name": {"type": "string", "description": "A glob."}
            }
          },
          "description": "What may break a rule here."
        },
        "warnings": {"type": "array", "items": {"$ref": "#/definitions/rule"}, "description": "Rules that only warn here."},
        "required": {"type": "array", "items": {"$ref": "#/definitions/requirement"}, "description": "What must have been used."},
        "faults": {"type": "array", "items": {"$ref": "#/definitions/fault"}, "description": "What fails on purpose."},
        "zombie_grace_ms": {"type": "integer", "minimum": 0, "maximum": 3600000}
      }
    },
    "step": {
      "type": "object",
      "minProperties": 1,
      "maxProperties": 1,
      "additionalProperties": false,
      "properties": {
        "put_file": {
          "type": "object", "additionalProperties": false, "required": ["path", "content"],
          "properties": {"path": {"type": "string", "minLength": 1}, "content": {"type": "string"}}
        },
        "start": {
          "type": "object", "additionalProperties": false, "required": ["role", "program"],
          "properties": {
            "role": {"$ref": "#/definitions/role"},
            "program": {"type": "string", "minLength": 1},
            "from": {"enum": ["student", "reference", "system"]},
            "args": {"$ref": "#/definitions/strings"},
            "env": {"type": "object", "additionalProperties": {"type": "string"}},
            "stdin": {"type": "string", "description": "Written, then closed."},
            "stdin_open": {"type": "boolean", "description": "Kept open, to be fed by steps."}
          }
        },
        "wait": {
          "type": "object", "additionalProperties": false, "required": ["role"],
          "properties": {
            "role": {"$ref": "#/definitions/role"},
            "status": {"type": "integer", "minimum": 0, "maximum": 255},
            "signal": {"type": "string"},
            "within_ms": {"$ref": "#/definitions/milliseconds"}
          }
        },
        "wait_blocked": {
          "type": "object", "additionalProperties": false, "required": ["role"],
          "properties": {
            "role": {"$ref": "#/definitions/role"},
            "on": {"type": "string", "minLength": 1, "description": "A system call: futex, read, open, …; any."},
            "processes": {"type": "integer", "minimum": 1, "maximum": 4096, "description": "So many of the role's family; without it the started process itself."},
            "within_ms": {"$ref": "#/definitions/milliseconds"}
          }
        },
        "signal": {
          "type": "object", "additionalProperties": false, "required": ["role", "signal"],
          "properties": {
            "role": {"$ref": "#/definitions/role"},
            "signal": {"type": "string"},
            "times": {"type": "integer", "minimum": 1, "maximum": 10000}
          }
        },
        "kill": {
          "type": "object", "additionalProperties": false, "required": ["role"],
          "properties": {"role": {"$ref": "#/definitions/role"}},
          "description": "Signal KILL."
        },
        "remove_file": {
          "type": "object", "additionalProperties": false, "required": ["path"],
          "properties": {"path": {"type": "string", "minLength": 1}},
          "description": "A file that is not there is left alone."
        },
        "feed": {
          "type": "object", "additionalProperties": false, "required": ["role", "text"],
          "properties": {"role": {"$ref": "#/definitions/role"}, "text": {"type": "string"}}
        },
        "close_stdin": {
          "type": "object", "additionalProperties": false, "required": ["role"],
          "properties": {"role": {"$ref": "#/definitions/role"}}
        },
        "expect_object": {
          "type": "object", "additionalProperties": false, "required": ["kind", "name"],
          "properties": {
            "kind": {"$ref": "#/definitions/object_kind"},
            "name": {"type": "string", "minLength": 1},
            "exists": {"type": "boolean"},
            "mode": {"type": "string", "pattern": "^[0-7]{3,4}$", "maxLength": 4, "description": "Octal: \"0600\"."},
            "size_bytes": {"type": "integer", "minimum": 0},
            "content": {"type": "string"},
            "content_of": {"type": "string", "minLength": 1, "description": "The path of another file: byte for byte the same."}
          }
        },
        "expect_output": {
          "type": "object", "additionalProperties": false, "required": ["role"],
          "properties": {
            "role": {"$ref": "#/definitions/role"},
            "stream": {"enum": ["stdout", "stderr"]},
            "exact": {"type": "string"},
            "any_order": {"type": "string"},
            "pattern": {"type": "string"},
            "contains": {"type": "string"},
            "same_as_reference": {"const": true}
          }
        }
      }
    }
  }
}
)json";

}  // namespace grader
