// queue_time.h — how long the supervisor was ready to run and had no core.
#pragma once

#include <chrono>

namespace grader {

/// Of the calling thread, since it began. Zero where the kernel does not count it (/proc/PID/schedstat, proc(5)).
std::chrono::microseconds own_queue_time();

}  // namespace grader
