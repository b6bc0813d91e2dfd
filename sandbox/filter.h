// filter.h — the seccomp filter of a box, built with libseccomp and exported as classic BPF.
#pragma once

#include <linux/filter.h>

#include <string>
#include <vector>

#include "sandbox/notification.h"
#include "sandbox/result.h"

namespace sandbox {

struct FilterConfig {
  bool notify = true;                        ///< hold the rare calls of notification.h
  std::vector<std::string> forbidden_calls;  ///< by name: end the process with SIGSYS
  std::vector<HeldGroup> hold_also;          ///< more calls to hold
};

/// Builds the filter once; the child loads it with raw seccomp(2) (no libseccomp between clone and exec).
/// Errors: libseccomp's, or an unknown name in forbidden_calls.
Result<std::vector<sock_filter>> build_filter(const FilterConfig& config);

/// One rule, for doctor and the tests: "keyctl", what happens, and why.
struct FilterRule { std::string call, action, reason; };
std::vector<FilterRule> filter_rules();

}  // namespace sandbox
