// schema.cc — `grader schema`: prints a published JSON Schema.
#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/model/verdict.h"

namespace grader {

int perform(const SchemaCommand& command, const CommonOptions&) {
  std::string text = schema_text(command.name);
  if (text.empty()) {
    complain("schema '" + command.name + "'",
             command.name == "schedule" ? "this version records no schedules" : "unknown", "use task or verdict");
    return kExitUsage;
  }
  if (text.back() != '\n') text += '\n';
  print(text);
  return with_output(kExitOk);
}

}  // namespace grader
