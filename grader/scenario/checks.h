// checks.h — looks at the objects that a scenario expects in the box, without trusting what it finds there.
#pragma once

#include <optional>

#include "grader/model/task.h"
#include "grader/scenario/output_match.h"
#include "sandbox/box.h"

namespace grader {

/// Nothing when the object is as `step` expects; else what differs first, for people.
/// Paths are resolved in the box's root, follow no symbolic link, and open nothing that could block.
/// Errors: the box cannot list its System V objects.
sandbox::Result<std::optional<Mismatch>> check_object(const ExpectObjectStep& step, sandbox::Box& box);

/// Removes a file, FIFO or socket; one that is not there is no error.
/// Errors: errno of openat2(2) and unlinkat(2).
sandbox::Result<void> remove_file(const sandbox::Box& box, const std::string& inside);

/// Where an object of a task is inside the box: "/dev/shm/sem.s42", "/work/out.txt".
/// Empty for System V kinds, which have no path.
std::string path_inside(const std::string& kind, const std::string& name);

}  // namespace grader
