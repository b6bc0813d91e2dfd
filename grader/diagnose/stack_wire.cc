// stack_wire.cc — stacks as bytes.
#include "grader/diagnose/stack_wire.h"

#include <cstdint>
#include <cstring>

namespace grader {
namespace {

constexpr std::uint32_t kMaxFrames = 256, kMaxLine = 1 << 30;

void append_number(std::string& bytes, std::uint32_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append_text(std::string& bytes, const std::string& text) {
  const std::size_t size = std::min(text.size(), kMaxNameBytes);
  append_number(bytes, static_cast<std::uint32_t>(size));
  bytes.append(text, 0, size);
}

bool take_number(std::string_view& bytes, std::uint32_t most, std::uint32_t& number) {
  if (bytes.size() < sizeof number) return false;
  std::memcpy(&number, bytes.data(), sizeof number);
  bytes.remove_prefix(sizeof number);
  return number <= most;
}

bool take_text(std::string_view& bytes, std::string& text) {
  std::uint32_t size = 0;
  if (!take_number(bytes, kMaxNameBytes, size) || bytes.size() < size) return false;
  text = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

void append_stack(std::string& bytes, const Stack& stack) {
  append_number(bytes, static_cast<std::uint32_t>(std::min<std::size_t>(stack.size(), kMaxFrames)));
  for (std::size_t i = 0; i < stack.size() && i < kMaxFrames; ++i) {
    const Frame& frame = stack[i];
    append_number(bytes, frame.at.line > 0 ? static_cast<std::uint32_t>(frame.at.line) : 0);
    append_number(bytes, frame.column > 0 ? static_cast<std::uint32_t>(frame.column) : 0);
    append_number(bytes, frame.in_student_code ? 1 : 0);
    append_text(bytes, frame.at.file);
    append_text(bytes, frame.at.function);
    append_text(bytes, frame.module);
  }
}

std::optional<Stack> take_stack(std::string_view& bytes) {
  std::string_view rest = bytes;
  std::uint32_t frames = 0;
  if (!take_number(rest, kMaxFrames, frames)) return std::nullopt;
  Stack stack;
  for (std::uint32_t i = 0; i < frames; ++i) {
    Frame frame;
    std::uint32_t line = 0, column = 0, students = 0;
    if (!take_number(rest, kMaxLine, line) || !take_number(rest, kMaxLine, column) || !take_number(rest, 1, students) || !take_text(rest, frame.at.file) ||
        !take_text(rest, frame.at.function) || !take_text(rest, frame.module))
      return std::nullopt;
    frame.at.line = static_cast<int>(line), frame.column = static_cast<int>(column);
    frame.in_student_code = students != 0;
    stack.push_back(std::move(frame));
  }
  bytes = rest;
  return stack;
}

}  // namespace grader
