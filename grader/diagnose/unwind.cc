// unwind.cc — from a captured stack to source locations, with elfutils' libdw.
#include "grader/diagnose/unwind.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace grader {
namespace {

constexpr std::size_t kMaxFrames = 64;
constexpr std::uint64_t kScanBytes = 16 << 10;

struct FreeFrame {
  void operator()(Dwarf_Frame* frame) const { std::free(frame); }
};

struct Place {
  const MappedModule* module = nullptr;
  std::uint64_t address = 0;  ///< in the module's file
};

std::optional<Place> place_of(const StackCapture& capture, std::uint64_t pc) {
  const MappedModule* m = capture.module_of(pc);
  if (!m || !m->file) return std::nullopt;
  const auto address = m->file->address_at(pc - m->mapping.start + m->mapping.offset);
  if (!address) return std::nullopt;
  return Place{m, *address};
}

/// The stack machine of DWARF expressions, with the operations that compilers emit in unwind tables.
std::optional<std::uint64_t> evaluate(const StackCapture& capture, const Registers& registers, const Dwarf_Op* ops,
                                      std::size_t count, std::optional<std::uint64_t> cfa) {
  std::vector<std::uint64_t> stack;
  const auto pop = [&]() -> std::optional<std::uint64_t> {
    if (stack.empty()) return std::nullopt;
    const std::uint64_t top = stack.back();
    stack.pop_back();
    return top;
  };
  for (std::size_t i = 0; i < count && i < 64; ++i) {
    const Dwarf_Op& op = ops[i];
    std::optional<std::uint64_t> value;
    if (op.atom >= DW_OP_breg0 && op.atom <= DW_OP_breg31) {
      const std::size_t reg = op.atom - DW_OP_breg0;
      if (reg < Registers::kCount && registers.values[reg]) value = *registers.values[reg] + op.number;
    } else if (op.atom == DW_OP_bregx) {
      if (op.number < Registers::kCount && registers.values[op.number]) value = *registers.values[op.number] + op.number2;
    } else if (op.atom >= DW_OP_lit0 && op.atom <= DW_OP_lit31) {
      value = op.atom - DW_OP_lit0;
    } else if (op.atom == DW_OP_call_frame_cfa) {
      value = cfa;
    } else if (op.atom == DW_OP_deref) {
      if (const auto address = pop()) value = capture.word(*address);
    } else if (op.atom == DW_OP_plus_uconst) {
      if (const auto a = pop()) value = *a + op.number;
    } else if (op.atom == DW_OP_plus || op.atom == DW_OP_and || op.atom == DW_OP_ge || op.atom == DW_OP_shl ||
               op.atom == DW_OP_minus) {
      const auto b = pop(), a = pop();
      if (!a || !b) return std::nullopt;
      value = op.atom == DW_OP_plus ? *a + *b : op.atom == DW_OP_minus ? *a - *b : op.atom == DW_OP_and ? (*a & *b)
              : op.atom == DW_OP_shl ? (*b < 64 ? *a << *b : 0)
                                     : static_cast<std::uint64_t>(static_cast<std::int64_t>(*a) >= static_cast<std::int64_t>(*b));
    } else if (op.atom == DW_OP_const1u || op.atom == DW_OP_const1s || op.atom == DW_OP_const2u || op.atom == DW_OP_const2s ||
               op.atom == DW_OP_const4u || op.atom == DW_OP_const4s || op.atom == DW_OP_constu || op.atom == DW_OP_consts) {
      value = op.number;
    }
    if (!value) return std::nullopt;
    stack.push_back(*value);
  }
  return pop();
}

std::optional<std::uint64_t> caller_register(const StackCapture& capture, const Registers& registers, Dwarf_Frame* frame,
                                             int number, std::uint64_t cfa) {
  Dwarf_Op memory[3];
  Dwarf_Op* ops = nullptr;
  std::size_t count = 0;
  if (dwarf_frame_register(frame, number, memory, &ops, &count) != 0) return std::nullopt;
  if (count == 0) return ops == nullptr ? registers.values[static_cast<std::size_t>(number)] : std::nullopt;
  if (count == 1 && ops[0].atom == DW_OP_regx)  // vfork() keeps its return address in a register
    return ops[0].number < Registers::kCount ? registers.values[ops[0].number] : std::nullopt;
  const bool is_value = ops[count - 1].atom == DW_OP_stack_value;
  const auto result = evaluate(capture, registers, ops, is_value ? count - 1 : count, cfa);
  if (!result || is_value) return result;
  return capture.word(*result);
}

struct Caller {
  std::optional<Registers> registers;  ///< absent: the tables or the needed registers are missing
  bool signal_frame = false;
  bool nobody = false;  ///< the tables say that this is where the task began
};

/// The tables have no rule for the return address.
bool is_outermost(Dwarf_Frame* frame, int return_register) {
  Dwarf_Op memory[3];
  Dwarf_Op* ops = nullptr;
  std::size_t count = 0;
  return dwarf_frame_register(frame, return_register, memory, &ops, &count) == 0 && count == 0 && ops != nullptr;
}

/// One step by call frame information.
Caller step(const StackCapture& capture, const Registers& registers, const Place& place, bool pc_is_exact) {
  Caller found;
  Dwarf_Addr bias = 0;
  Dwfl_Module* module = place.module->file->module();
  Dwarf_CFI* tables[] = {module ? dwfl_module_eh_cfi(module, &bias) : nullptr,
                         module ? dwfl_module_dwarf_cfi(module, &bias) : nullptr};
  for (Dwarf_CFI* cfi : tables) {
    Dwarf_Frame* raw = nullptr;
    if (!cfi || dwarf_cfi_addrframe(cfi, place.address - (pc_is_exact ? 0 : 1), &raw) != 0) continue;
    const std::unique_ptr<Dwarf_Frame, FreeFrame> frame(raw);
    Dwarf_Op* ops = nullptr;
    std::size_t count = 0;
    if (dwarf_frame_cfa(raw, &ops, &count) != 0 || count == 0) continue;
    const auto cfa = evaluate(capture, registers, ops, count, std::nullopt);
    if (!cfa) continue;
    const int return_register = dwarf_frame_info(raw, nullptr, nullptr, &found.signal_frame);
    if (return_register < 0 || return_register >= Registers::kCount) continue;
    found.nobody = is_outermost(raw, return_register);
    if (found.nobody) return found;
    Registers caller;
    for (int r = 0; r < Registers::kCount; ++r)
      if (r != Registers::kRsp) caller.values[static_cast<std::size_t>(r)] = caller_register(capture, registers, raw, r, *cfa);
    caller.pc() = caller_register(capture, registers, raw, return_register, *cfa);
    caller.sp() = found.signal_frame ? caller_register(capture, registers, raw, Registers::kRsp, *cfa) : cfa;
    if (!caller.pc() || *caller.pc() == 0 || !caller.sp() || *caller.sp() <= registers.values[Registers::kRsp].value_or(0))
      continue;
    found.registers = caller;
    return found;
  }
  return found;
}

/// Looks up the stack for a word that is a return address. A direct call must lead to the function we are in;
/// `students_only`: libraries leave many stale addresses behind.
std::optional<Registers> scan(const StackCapture& capture, const Registers& registers, const std::optional<Place>& here) {
  const std::uint64_t from = registers.values[Registers::kRsp].value_or(0);
  const auto start = here ? here->module->file->function_start(here->address - 1) : std::nullopt;
  for (std::uint64_t at = (from + 7) & ~7ull; at < from + kScanBytes; at += 8) {
    const auto word = capture.word(at);
    if (!word) break;
    const MappedModule* m = capture.module_of(*word);
    if (!m || !m->file || !m->file->students()) continue;
    const auto call = m->file->call_before(*word - m->mapping.start + m->mapping.offset);
    if (!call) continue;
    // A function's first byte is rather a pointer to it, such as a thread's start routine, than a place to return to.
    const auto word_address = m->file->address_at(*word - m->mapping.start + m->mapping.offset);
    if (word_address && m->file->function_start(*word_address) == word_address) continue;
    const bool same_module = here && here->module->file == m->file;
    if (same_module && call->target && start && *call->target != *start) continue;
    Registers caller;
    caller.pc() = *word, caller.sp() = at + 8;
    // By the usual prologue the saved frame pointer lies right below the return address.
    if (const auto saved = at >= 8 ? capture.word(at - 8) : std::nullopt; saved && *saved > at && *saved - at < (8u << 20))
      caller.rbp() = *saved;
    return caller;
  }
  return std::nullopt;
}

/// Headers of the language's library are compiled into the student's program and are none of his code.
bool in_system_header(const SourceLocation& at) {
  return at.file.starts_with("/usr/include/") || at.file.starts_with("/usr/lib/") ||
         at.function.starts_with("std::") || at.function.starts_with("void std::") || at.function.starts_with("__gthread_");
}

/// A static library in the student's program has no line numbers, where his own code has them.
void demote_static_libraries(Stack& stack) {
  const bool has_lines = std::any_of(stack.begin(), stack.end(), [](const Frame& f) { return f.in_student_code && f.at.line > 0; });
  if (!has_lines) return;
  for (Frame& frame : stack)
    if (frame.at.line == 0) frame.in_student_code = false;
}

/// What the task's harness does for the student's code is to him as a library's: his own line made the call.
void demote_harness(Stack& stack) {
  const auto of_harness = [](const Frame& f) { return f.at.file.starts_with("harness/"); };
  const auto own = std::find_if(stack.begin(), stack.end(), [&](const Frame& f) { return f.in_student_code && !of_harness(f); });
  if (own == stack.end()) return;
  for (auto frame = stack.begin(); frame != own; ++frame)
    if (of_harness(*frame)) frame->in_student_code = false;
}

/// One frame, or several where functions were expanded inline.
void add_frames(const StackCapture& capture, std::uint64_t pc, const std::optional<Place>& place, bool exact, Stack& stack) {
  Frame frame;
  if (!place) {
    if (const MappedModule* m = capture.module_of(pc)) frame.module = m->mapping.name;
    stack.push_back(std::move(frame));
    return;
  }
  const std::string& path = place->module->file->path();
  frame.module = path.substr(path.rfind('/') + 1);
  for (Frame& known : place->module->file->frames(place->address - (exact ? 0 : 1))) {
    frame.at = std::move(known.at), frame.column = known.column;
    frame.in_student_code = place->module->file->students() && !frame.at.function.starts_with("_start") &&
                            !in_system_header(frame.at);
    stack.push_back(frame);
  }
}

}  // namespace

Stack resolve(const StackCapture& capture) {
  Stack stack;
  Registers registers = capture.registers;
  bool exact = capture.pc_is_exact;
  while (stack.size() < kMaxFrames && registers.pc()) {
    const auto place = place_of(capture, *registers.pc());
    if (!place && !stack.empty() && !capture.module_of(*registers.pc())) break;
    add_frames(capture, *registers.pc(), place, exact, stack);
    Caller caller;
    if (place) caller = step(capture, registers, *place, exact);
    if (caller.nobody) break;
    if (caller.signal_frame) stack.back().at = {"", 0, kHandlerCalled}, stack.back().in_student_code = false;
    if (!caller.registers) caller = {scan(capture, registers, place)};
    if (!caller.registers) break;
    registers = *caller.registers;
    exact = caller.signal_frame;
  }
  demote_static_libraries(stack);
  demote_harness(stack);
  return stack;
}

}  // namespace grader
