// futex_kind.cc — which primitive of the C library a futex wait belongs to.
#include "grader/diagnose/futex_kind.h"

#include <linux/futex.h>

#include <cstring>

namespace grader {
namespace {

/// 32-bit words at offsets from the futex word; `ok` turns false when one lies outside what was read.
struct Words {
  const BlockedCall& call;
  bool ok = true;
  std::uint32_t at(int offset) {
    const int index = call.futex_memory_offset + offset;
    std::uint32_t word = 0;
    if (index < 0 || index + 4 > static_cast<int>(call.futex_memory.size())) {
      ok = false;
      return 0;
    }
    std::memcpy(&word, call.futex_memory.data() + index, sizeof word);
    return word;
  }
};

constexpr std::uint32_t kMutexKindBits = 0x3f3;  // type 0..3, robust, PI, PP, shared, elision

bool is_mutex(const BlockedCall& call, FutexKind& kind) {
  Words words{call};
  const std::uint32_t lock = words.at(0), owner = words.at(8), users = words.at(12), type = words.at(16);
  if (!words.ok || (type & ~kMutexKindBits) != 0 || users == 0 || owner == 0 || (owner & ~FUTEX_TID_MASK) != 0)
    return false;
  const std::uint32_t expected = call.futex_expected.value_or(0);
  if ((type & 0x10) != 0) {  // robust: the word holds the owner and the waiters bit
    if ((lock & FUTEX_WAITERS) == 0 || (lock & FUTEX_TID_MASK) != owner || expected != lock) return false;
    kind.robust = true;
  } else if (lock != 2 || expected != 2) {
    return false;
  }
  kind.owner_box_tid = static_cast<pid_t>(owner);
  return true;
}

bool is_condition(const BlockedCall& call) {
  // The word is one of two group counters, 4 or 8 bytes behind __wrefs = waiters << 3 | flags. The group size
  // before it must be plausible: memory of other primitives has no such pair.
  for (const int back : {4, 8}) {
    Words words{call};
    const std::uint32_t refs = words.at(-back), sequence = words.at(-back - 36);
    if (words.ok && (refs >> 3) >= 1 && (refs >> 3) < 100000 && (refs & 7) <= 3 && sequence >= 1) return true;
    Words newer{call};  // since 2.41 without __g_refs: 8 bytes less before __wrefs
    const std::uint32_t newer_sequence = newer.at(-back - 28);
    if (newer.ok && (refs >> 3) >= 1 && (refs >> 3) < 100000 && (refs & 7) <= 3 && newer_sequence >= 2) return true;
  }
  return false;
}

bool is_semaphore(const BlockedCall& call) {
  Words words{call};
  const std::uint32_t value = words.at(0), waiters = words.at(4), shared = words.at(8);
  return words.ok && value < 100000 && call.futex_expected == 0U && waiters >= 1 && waiters < 100000 &&
         (shared == 0 || shared == 0x80);
}

bool is_barrier(const BlockedCall& call) {
  Words words{call};
  const std::uint32_t in = words.at(-4), round = words.at(0), count = words.at(4), shared = words.at(8);
  return words.ok && in > round && in - round < count && (shared == 0 || shared == 0x80);
}

FutexKind with_name(FutexKind kind, const char* name) {
  kind.name = name;
  return kind;
}

}  // namespace

FutexKind futex_kind(const BlockedCall& call) {
  FutexKind kind;
  if (call.args.size() < 3) return kind;
  const auto op = static_cast<std::uint32_t>(call.args[1]);
  kind.process_private = (op & FUTEX_PRIVATE_FLAG) != 0;
  const std::uint32_t command = op & FUTEX_CMD_MASK;
  if (command == FUTEX_LOCK_PI || command == 13 /* FUTEX_LOCK_PI2, newer than some headers */) {
    kind.owner_box_tid = static_cast<pid_t>(call.futex_value.value_or(0) & FUTEX_TID_MASK);
    kind.robust = true;  // the kernel passes a PI lock on when its owner dies
    return with_name(kind, "mutex");
  }
  const std::uint32_t expected = call.futex_expected.value_or(0);
  if (command == FUTEX_WAIT) {
    if (is_mutex(call, kind)) return with_name(kind, "mutex");
    if (is_barrier(call)) return with_name(kind, "barrier");
    return kind;
  }
  if (command != FUTEX_WAIT_BITSET) return kind;
  // pthread_join: the kernel clears the tid in the thread's own descriptor, with a wake-up that is never private.
  const bool private_memory = call.futex_object && call.futex_object->kind == "futex-private";
  if (!kind.process_private && private_memory && expected > 0 && call.futex_value == expected) {
    kind.owner_box_tid = static_cast<pid_t>(expected);
    return with_name(kind, "join");
  }
  if (is_semaphore(call)) return with_name(kind, "semaphore");
  if (is_condition(call)) return with_name(kind, "condition");
  if ((expected & 1) != 0 && expected < 0x100) return with_name(kind, "rwlock");
  return kind;
}

}  // namespace grader
