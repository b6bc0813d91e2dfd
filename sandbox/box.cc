// box.cc — makes a box and takes it down.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <tuple>
#include <mutex>

#include "sandbox/box_impl.h"
#include "sandbox/filter.h"
#include "sandbox/namespaces.h"
#include "sandbox/sysv.h"

namespace sandbox {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// The filter takes most of a millisecond to build, and boxes differ little.
Result<std::vector<sock_filter>> cached_filter(const FilterConfig& config) {
  static std::mutex mutex;
  static std::map<std::tuple<bool, std::vector<std::string>, std::vector<HeldGroup>>, std::vector<sock_filter>> cache;
  const std::lock_guard lock(mutex);
  const auto key = std::tuple(config.notify, config.forbidden_calls, config.hold_also);
  if (const auto found = cache.find(key); found != cache.end()) return found->second;
  auto built = build_filter(config);
  if (!built) return built.error();
  return cache[key] = std::move(built).value();
}

// Of a group of its own: a pid alone comes again, and with it a folder that a killed grader left behind.
std::string next_name() {
  static std::atomic<unsigned> counter{0};
  std::uint32_t random = 0;
  if (::getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
    random = static_cast<std::uint32_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  return fmt::format("grader-{}-{:08x}-{}", ::getpid(), random, counter.fetch_add(1));
}

std::mutex g_plain_mutex;
std::string g_plain_reason;

// Which refusals mean "this machine gives no namespaces", and not "this box was asked for wrongly".
bool means_no_namespaces(const Error& error) {
  const int code = error.code.value();
  return code == EPERM || code == EACCES || code == ENOSPC || code == EINVAL || code == ENOSYS || code == EUSERS;
}

}  // namespace

std::string why_plain() {
  const std::lock_guard lock(g_plain_mutex);
  return g_plain_reason;
}

Result<std::unique_ptr<Box>> Box::create(const BoxConfig& config) {
  static std::atomic<bool> listener_works{true};
  const auto make = [&](Level level) -> Result<std::unique_ptr<Box>> {
    bool refused = false;
    auto box = BoxImpl::make(config, level, config.notify && listener_works, refused);
    if (box || !refused) return box;
    listener_works = false;
    return BoxImpl::make(config, level, false, refused);
  };
  if (config.level) return make(*config.level);
  if (!why_plain().empty()) return make(Level::kPlain);
  auto full = make(Level::kFull);
  if (full || !means_no_namespaces(full.error())) return full;
  {
    const std::lock_guard lock(g_plain_mutex);
    g_plain_reason = full.error().text();  // the first box says it, too
  }
  return make(Level::kPlain);
}

Result<std::unique_ptr<Box>> BoxImpl::make(const BoxConfig& config, Level level, bool notify,
                                           bool& listener_refused) {
  if (level == Level::kPlain && config.rootfs)
    return fault("a root file system of its own needs namespaces, which are refused here");
  std::unique_ptr<BoxImpl> box(new BoxImpl(config, level));
  box->student_ = choose_student_id();
  box->rootless_ = !box->student_.own;
  if (auto done = box->make_cgroup(); !done) return done.error();
  if (level == Level::kPlain && config.notify) {  // compilers make no such objects
    auto turn = wait_for_plain_turn(config.give_up);
    if (!turn) return turn.error();
    box->turn_ = std::move(turn.value());
  }
  if (level == Level::kPlain) {
    if (auto done = box->make_private_folder(); !done) return done.error();
    box->open_shared_memory_folder();
    box->note_sysv_before();
    if (box->student_.own) box->traces_.push_back(Trace::user(box->student_.uid));
  }
  if (auto done = box->start_init(notify, listener_refused); !done) return done.error();
  box->fill_protections();
  return std::unique_ptr<Box>(std::move(box));
}

Result<void> BoxImpl::make_cgroup() {
  static const CgroupParents parents = find_cgroup_parents();
  const std::string name = next_name();
  std::vector<fs::path> folders;
  for (const auto& parent : {parents.v2, parents.v1_memory, parents.v1_pids, parents.v1_cpuacct})
    if (parent && ::access(parent->c_str(), W_OK) == 0) folders.push_back(*parent / name);
  if (!folders.empty()) traces_.push_back(Trace::cgroup_folders(folders));
  cgroup_ = Cgroup::create(parents, config_.limits, name);
  return outcome::success();
}

Result<InitPlan> BoxImpl::plan_init(bool notify) {
  InitPlan plan;
  plan.level = level_;
  plan.rootless = rootless_;
  plan.notify = notify;
  plan.student_uid = student_.uid;
  plan.student_gid = student_.gid;
  plan.switch_user = student_.own;
  plan.uid_map = fmt::format("{0} {0} 1", student_.uid);
  plan.gid_map = fmt::format("{0} {0} 1", student_.gid);
  plan.hostname = config_.hostname;
  static const ArgumentArea arguments = argument_area();
  plan.arguments = arguments;
  plan.cgroup = cgroup_.entry();
  const bool limit_tasks = cgroup_.abilities().tasks.empty();
  rlim_t others = student_.own ? 0 : 1;  // init
  if (limit_tasks && level_ == Level::kPlain && !student_.own) others += tasks_of_user(student_.uid);
  plan.rlimits = plan_rlimits(config_.limits, limit_tasks, others);
  if (level_ == Level::kFull) {
    auto mounts = plan_mounts(config_, student_.uid, student_.gid);
    if (!mounts) return mounts.error();
    plan.mounts = std::move(mounts).value();
  }
  auto filter = cached_filter({notify, config_.forbidden_calls, config_.hold_also});
  if (!filter) return filter.error();
  plan.filter = std::move(filter).value();
  filter_size_ = plan.filter.size();
  return plan;
}

Result<void> BoxImpl::start_init(bool notify, bool& listener_refused) {
  auto plan = plan_init(notify);
  if (!plan) return plan.error();
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return last_error("socketpair for init");
  channel_ = Fd(ends[0]);
  Fd peer(ends[1]);
  const int on = 1;
  if (::setsockopt(channel_.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0) return last_error("SO_PASSCRED");
  auto ready = ReadySet::create(channel_.get());
  if (!ready) return ready.error();
  ready_ = std::move(ready).value();
  // A network of the janitor's belongs to the supervisor's user namespace: of no use in another one.
  const Fd network = level_ == Level::kFull && !rootless_ ? take_ready_network() : Fd();
  plan.value().network = network.get();
  auto forked = fork_init(level_ == Level::kFull, rootless_, !network, plan.value().cgroup.v2_folder);
  if (!forked) return forked.error();
  if (forked.value().in_cgroup) plan.value().cgroup.v2_procs = -1;
  if (forked.value().pid == 0) run_init(plan.value(), peer.get());
  init_ = forked.value().pid;
  init_pidfd_ = std::move(forked.value().pidfd);
  if (level_ == Level::kPlain) traces_.push_back(Trace::tree_of(init_));
  if (cgroup_.abilities().cpu.empty()) cpu_clock_ = CpuClock::start(init_);
  return await_ready(std::move(peer), listener_refused);
}

Result<void> BoxImpl::await_ready(Fd peer, bool& listener_refused) {
  peer.reset();  // so that init's death is an end of file
  // Milliseconds as a rule, but an overloaded machine has been seen to need more than ten seconds.
  constexpr int kPatienceMs = 60'000;
  pollfd waiting{channel_.get(), POLLIN, 0};
  if (retry_eintr([&] { return ::poll(&waiting, 1, kPatienceMs); }) <= 0) return error(ETIMEDOUT, "wait for the box's init to set the box up");
  SysvReport buffer;
  Packet packet;
  if (!receive_packet(channel_.get(), std::as_writable_bytes(std::span(&buffer, 1)), 0, packet))
    return last_error("hear from the box's init");
  Fd fds[2] = {Fd(packet.fds[0]), Fd(packet.fds[1])};
  if (packet.bytes < sizeof(Report)) return error(EPIPE, "hear from the box's init");
  const Report& report = buffer.head;
  if (report.kind != Report::Kind::kReady) {
    listener_refused = report.status != 0;
    return error(report.error, std::string(report.text.data(), ::strnlen(report.text.data(), report.text.size())));
  }
  root_ = std::move(fds[0]);
  if (!root_) return error(EBADF, "open the box's root folder");
  if (!fds[1]) return outcome::success();
  auto notifier = Notifier::create(std::move(fds[1]));
  if (!notifier) return notifier.error();
  notifier_ = std::move(notifier).value();
  return outcome::success();
}

void BoxImpl::note_sysv_before() {
  for_each_sysv(
      [](void* context, const SysvReport& object) {
        static_cast<decltype(sysv_before_)*>(context)->emplace_back(object.object_kind, object.id);
      },
      &sysv_before_);
}

void BoxImpl::fill_protections() {
  protections_ = describe_protections({level_, rootless_, student_.own, notifier_.has_value(), filter_size_,
                                       static_cast<bool>(cpu_clock_), cgroup_.abilities(), why_plain()});
}

void BoxImpl::kill_init() {
  if (init_ <= 0) return;
  if (init_pidfd_) {
    (void)::syscall(SYS_pidfd_send_signal, init_pidfd_.get(), SIGKILL, nullptr, 0);
    // The kernel lets init go only after everything in its pid namespace is gone; something may hang in the kernel.
    pollfd gone{init_pidfd_.get(), POLLIN, 0};
    if (retry_eintr([&] { return ::poll(&gone, 1, 5'000); }) <= 0) return;
  } else {
    ::kill(init_, SIGKILL);
  }
  (void)retry_eintr([&] { return ::waitpid(init_, nullptr, __WALL); });
  init_ = 0;
}

BoxImpl::~BoxImpl() {
  if (level_ == Level::kPlain && init_ > 0) {
    // Without a pid namespace nothing dies with init: first the tree, while init still collects its orphans.
    if (died_ || !root_ || !kill_all()) (void)cgroup_.kill();
    if (died_ && student_.own) remove_traces_of_user(student_.uid);
  }
  // The mounts go with the last reference to their namespace, and the kernel waits for RCU then: not in our way.
  Fd mounts(level_ == Level::kFull && init_ > 0
                      ? ::open(fmt::format("/proc/{}/ns/mnt", init_).c_str(), O_RDONLY | O_CLOEXEC)
                      : -1);
  kill_init();
  if (mounts && root_) {
    const int fds[] = {mounts.get(), root_.get()};
    hold_for_me(fds);
    root_.reset();
    mounts.reset();
    hold_for_me({});
  }
  if (level_ == Level::kPlain && student_.own) remove_traces_of_user(student_.uid);
  notifier_.reset();
  cgroup_.remove();
  std::error_code code;
  if (!folder_.empty()) fs::remove_all(folder_, code);
}

}  // namespace sandbox
