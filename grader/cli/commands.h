// commands.h — the commands; each returns the exit status.
#pragma once

#include "grader/cli/options.h"

namespace grader {

int perform(const CheckCommand& command, const CommonOptions& common);
int perform(const RunCommand& command, const CommonOptions& common);
int perform(const TaskListCommand& command, const CommonOptions& common);
int perform(const TaskShowCommand& command, const CommonOptions& common);
int perform(const TaskNewCommand& command, const CommonOptions& common);
int perform(const TaskStartCommand& command, const CommonOptions& common);
int perform(const TaskVerifyCommand& command, const CommonOptions& common);
int perform(const DoctorCommand& command, const CommonOptions& common);
int perform(const SchemaCommand& command, const CommonOptions& common);
int perform(const ReportCommand& command, const CommonOptions& common);
int perform(const CompletionCommand& command, const CommonOptions& common);
int perform(const ManualCommand& command, const CommonOptions& common);
int perform(const EjudgeCommand& command, const CommonOptions& common);
int perform(const DiffCommand& command, const CommonOptions& common);

}  // namespace grader
