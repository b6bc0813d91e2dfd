// protections.h — what a box on this machine protects with, and what is missing. Plain data.
#pragma once

#include <string>
#include <vector>

namespace sandbox {

enum class Level {
  kFull,   ///< namespaces of its own (as root, or rootless through a user namespace)
  kPlain,  ///< no namespaces to be had: separate uid where possible, rlimits, seccomp, subreaper
};

/// "full" or "plain": what verdicts and options call it.
constexpr const char* name_of(Level level) { return level == Level::kFull ? "full" : "plain"; }

/// One protection: active or not, and when not, why and what to do about it.
struct Protection {
  std::string name;    ///< "pid-namespace", "seccomp", "memory-limit", …: stable, a JSON key
  bool active = false;
  std::string detail;  ///< "cgroup v1", "142 rules", or why it is not active
  std::string remedy;  ///< empty when active
};

struct Protections {
  Level level = Level::kPlain;
  bool rootless = false;
  std::vector<Protection> items;
};

}  // namespace sandbox
