// source_words.h — what the student calls things: read off the source lines that a run's evidence quotes. Pure.
#pragma once

#include <string>

#include "grader/model/evidence.h"

namespace grader {

/// The quoted line, without leading blanks; empty when it is not quoted.
std::string quoted(const Evidence& evidence, const SourceLocation& at);

/// Does the line call a function of that name?
bool calls(const std::string& line, const std::string& function);

/// What a loop tests: "*flag == 0" of `while (*flag == 0)`, "!stop" of `for (; !stop; )`; empty when the line has none.
std::string condition_in_line(const std::string& line);

/// The expression that names the object of a call: "sh->empty" of `sem_wait(&sh->empty);`, "m" of
/// `std::lock_guard<std::mutex> hold(m);` or `m.lock();`. Empty when the line does not show it plainly.
/// `call`: "sem_wait()" or "std::condition_variable::wait()". `argument`: which of its arguments, from 0. `column`: of the
/// call in the line, from 1; 0: not known, then a line with several calls of that name shows nothing.
std::string object_in_line(const std::string& line, const std::string& call, std::size_t argument = 0, int column = 0);

/// The same for the innermost line of `stack` in the student's code. A parameter is looked up where its function is
/// called: `void P(sem_t *s) { sem_wait(s); }` called as `P(&full)` waits on "full".
std::string object_in_source(const Evidence& evidence, const Stack& stack, const std::string& call,
                             std::size_t argument = 0);

}  // namespace grader
