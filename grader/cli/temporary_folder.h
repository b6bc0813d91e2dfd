// temporary_folder.h — whether the folder for temporary files is one, before anything needs it.
#pragma once

namespace grader {

/// False, and said, when $TMPDIR (or what stands in for it) names no folder that can be written.
bool temporary_folder_works();

}  // namespace grader
