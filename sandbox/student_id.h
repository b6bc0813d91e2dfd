// student_id.h — the user that a box's processes run as.
#pragma once

#include <sys/types.h>

namespace sandbox {

struct StudentId {
  uid_t uid = 0;
  gid_t gid = 0;
  bool own = false;  ///< a uid that nobody else has; otherwise the caller's
};

/// As root: a uid for this box alone, inside the range that this user namespace maps. Otherwise the caller's.
StudentId choose_student_id();

}  // namespace sandbox
