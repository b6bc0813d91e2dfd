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
    "scenarios": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/scenario"}}
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
    "rule": {"enum": ["deadlock", "busy-wait", "timeout", "zombie", "unwaited", "orphan", "leak", "crash", "exit-status", "output", "limit", "forbidden", "private-sync", "race", "lock-order", "signal-unsafe", "api-misuse", "pointer-in-shm", "wrong-result"]},
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
        "product": {"type": "array", "minItems": 1, "items": {"type": "string"}}
      },
      "description": "A fixed value, {min, max}, {pick}, {word}, {sum} or {product}."
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
            "within_ms": {"$ref": "#/definitions/milliseconds"}
          }
        },
        "signal": {
          "type": "object", "additionalProperties": false, "required": ["role", "signal"],
          "properties": {"role": {"$ref": "#/definitions/role"}, "signal": {"type": "string"}}
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
            "content": {"type": "string"}
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
