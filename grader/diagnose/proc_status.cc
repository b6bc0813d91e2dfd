// proc_status.cc — parsers of /proc/PID/{status,stat,syscall} and of lists of ids.
#include "grader/diagnose/proc_status.h"

#include <charconv>

namespace grader {

std::string_view next_line(std::string_view& text) {
  const auto end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::string_view next_word(std::string_view& text) {
  const auto begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) {
    text = {};
    return {};
  }
  text.remove_prefix(begin);
  const auto end = text.find_first_of(" \t\n");
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(word.size());
  return word;
}

std::optional<std::uint64_t> parse_number(std::string_view word, int base) {
  if (base == 16 && word.starts_with("0x")) word.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value, base);
  if (code != std::errc() || end != word.data() + word.size() || word.empty()) return std::nullopt;
  return value;
}

namespace {

std::uint64_t number_or_zero(std::string_view text, int base = 10) {
  return parse_number(next_word(text), base).value_or(0);
}

void take_field(ProcStatus& s, std::string_view key, std::string_view value) {
  if (key == "State") s.state = value.empty() ? '?' : next_word(value).front();
  else if (key == "Tgid") s.tgid = static_cast<pid_t>(number_or_zero(value));
  else if (key == "Pid") s.pid = static_cast<pid_t>(number_or_zero(value));
  else if (key == "PPid") s.ppid = static_cast<pid_t>(number_or_zero(value));
  else if (key == "TracerPid") s.tracer = static_cast<pid_t>(number_or_zero(value));
  else if (key == "Uid") s.uid = static_cast<uid_t>(number_or_zero(value));
  else if (key == "Threads") s.threads = static_cast<unsigned>(number_or_zero(value));
  else if (key == "NSpid") s.ns_pids = parse_id_list(value);
  else if (key == "VmHWM") s.peak_rss_bytes = number_or_zero(value) * 1024;
  else if (key == "SigPnd") s.pending = number_or_zero(value, 16);
  else if (key == "ShdPnd") s.shared_pending = number_or_zero(value, 16);
  else if (key == "SigBlk") s.blocked = number_or_zero(value, 16);
  else if (key == "SigIgn") s.ignored = number_or_zero(value, 16);
  else if (key == "SigCgt") s.caught = number_or_zero(value, 16);
  else if (key == "nonvoluntary_ctxt_switches") s.switches += number_or_zero(value);
  else if (key == "voluntary_ctxt_switches") s.voluntary_switches = number_or_zero(value), s.switches += s.voluntary_switches;
}

}  // namespace

std::optional<ProcStatus> parse_status(std::string_view text) {
  ProcStatus status;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = line.substr(colon + 1);
    if (value.find_first_not_of(" \t") == std::string_view::npos) continue;
    take_field(status, line.substr(0, colon), value);
  }
  if (status.pid == 0) return std::nullopt;
  return status;
}

std::optional<ProcStat> parse_stat(std::string_view text) {
  const auto name_end = text.rfind(')');
  if (name_end == std::string_view::npos) return std::nullopt;
  text.remove_prefix(name_end + 1);
  std::vector<std::string_view> fields;  // fields[0] is field 3 of the manual page
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) fields.push_back(word);
  if (fields.size() < 20) return std::nullopt;
  const auto field = [&](std::size_t manual) {
    return manual - 3 < fields.size() ? parse_number(fields[manual - 3]).value_or(0) : 0;
  };
  return ProcStat{fields[0].front(), static_cast<pid_t>(field(4)), static_cast<pid_t>(field(6)), field(14), field(15), field(22),
                  static_cast<int>(field(52)), static_cast<unsigned>(field(20))};
}

std::optional<SyscallLine> parse_syscall_line(std::string_view text) {
  std::string_view first = next_word(text);
  if (first.empty()) return std::nullopt;
  SyscallLine line;
  if (first == "running") return line;
  const bool outside = first.starts_with('-');
  line.kind = outside ? SyscallLine::Kind::kBlockedOutside : SyscallLine::Kind::kInCall;
  if (!outside) {
    const auto nr = parse_number(first);
    if (!nr) return std::nullopt;
    line.nr = static_cast<int>(*nr);
    for (auto& arg : line.args) {
      const auto value = parse_number(next_word(text), 16);
      if (!value) return std::nullopt;
      arg = *value;
    }
  }
  line.sp = parse_number(next_word(text), 16).value_or(0);
  line.pc = parse_number(next_word(text), 16).value_or(0);
  return line;
}

std::vector<pid_t> parse_id_list(std::string_view text) {
  std::vector<pid_t> ids;
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text))
    if (const auto id = parse_number(word)) ids.push_back(static_cast<pid_t>(*id));
  return ids;
}

std::vector<std::string> parse_cmdline(std::string_view text) {
  std::vector<std::string> argv;
  while (!text.empty() && argv.size() <= kMaxArguments) {
    const auto end = text.find('\0');
    argv.emplace_back(text.substr(0, std::min(end, kMaxArgumentBytes + 1)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return clipped(std::move(argv));
}

std::vector<std::string> clipped(std::vector<std::string> argv) {
  constexpr const char* kMark = "…";
  std::size_t room = kMaxArgumentBytes;
  for (std::size_t i = 0; i < argv.size(); ++i) {
    const bool too_many = i == kMaxArguments || room == 0;
    if (!too_many && argv[i].size() <= room) {
      room -= argv[i].size();
      continue;
    }
    argv.resize(i + 1);
    argv[i] = too_many ? kMark : argv[i].substr(0, room) + kMark;
  }
  return argv;
}

}  // namespace grader
