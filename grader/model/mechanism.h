// mechanism.h — the ways of making and joining processes that a task may require, by name.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace grader {

enum class Mechanism {
  kFork, kExec, kThread, kSharedMemory, kFileMapping, kShm, kNamedSemaphore, kPipe, kSocketpair, kFifo, kEventfd,
  kSignalfd, kTimerfd, kEpoll, kSendfile, kSysvShm, kSysvSem, kSysvMsg, kMq, kKill, kSigqueue,
};

std::string_view to_string(Mechanism);  ///< "shared-memory"
std::optional<Mechanism> mechanism_from(std::string_view name);
const std::vector<Mechanism>& all_mechanisms();

/// For people: "shared memory (mmap() with MAP_SHARED)".
std::string_view in_words(Mechanism);
/// The manual pages to read about it.
std::string_view manual_pages(Mechanism);

/// What a child has of it when its parent has used it before the fork.
enum class Inheritance {
  kNone,       ///< an act: what the parent did, the child did not
  kMemory,     ///< fork hands it on, exec loses it
  kDescriptor, ///< fork hands it on, and exec keeps it
};
Inheritance inheritance(Mechanism);

}  // namespace grader
