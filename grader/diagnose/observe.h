// observe.h — makes the observer that watches a box through /proc and its rare calls.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "grader/model/observer.h"
#include "grader/model/task.h"
#include "sandbox/box.h"

namespace grader {

struct ObserveOptions {
  std::chrono::milliseconds zombie_grace{500};
  bool strict_zombies = false;  ///< the task names the grace: it passes while the parent waits for others, too
  std::chrono::milliseconds orphan_grace{500};
  std::vector<Mechanism> mechanisms;  ///< whose use is to be counted; the box holds their calls
  std::vector<Fault> faults;          ///< calls to fail on purpose; the box holds them
  bool timeline = false;  ///< also keep what every task did when: dearer looks, and more of them
};

std::unique_ptr<Observer> observe(sandbox::Box& box, const ObserveOptions& options = {});

}  // namespace grader
