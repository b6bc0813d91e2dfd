// observe.h — makes the observer that watches a box through /proc and its rare calls.
#pragma once

#include <chrono>
#include <memory>

#include "grader/model/observer.h"
#include "sandbox/box.h"

namespace grader {

struct ObserveOptions {
  std::chrono::milliseconds zombie_grace{500};
  std::chrono::milliseconds orphan_grace{500};
  bool timeline = false;  ///< also keep what every task did when: dearer looks, and more of them
};

std::unique_ptr<Observer> observe(sandbox::Box& box, const ObserveOptions& options = {});

}  // namespace grader
