// commands.h — what ejudge calls. Each takes ejudge's own arguments and returns ejudge's own exit code; docs/ejudge.md.
//
// Whatever goes wrong on our side, a missing file, a broken task, an exception, ends as CF with a message on standard
// error, and never as a student's fault.
#pragma once

#include "grader/cli/options.h"

namespace grader::ejudge {

/// input output [corr] [info] [tgzdir workdir] → OK WA PE CF
int checker(const EjudgeCommand& command, const CommonOptions& common);
/// The same; the score is all of standard output.
int scoring_checker(const EjudgeCommand& command, const CommonOptions& common);
/// input output [corr] [pid] [info]; standard input and output are the program's → OK WA CF
int interactor(const EjudgeCommand& command, const CommonOptions& common);
/// start|stop input [corr] [info] → start: OK CF; stop: any status of a test
int init(const EjudgeCommand& command, const CommonOptions& common);
/// program [arg…]: runs it under diagnosis, its exit status or one of our own
int start(const EjudgeCommand& command, const CommonOptions& common);
/// source → OK SV CF
int style(const EjudgeCommand& command, const CommonOptions& common);
/// comment-file judge-comment-file [problem-dir]; test results on standard input → OK CF
int valuer(const EjudgeCommand& command, const CommonOptions& common);

/// For the administrator, with the exit statuses of every other command. Folder of tests, id, [folder] → a task.
int import_tests(const EjudgeCommand& command, const CommonOptions& common);
/// Task, folder → a problem's folder.
int export_task(const EjudgeCommand& command, const CommonOptions& common);

}  // namespace grader::ejudge
