// student_helper.h — a child process with the student's own ids, for what the kernel refuses to root in a container.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <optional>

#include "sandbox/fd.h"

namespace grader {

/// ptrace(2) and pidfd_getfd(2) ask the real uid, which setfsuid(2) does not change, or CAP_SYS_PTRACE, which root
/// in a container lacks. The supervisor itself must not take that uid: the student's processes could signal it.
/// The helper they may signal: then there is no answer.
class StudentHelper {
 public:
  /// The uid to take for looking into `pid`; absent when the supervisor may look itself.
  static std::optional<uid_t> needed_for(pid_t pid);

  /// Starts a child that is `uid` and runs `work`: it writes its answer to `out`, and may wait until `in` ends.
  StudentHelper(uid_t uid, const std::function<void(int out, int in)>& work);
  /// Lets it end, and waits for that.
  ~StudentHelper();
  StudentHelper(const StudentHelper&) = delete;
  StudentHelper& operator=(const StudentHelper&) = delete;

  /// False: it had nothing to say, or was killed.
  bool answer(void* into, std::size_t bytes);

 private:
  sandbox::Fd out_, in_;
  pid_t pid_ = -1;
};

}  // namespace grader
