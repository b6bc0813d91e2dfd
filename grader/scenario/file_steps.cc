// file_steps.cc — the steps that put, remove and look at files and other objects.
#include <sys/mman.h>
#include <unistd.h>

#include "grader/scenario/checks.h"
#include "grader/scenario/scenario_run.h"

namespace grader {
namespace {

/// A file that has no room, or whose place is taken: once a program of the student's has run, that is his doing.
bool is_students_clutter(const std::error_code& code) {
  for (const int known : {ENOSPC, EDQUOT, EEXIST, EISDIR, ENOTDIR, ELOOP, EACCES})
    if (code.value() == known) return true;
  return false;
}

}  // namespace

sandbox::Result<sandbox::Fd> memory_file(const std::string& content) {
  sandbox::Fd fd(::memfd_create("content", MFD_CLOEXEC));
  if (!fd) return sandbox::last_error("make a file in memory");
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t n = ::write(fd.get(), content.data() + done, content.size() - done);
    if (n < 0 && errno != EINTR) return sandbox::last_error("write a file in memory");
    if (n > 0) done += static_cast<std::size_t>(n);
  }
  ::lseek(fd.get(), 0, SEEK_SET);
  return fd;
}

ScenarioRun::StepResult ScenarioRun::perform(const ExpectObjectStep& step) {
  auto differs = check_object(step, box_);
  if (!differs) return differs.error();
  if (differs.value()) fail(StepFailure::Kind::kState, "", *differs.value());
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const PutFileStep& step) {
  auto file = memory_file(step.content);
  if (!file) return file.error();
  if (auto put = box_.put_file(path_inside("file", step.path), file.value(), step.executable); !put) {
    if (roles_.empty() || !is_students_clutter(put.error().code)) return put.error();
    fail(StepFailure::Kind::kState, "", {"room for the file " + step.path, put.error().code.message()});
    return Progress::kDone;
  }
  files_put_.push_back(step.path);
  if (step.path.rfind("/work/", 0) == 0) files_put_.push_back(step.path.substr(6));
  return Progress::kDone;
}

ScenarioRun::StepResult ScenarioRun::perform(const RemoveFileStep& step) {
  if (auto removed = remove_file(box_, path_inside("file", step.path)); !removed) {
    if (roles_.empty() || !is_students_clutter(removed.error().code)) return removed.error();
    fail(StepFailure::Kind::kState, "", {"a file " + step.path + " that can be removed", removed.error().code.message()});
  }
  return Progress::kDone;
}

}  // namespace grader
