// queue_time.cc — how long the supervisor was ready to run and had no core.
#include "grader/scenario/queue_time.h"

#include <fstream>

namespace grader {

std::chrono::microseconds own_queue_time() {
  std::ifstream file("/proc/thread-self/schedstat");
  std::int64_t ran_ns = 0, queued_ns = 0;
  file >> ran_ns >> queued_ns;
  return std::chrono::microseconds(file ? queued_ns / 1000 : 0);
}

}  // namespace grader
