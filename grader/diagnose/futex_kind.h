// futex_kind.h — which primitive of the C library a futex wait belongs to, from the call and the memory around it.
//
// Source: glibc 2.36 to 2.41, x86-64: struct __pthread_mutex_s, new_sem, __pthread_cond_s, pthread_barrier,
// __pthread_rwlock_arch_t. The memory belongs to the student: the answer is a name for people, and only a mutex
// that passes every check narrows who could end the wait.
#pragma once

#include "grader/model/snapshot.h"

namespace grader {

struct FutexKind {
  std::string name = "futex";  ///< "mutex", "semaphore", "condition", "barrier", "rwlock", "join", "futex"
  pid_t owner_box_tid = 0;     ///< mutex: its owner; join: the thread waited for
  bool robust = false;         ///< the kernel wakes the waiters of a dead owner
  bool process_private = false;  ///< FUTEX_PRIVATE_FLAG
};

FutexKind futex_kind(const BlockedCall& call);

}  // namespace grader
