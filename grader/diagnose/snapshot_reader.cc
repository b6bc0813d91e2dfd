// snapshot_reader.cc — double collect: reads who is blocked where, twice, and all they depend on in between.
#include "grader/diagnose/snapshot_reader.h"

#include <fcntl.h>
#include <mqueue.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <algorithm>
#include <span>

#include "grader/diagnose/blocked_call.h"

namespace grader {
namespace {

TaskActivity activity_of(char state, const SyscallLine& line) {
  switch (state) {
    case 'Z': case 'X': return TaskActivity::kZombie;
    case 'T': return TaskActivity::kStopped;
    // Asleep outside a call is a page fault or the like: it goes on by itself.
    case 'S': return line.kind == SyscallLine::Kind::kInCall ? TaskActivity::kBlocked : TaskActivity::kRunning;
    default: return TaskActivity::kRunning;
  }
}

// `folder`: of the task, below the open folder `base`.
std::optional<TaskGlance> glance_at_task(int base, const std::string& folder, pid_t pid, pid_t tid, Pass pass) {
  TaskGlance glance{.pid = pid, .tid = tid, .line = {}, .status = {}};
  const auto read_status = [&] {
    const auto text = read_small_at(base, folder + "/status");
    auto status = text ? parse_status(*text) : std::nullopt;
    if (status) glance.status = std::move(*status);
    return status.has_value();
  };
  if (pass != Pass::kSecond && !read_status()) return std::nullopt;
  if (const auto text = read_small_at(base, folder + "/syscall"))
    if (const auto line = parse_syscall_line(*text)) glance.line = *line;
  if (pass == Pass::kSecond && !read_status()) return std::nullopt;
  glance.activity = activity_of(glance.status.state, glance.line);
  if (glance.activity == TaskActivity::kZombie) glance.line = {};
  return glance;
}

pid_t living_task_of(const Glance& glance, pid_t pid) {
  pid_t living = 0;
  for (const TaskGlance& task : glance.tasks)
    if (task.pid == pid && task.activity != TaskActivity::kZombie && (living == 0 || task.tid == pid)) living = task.tid;
  return living == 0 ? pid : living;
}

}  // namespace

bool seems_busy(pid_t pid, pid_t tid) {
  const auto line = syscall_of(pid, tid);
  if (!line || has_finite_timeout(*line)) return line.has_value();
  if (line->kind != SyscallLine::Kind::kRunning) return false;
  const auto stat = stat_of(tid);  // an ended task "runs", too
  return stat && stat->state != 'Z' && stat->state != 'X';
}

bool rests(const TaskGlance& glance) {
  if (glance.activity == TaskActivity::kBlocked) return !has_finite_timeout(glance.line);
  return glance.activity != TaskActivity::kRunning;
}

bool operator==(const TaskGlance& a, const TaskGlance& b) {
  const ProcStatus &x = a.status, &y = b.status;
  return a.pid == b.pid && a.tid == b.tid && a.activity == b.activity && a.line == b.line && x.switches == y.switches &&
         x.pending == y.pending && x.shared_pending == y.shared_pending;
}

Glance glance_at(const std::vector<pid_t>& pids, Pass pass) {
  Glance all;
  const auto add = [&](std::optional<TaskGlance> glance) {
    if (!glance) return;  // ended between the listing and the look
    all.all_rest = all.all_rest && rests(*glance);
    all.tasks.push_back(std::move(*glance));
  };
  const auto enough = [&] { return pass == Pass::kFirstUntilRestless && !all.all_rest; };
  for (const pid_t pid : pids) {
    auto leader = glance_at_task(AT_FDCWD, "/proc/" + std::to_string(pid), pid, pid, pass);
    const bool alone = leader && leader->status.threads == 1;
    add(std::move(leader));
    if (enough()) return all;
    if (alone) continue;
    const Folder tasks(proc_path(pid, "task"));
    for (const pid_t tid : tasks.numbers()) {
      if (tid == pid) continue;
      add(glance_at_task(tasks.fd(), std::to_string(tid), pid, tid, pass));
      if (enough()) return all;
    }
  }
  return all;
}

namespace {

// A glance lists the tasks of one process together.
std::pair<std::vector<TaskGlance>::const_iterator, std::vector<TaskGlance>::const_iterator> tasks_of(const Glance& glance,
                                                                                                    pid_t pid) {
  const auto of_pid = [pid](const TaskGlance& t) { return t.pid == pid; };
  const auto from = std::find_if(glance.tasks.begin(), glance.tasks.end(), of_pid);
  return {from, std::find_if_not(from, glance.tasks.end(), of_pid)};
}

}  // namespace

bool SnapshotReader::is_queue_device(std::uint64_t device, const std::string& path) {
  constexpr long kMqueueMagic = 0x19800202;  // linux/magic.h has it only in newer headers
  const auto [it, fresh] = queue_devices_.emplace(device, false);
  struct statfs fs{};
  if (fresh && ::statfs(path.c_str(), &fs) == 0) it->second = fs.f_type == kMqueueMagic;
  return it->second;
}

void SnapshotReader::identify(Descriptor& d, pid_t pid, const std::string& fd_path, const FdInfo& info) {
  const LinkTarget target = parse_link(d.name);
  const auto host = static_cast<std::uint64_t>(pid), fd = static_cast<std::uint64_t>(d.fd);
  if (target.kind == "eventfd") {
    d.object = {"eventfd", info.eventfd_id.value_or(0)};
    d.count = info.eventfd_count;
  } else if (target.kind == "timerfd" || target.kind == "signalfd" || target.kind == "epoll" || target.kind == "inotify") {
    d.object = {target.kind, host, fd};
    d.count = target.kind == "timerfd" ? info.timer_ns : std::nullopt;
    d.mask = info.signal_mask;
    d.watched = info.watched;
  } else if (target.kind == "socket") {
    // At the plain level the network is the machine's: only Unix sockets stay among the students.
    const SocketTable::Family family = sockets_.family(living_task_[pid], target.inode);
    const bool own_network = box_.protections().level == sandbox::Level::kFull;
    const bool inside = family == SocketTable::Family::kUnix || (family == SocketTable::Family::kInet && own_network);
    d.object = {inside ? "socket" : "other", 0, target.inode};
  } else {
    struct stat st{};
    if (::stat(fd_path.c_str(), &st) != 0) return;
    const char* kind = "other";
    if (S_ISFIFO(st.st_mode)) kind = target.kind == "pipe" ? "pipe" : "fifo";
    else if (S_ISREG(st.st_mode)) kind = is_queue_device(st.st_dev, fd_path) ? "mq" : "file";
    else if (S_ISDIR(st.st_mode)) kind = "file";
    d.object = {kind, st.st_dev, st.st_ino};
  }
}

std::vector<Descriptor> SnapshotReader::descriptors_of(pid_t pid) {
  std::vector<Descriptor> all;
  const pid_t living = living_task_[pid];
  const std::string folder = proc_path(living, "fd") + "/";
  const Folder infos(proc_path(living, "fdinfo"));
  for (const pid_t number : infos.numbers()) {
    const std::string path = folder + std::to_string(number);
    const auto target = read_link(path);
    const auto text = read_small_at(infos.fd(), std::to_string(number));
    if (!target || !text) continue;
    const FdInfo info = parse_fdinfo(*text);
    Descriptor d;
    d.fd = number, d.name = *target, d.object.kind = "other";
    const int access = info.flags & O_ACCMODE;
    d.readable = (info.flags & O_PATH) == 0 && access != O_WRONLY;
    d.writable = (info.flags & O_PATH) == 0 && access != O_RDONLY;
    d.nonblocking = (info.flags & O_NONBLOCK) != 0;
    identify(d, pid, path, info);
    all.push_back(std::move(d));
  }
  return all;
}

void SnapshotReader::read_process(WaitSnapshot& snapshot, const ProcStatus& status, const Glance& first, const ArmedTimers& timers) {
  const pid_t pid = status.pid;
  const pid_t living = living_task_[pid] = living_task_of(first, pid);
  ProcessState process;
  process.pid = pid;
  process.box_pid = status.ns_pids.empty() ? pid : status.ns_pids.back();
  process.parent = status.ppid == box_.init_pid() ? 0 : status.ppid;
  process.shared_pending = status.shared_pending;
  process.ignored = status.ignored, process.caught = status.caught;
  const auto timer = timers.find(pid);
  process.timer_armed = timer != timers.end();
  process.timer_signals = process.timer_armed ? timer->second : 0;
  const auto [from, to] = tasks_of(first, pid);
  process.zombie = std::all_of(from, to, [](const TaskGlance& t) { return t.activity == TaskActivity::kZombie; });
  process.descriptors = descriptors_of(pid);
  const std::vector<Mapping> maps = maps_of(living);
  for (const Mapping& m : maps)
    if (m.shared) process.mappings.push_back({m.start, m.end, m.device, m.inode, m.offset, m.writable, m.name});
  const ProcessMemory memory(living);
  const CallContext context{pid, living, memory, maps, process.descriptors, [&](pid_t box_pid) {
    const auto it = box_to_host_.find(box_pid);
    return it == box_to_host_.end() ? 0 : it->second;
  }};
  for (const TaskGlance& glance : std::span(from, to)) {
    const ProcStatus& own = glance.status;
    TaskState task{glance.tid, pid, glance.activity, own.switches};
    task.pending = own.pending, task.blocked = own.blocked;
    process.box_tids[own.ns_pids.empty() ? glance.tid : own.ns_pids.back()] = glance.tid;
    if (glance.activity == TaskActivity::kBlocked) task.call = decode_call(glance.line, context);
    snapshot.tasks.push_back(std::move(task));
  }
  snapshot.processes.push_back(std::move(process));
}

void SnapshotReader::read_box_objects(WaitSnapshot& snapshot) {
  std::set<std::string> waits;
  for (const TaskState& task : snapshot.tasks)
    if (task.call && task.call->object) waits.insert(task.call->object->kind);
  if (waits.contains("lock"))
    if (const auto text = read_text("/proc/locks")) snapshot.locks = parse_locks(*text);
  if (waits.contains("sysv-sem") || waits.contains("sysv-msg")) {
    const auto objects = box_.sysv_objects();
    if (objects)
      for (const sandbox::SysvObject& o : objects.value()) {
        if (o.kind == sandbox::SysvObject::Kind::kSem) snapshot.sysv_sems.push_back({o.id, o.key, o.values});
        if (o.kind == sandbox::SysvObject::Kind::kMsg) snapshot.sysv_msgs.push_back({o.id, o.key, o.attached, o.size_bytes});
      }
  }
  if (!waits.contains("mq")) return;
  std::set<std::string> names;
  for (const ProcessState& process : snapshot.processes)
    for (const Descriptor& d : process.descriptors) {
      if (d.object.kind != "mq" || !names.insert(d.name).second) continue;
      QueueState queue{d.name, d.object.b};
      // An open file of the mqueue file system is a message queue descriptor (mq_overview(7)).
      const sandbox::Fd fd(::open(proc_path(living_task_[process.pid], ("fd/" + std::to_string(d.fd)).c_str()).c_str(),
                                  O_RDONLY | O_NONBLOCK | O_CLOEXEC));
      mq_attr attributes{};
      if (fd && ::mq_getattr(fd.get(), &attributes) == 0)
        queue.messages = attributes.mq_curmsgs, queue.capacity = attributes.mq_maxmsg;
      snapshot.queues.push_back(std::move(queue));
    }
}

WaitSnapshot SnapshotReader::read(const Glance& first, const ArmedTimers& timers) {
  WaitSnapshot snapshot;
  box_to_host_.clear();
  sockets_.forget();
  living_task_.clear();
  std::vector<const ProcStatus*> leaders;  // what a process has, its leader's file tells
  for (const TaskGlance& task : first.tasks) {
    if (task.tid != task.pid) continue;
    box_to_host_[task.status.ns_pids.empty() ? task.pid : task.status.ns_pids.back()] = task.pid;
    leaders.push_back(&task.status);
  }
  for (const ProcStatus* leader : leaders) read_process(snapshot, *leader, first, timers);
  read_box_objects(snapshot);
  snapshot.network_in_motion = sockets_.in_motion();
  return snapshot;
}

void SnapshotReader::settle(WaitSnapshot& snapshot, const Glance& first, const Glance& second) {
  std::map<pid_t, const TaskGlance*> before, after;
  for (const TaskGlance& t : first.tasks) before[t.tid] = &t;
  for (const TaskGlance& t : second.tasks) after[t.tid] = &t;
  for (TaskState& task : snapshot.tasks) {
    const auto a = before.find(task.tid), b = after.find(task.tid);
    if (a != before.end() && b != after.end() && *a->second == *b->second) continue;
    if (b == after.end() && task.activity == TaskActivity::kZombie) continue;
    task.activity = TaskActivity::kRunning;
    task.call.reset();
  }
}

}  // namespace grader
