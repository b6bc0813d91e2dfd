// notebook.h — the headers of notebook cells: "// %%cpp NAME", "// %run COMMAND". Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace grader {

/// What the comment lines at the top of a source file ask for.
struct NotebookHeader {
  std::optional<std::string> name;    ///< the file is stored under this name
  std::vector<std::string> commands;  ///< shell commands, run one after another
};

/// Reads the first lines of `text`, as long as they are empty or begin with "// %".
NotebookHeader notebook_header(const std::string& text);

}  // namespace grader
