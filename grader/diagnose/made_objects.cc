// made_objects.cc — remembers where pipes and socket pairs were made.
#include "grader/diagnose/made_objects.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "grader/diagnose/proc_reader.h"

namespace grader {
namespace {

constexpr std::size_t kMostPending = 32, kMostKnown = 256;

std::optional<ObjectId> identity(pid_t pid, int fd) {
  const std::string path = proc_path(pid, ("fd/" + std::to_string(fd)).c_str());
  const auto link = read_link(path);
  if (!link) return {};
  const LinkTarget target = parse_link(*link);
  struct stat st {};
  if (target.kind == "socket") return ObjectId{"socket", 0, target.inode, 0};
  if (target.kind != "pipe" || ::stat(path.c_str(), &st) != 0) return {};
  return ObjectId{"pipe", st.st_dev, st.st_ino, 0};
}

/// What the call gave; empty while the array holds no two ends of one new thing.
std::vector<ObjectId> read_pair(pid_t pid, std::uint64_t address) {
  const auto fds = ProcessMemory(pid).value<std::array<std::int32_t, 2>>(address);
  if (!fds || (*fds)[0] < 0 || (*fds)[1] < 0 || (*fds)[0] == (*fds)[1]) return {};
  const auto first = identity(pid, (*fds)[0]), second = identity(pid, (*fds)[1]);
  if (!first || !second || first->kind != second->kind) return {};
  if (first->kind == "pipe") return first == second ? std::vector{*first} : std::vector<ObjectId>{};
  return {*first, *second};
}

}  // namespace

void MadeObjects::asked(const TrackedProcess& process, std::uint64_t address, std::shared_ptr<StackCapture> stack) {
  if (!stack || known_.size() >= kMostKnown) return;
  if (pending_.size() == kMostPending) pending_.pop_front();
  pending_.push_back({process.record.id, process.record.host_pid, address, std::move(stack)});
}

void MadeObjects::settle(pid_t pid) {
  std::erase_if(pending_, [&](Pending& p) {
    if (p.pid != pid) return false;
    std::vector<ObjectId> objects = read_pair(pid, p.address);
    bool known = false;
    for (const ObjectId& object : objects) known = !seen_.insert(object).second || known;
    if (!objects.empty() && !known) known_.push_back({std::move(objects), p.process, std::move(p.stack)});
    return true;
  });
}

void MadeObjects::settle_all() {
  while (!pending_.empty()) settle(pending_.front().pid);
}

void MadeObjects::want_stacks(ResolvedStacks& stacks) const {
  for (const Known& known : known_) stacks.want(*known.stack);
}

std::vector<MadeObject> MadeObjects::take(const ResolvedStacks& stacks) {
  std::vector<MadeObject> made;
  for (const Known& known : known_) {
    const SourceLocation at = place_in_student_code(stacks.of(*known.stack));
    for (const ObjectId& object : known.objects) {
      const ObjectId& other = object == known.objects.front() ? known.objects.back() : known.objects.front();
      made.push_back({object, known.process, at, other == object ? ObjectId{} : other});
    }
  }
  return made;
}

}  // namespace grader
