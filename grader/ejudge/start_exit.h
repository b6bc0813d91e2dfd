// start_exit.h — the exit codes by which `grader ejudge start` says what ejudge has no other way to learn. Pure.
#pragma once

#include "grader/model/rule.h"

namespace grader {

/// DL 101, TL 102, ML 103, SV 104, RC 105, ZP 106, LK 107; the grader's own fault 119. 0: end as the program ended.
int start_exit(Code code);

}  // namespace grader
