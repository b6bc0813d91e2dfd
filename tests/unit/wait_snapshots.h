// wait_snapshots.h — builds wait snapshots by hand for tests.
#pragma once

#include <cstring>

#include "grader/model/snapshot.h"

namespace grader {

/// A box in which processes have pids 101, 102, …; their pids inside are 1 … each with one task.
struct SnapshotBuilder {
  WaitSnapshot snapshot;

  ProcessState& process(pid_t pid, pid_t parent = 0) {
    ProcessState p;
    p.pid = pid;
    p.box_pid = pid - 100;
    p.parent = parent;
    p.box_tids[pid - 100] = pid;
    snapshot.processes.push_back(p);
    snapshot.outlook.processes_ever = static_cast<int>(snapshot.processes.size());
    return snapshot.processes.back();
  }
  ProcessState& get(pid_t pid) {
    for (ProcessState& p : snapshot.processes)
      if (p.pid == pid) return p;
    return process(pid);
  }
  TaskState& task(pid_t tid, pid_t pid, TaskActivity activity) {
    TaskState t;
    t.tid = tid;
    t.pid = pid;
    t.activity = activity;
    get(pid).box_tids[tid - 100] = tid;
    snapshot.tasks.push_back(t);
    return snapshot.tasks.back();
  }
  TaskState& runs(pid_t pid) { return task(pid, pid, TaskActivity::kRunning); }
  TaskState& blocked(pid_t pid, const std::string& call, std::vector<std::uint64_t> args = {}, pid_t tid = 0) {
    TaskState& t = task(tid == 0 ? pid : tid, pid, TaskActivity::kBlocked);
    t.call = BlockedCall{};
    t.call->name = call;
    args.resize(6);
    t.call->args = args;
    return t;
  }
  TaskState& waits_for_child(pid_t pid, pid_t child) {
    TaskState& t = blocked(pid, "wait4");
    t.call->object = ObjectId{"child", static_cast<std::uint64_t>(child), 0, 0};
    return t;
  }
  void descriptor(pid_t pid, int fd, const ObjectId& object, bool readable, bool writable, const std::string& name = "") {
    Descriptor d;
    d.fd = fd;
    d.object = object;
    d.readable = readable;
    d.writable = writable;
    d.name = name;
    get(pid).descriptors.push_back(d);
  }
  void maps(pid_t pid, std::uint64_t start, std::uint64_t inode, const std::string& name) {
    get(pid).mappings.push_back({start, start + 4096, 1, inode, 0, true, name});
  }
  /// A futex wait at `offset` of the mapping at `start` of object `inode`; words are those from uaddr on.
  TaskState& futex(pid_t pid, std::uint64_t address, std::uint64_t op, std::uint32_t expected, const ObjectId& object,
                   const std::vector<std::uint32_t>& words, pid_t tid = 0) {
    TaskState& t = blocked(pid, "futex", {address, op, expected}, tid);
    t.call->futex_expected = expected;
    t.call->futex_value = words.empty() ? expected : words[0];
    t.call->futex_object = object;
    t.call->futex_memory_offset = 48;
    t.call->futex_memory.assign(112, 0);
    if (!words.empty()) std::memcpy(t.call->futex_memory.data() + 48, words.data(), words.size() * 4);
    return t;
  }
  TaskState& sem_wait(pid_t pid, std::uint64_t inode = 7, std::uint64_t start = 0x1000) {
    return futex(pid, start, 0x109, 0, {"futex-shared", 1, inode, 0}, {0, 1, 0x80, 0});
  }
  /// A process-shared normal mutex at offset `c`, held by the thread `owner` (as the students see it).
  TaskState& lock(pid_t pid, std::uint64_t c, pid_t owner, std::uint64_t start = 0x1000, pid_t tid = 0) {
    return futex(pid, start + c, 0, 2, {"futex-shared", 1, 7, c},
                 {2, 0, static_cast<std::uint32_t>(owner), 1, 0x80}, tid);
  }
};

inline ObjectId pipe_id(std::uint64_t inode) { return {"pipe", 9, inode, 0}; }

}  // namespace grader
