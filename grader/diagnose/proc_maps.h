// proc_maps.h — parser of /proc/PID/maps. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct Mapping {
  std::uint64_t start = 0, end = 0, offset = 0;
  std::uint64_t device = 0, inode = 0;  ///< device as makedev(3) makes it
  bool readable = false, writable = false, executable = false, shared = false;
  std::string name;  ///< a path, "[stack]", "/SYSV00001234 (deleted)", empty for anonymous memory
  bool holds(std::uint64_t address) const { return start <= address && address < end; }
};

/// Source: proc_pid_maps(5). Malformed lines are skipped.
std::vector<Mapping> parse_maps(std::string_view text);
const Mapping* mapping_of(const std::vector<Mapping>& maps, std::uint64_t address);

}  // namespace grader
