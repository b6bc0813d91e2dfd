// proc_maps.cc — parser of /proc/PID/maps.
#include "grader/diagnose/proc_maps.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <optional>

#include "grader/diagnose/proc_status.h"

namespace grader {
namespace {

// The kernel writes a newline in a file name as "\012" (seq_file's mangling), so a line is one mapping.
std::optional<Mapping> parse_line(std::string_view line) {
  Mapping m;
  const std::string_view range = next_word(line);
  const auto dash = range.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto start = parse_number(range.substr(0, dash), 16), end = parse_number(range.substr(dash + 1), 16);
  const std::string_view perms = next_word(line);
  const auto offset = parse_number(next_word(line), 16);
  const std::string_view device = next_word(line);
  const auto colon = device.find(':');
  const auto inode = parse_number(next_word(line));
  if (!start || !end || perms.size() < 4 || !offset || colon == std::string_view::npos || !inode) return std::nullopt;
  m.start = *start, m.end = *end, m.offset = *offset, m.inode = *inode;
  m.device = makedev(parse_number(device.substr(0, colon), 16).value_or(0),
                     parse_number(device.substr(colon + 1), 16).value_or(0));
  m.readable = perms[0] == 'r', m.writable = perms[1] == 'w', m.executable = perms[2] == 'x', m.shared = perms[3] == 's';
  if (const auto name = line.find_first_not_of(' '); name != std::string_view::npos) m.name = line.substr(name);
  return m;
}

}  // namespace

std::vector<Mapping> parse_maps(std::string_view text) {
  std::vector<Mapping> maps;
  while (!text.empty())
    if (auto mapping = parse_line(next_line(text))) maps.push_back(std::move(*mapping));
  return maps;
}

const Mapping* mapping_of(const std::vector<Mapping>& maps, std::uint64_t address) {
  const auto it = std::find_if(maps.begin(), maps.end(), [&](const Mapping& m) { return m.holds(address); });
  return it == maps.end() ? nullptr : &*it;
}

}  // namespace grader
