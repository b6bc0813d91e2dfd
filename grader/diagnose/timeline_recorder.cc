// timeline_recorder.cc — turns looks at all tasks into coalesced slices.
#include "grader/diagnose/timeline_recorder.h"

#include <algorithm>
#include <string_view>

#include "grader/diagnose/blocked_call.h"

namespace grader {
namespace {

constexpr std::size_t kMostSlices = 5000, kMostOpen = 2000, kMostWords = 500, kMostPipes = 10000;

const char* state_name(TaskActivity activity) {
  switch (activity) {
    case TaskActivity::kBlocked: return "blocked";
    case TaskActivity::kStopped: return "stopped";
    case TaskActivity::kZombie: return "zombie";
    case TaskActivity::kRunning: break;
  }
  return "running";
}

/// The same state still: running tasks change registers all the time, blocked ones stay in their call.
bool same_state(const TaskGlance& a, const TaskGlance& b) {
  if (a.activity != b.activity) return false;
  return a.activity != TaskActivity::kBlocked || (a.line.nr == b.line.nr && a.line.args == b.line.args);
}

bool takes_descriptor(std::string_view call) {
  constexpr std::string_view kCalls[] = {"read", "pread64", "readv", "preadv", "write", "pwrite64", "writev", "pwritev",
                                         "recvfrom", "recvmsg", "sendto", "sendmsg", "accept", "accept4", "connect",
                                         "flock", "fcntl", "mq_timedsend", "mq_timedreceive"};
  return std::find(std::begin(kCalls), std::end(kCalls), call) != std::end(kCalls);
}

}  // namespace

std::string TimelineRecorder::pipe_name(std::uint64_t inode) {
  if (pipes_.size() >= kMostPipes && !pipes_.contains(inode)) return "pipe";
  return "pipe " + std::to_string(pipes_.emplace(inode, static_cast<int>(pipes_.size()) + 1).first->second);
}

std::string TimelineRecorder::descriptor_name(pid_t pid, int fd) {
  const auto target = read_link(proc_path(pid, "fd") + "/" + std::to_string(fd));
  if (!target) return "";
  const LinkTarget link = parse_link(*target);
  if (link.kind == "pipe") return pipe_name(link.inode);
  return link.kind.empty() ? *target : link.kind;
}

std::string TimelineRecorder::futex_name(const TaskGlance& task) {
  const std::uint64_t address = task.line.args[0];
  const auto known = words_.find({task.pid, address});
  if (known != words_.end()) return known->second;
  if (words_.size() >= kMostWords) return "";
  const std::vector<Mapping> maps = maps_of(task.pid);
  const Mapping* mapping = mapping_of(maps, address);
  std::string name;
  if (mapping && mapping->shared) {
    name = mapping->name;
    if (name.ends_with(" (deleted)")) name.resize(name.size() - 10);
    if (name.starts_with("/dev/shm/sem.")) name = "semaphore /" + name.substr(13);
    else if (name.starts_with("/dev/shm/")) name = "in shared memory /" + name.substr(9);
    else name = "in shared memory";
  }
  return words_[{task.pid, address}] = name;
}

void TimelineRecorder::describe(const TaskGlance& task, Open& open) {
  const std::string call = call_name(task.line.nr);
  open.slice.call = call;
  if (takes_descriptor(call)) {
    open.slice.object = descriptor_name(task.pid, static_cast<int>(task.line.args[0]));
  } else if (call == "futex") {
    open.slice.object = futex_name(task);
  } else if (call == "wait4") {
    const auto pid = static_cast<pid_t>(task.line.args[0]);
    const TrackedProcess* child = pid > 0 ? table_.by_box_pid(pid) : nullptr;
    if (child) open.child = child->record.id;
    else open.slice.object = "any child";
  } else if (call == "open" || call == "openat") {
    open.slice.object = ProcessMemory(task.pid).text(task.line.args[call == "open" ? 0 : 1], 256);
  }
}

TimelineRecorder::Open TimelineRecorder::open_slice(const TaskGlance& task, double now_ms) {
  Open open;
  open.glance = task;
  if (const TrackedProcess* process = table_.known(task.pid)) open.slice.process = process->record.id;
  if (task.tid != task.pid) {
    const auto [number, fresh] = threads_.try_emplace(task.tid, 0);
    if (fresh && !task.status.ns_pids.empty()) number->second = task.status.ns_pids.back();
    open.slice.thread = number->second;
  }
  open.slice.state = state_name(task.activity);
  open.slice.start_ms = now_ms;
  if (task.activity == TaskActivity::kBlocked) describe(task, open);
  return open;
}

void TimelineRecorder::close(Open& open, double now_ms, bool keep) {
  open.slice.end_ms = now_ms;
  if (!keep && closed_.size() >= kMostSlices) truncated_ = true;
  else if (open.slice.process != 0) closed_.push_back(std::move(open));
}

void TimelineRecorder::note(const Glance& glance, double now_ms) {
  ++round_;
  last_ms_ = now_ms;
  for (const TaskGlance& task : glance.tasks) {
    auto at = open_.find(task.tid);
    if (at != open_.end() && !same_state(at->second.glance, task)) {
      close(at->second, now_ms, false);
      at->second = open_slice(task, now_ms);
    } else if (at == open_.end()) {
      if (open_.size() >= kMostOpen) {
        truncated_ = true;
        continue;
      }
      at = open_.emplace(task.tid, open_slice(task, now_ms)).first;
    }
    at->second.seen = round_;
  }
  for (auto it = open_.begin(); it != open_.end();) {
    if (it->second.seen == round_) {
      ++it;
      continue;
    }
    close(it->second, now_ms, false);
    threads_.erase(it->first);
    it = open_.erase(it);
  }
}

Timeline TimelineRecorder::take() {
  for (auto& [tid, open] : open_) close(open, last_ms_, true);
  open_.clear();
  Timeline timeline;
  for (Open& open : closed_) {
    if (const TrackedProcess* child = open.child ? table_.by_id(*open.child) : nullptr) open.slice.object = child->record.name;
    timeline.slices.push_back(std::move(open.slice));
  }
  closed_.clear();
  timeline.truncated = truncated_;
  return timeline;
}

}  // namespace grader
