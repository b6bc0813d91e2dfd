# commit.cmake — writes into OUTPUT of which commit the sources in SOURCES are; nothing in an unpacked archive.
# Run at every build; the file changes only with the answer.
cmake_minimum_required(VERSION 3.25)
set(commit "")
if(EXISTS ${SOURCES}/.git)  # an archive unpacked inside somebody's repository is no commit of that
  execute_process(COMMAND git describe --always --dirty --abbrev=12 WORKING_DIRECTORY ${SOURCES}
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
string(REGEX REPLACE "[^0-9A-Za-z._-]" "" commit "${commit}")
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT "namespace grader {
extern const char kCommit[];
const char kCommit[] = \"@commit@\";
}  // namespace grader
")
