// snapshot_index.cc — look-ups in a wait snapshot.
#include "grader/diagnose/snapshot_index.h"

#include <algorithm>

namespace grader {

SnapshotIndex::SnapshotIndex(const WaitSnapshot& snapshot) : snapshot_(snapshot) {
  for (const ProcessState& p : snapshot.processes) {
    processes_[p.pid] = &p;
    box_tids_.insert(p.box_tids.begin(), p.box_tids.end());
  }
  for (const TaskState& t : snapshot.tasks) {
    if (t.activity == TaskActivity::kZombie) continue;
    tasks_[t.tid] = &t;
    tasks_of_[t.pid].push_back(t.tid);
    everybody_.push_back(t.tid);
  }
}

const ProcessState* SnapshotIndex::process(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found == processes_.end() ? nullptr : found->second;
}

const TaskState* SnapshotIndex::task(pid_t tid) const {
  const auto found = tasks_.find(tid);
  return found == tasks_.end() ? nullptr : found->second;
}

const std::vector<pid_t>& SnapshotIndex::tasks_of(pid_t pid) const {
  static const std::vector<pid_t> kNone;
  const auto found = tasks_of_.find(pid);
  return found == tasks_of_.end() ? kNone : found->second;
}

pid_t SnapshotIndex::host_tid(pid_t box_tid) const {
  const auto found = box_tids_.find(box_tid);
  return found == box_tids_.end() ? 0 : found->second;
}

const Descriptor* SnapshotIndex::descriptor(const ProcessState& process, int fd) {
  const auto found = std::find_if(process.descriptors.begin(), process.descriptors.end(),
                                  [fd](const Descriptor& d) { return d.fd == fd; });
  return found == process.descriptors.end() ? nullptr : &*found;
}

const SharedMapping* SnapshotIndex::mapping_at(const ProcessState& process, std::uint64_t address) {
  const auto found = std::find_if(process.mappings.begin(), process.mappings.end(), [address](const SharedMapping& m) {
    return m.start <= address && address < m.end;
  });
  return found == process.mappings.end() ? nullptr : &*found;
}

bool SnapshotIndex::can_write(const ProcessState& process, const ObjectId& memory) {
  return std::any_of(process.mappings.begin(), process.mappings.end(), [&memory](const SharedMapping& m) {
    return m.writable && m.device == memory.a && m.inode == memory.b && m.offset <= memory.c &&
           memory.c - m.offset < m.end - m.start;
  });
}

bool SnapshotIndex::outside(const ObjectId& object) const {
  const auto& all = snapshot_.outlook.outside;
  return std::find(all.begin(), all.end(), object) != all.end();
}

}  // namespace grader
