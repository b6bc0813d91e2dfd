// plain_turn.h — one box of level plain at a time: their names in /dev/shm, their queues and System V keys are the
// machine's, so two runs of the same programs at once would find each other's objects.
#pragma once

#include <functional>
#include <memory>

#include "sandbox/result.h"

namespace sandbox {

class PlainTurn;

/// Waits until no other grader of this user has a box of level plain; the turn lasts as long as what is returned.
/// Boxes of one process share a turn. `give_up`: asked every few milliseconds; then EINTR. Where no lock file can be
/// had, nobody is waited for.
Result<std::shared_ptr<PlainTurn>> wait_for_plain_turn(const std::function<bool()>& give_up);

}  // namespace sandbox
