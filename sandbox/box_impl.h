// box_impl.h — the one implementation of Box, for both levels.
#pragma once

#include <chrono>
#include <deque>
#include <span>
#include <unordered_map>

#include "sandbox/box.h"
#include "sandbox/cgroup.h"
#include "sandbox/channel.h"
#include "sandbox/cpu_clock.h"
#include "sandbox/init.h"
#include "sandbox/janitor.h"
#include "sandbox/notify.h"
#include "sandbox/plain_turn.h"
#include "sandbox/student_id.h"

namespace sandbox {

class BoxImpl final : public Box {
 public:
  /// `listener_refused` tells a failure that is worth a second attempt without notifications.
  static Result<std::unique_ptr<Box>> make(const BoxConfig& config, Level level, bool notify, bool& listener_refused);
  ~BoxImpl() override;

  Result<Started> spawn(const SpawnRequest& request) override;
  int channel_fd() const override { return ready_.fd(); }
  Result<std::vector<BoxEvent>> read_events() override;
  int notify_fd() const override { return notifier_ ? notifier_->fd() : -1; }
  Result<void> receive_waiting() override { return notifier_ ? notifier_->receive_all() : outcome::success(); }
  Result<std::optional<Notification>> receive_notification() override;
  void let_go(const Notification& notification) override;
  void answer(const Notification& notification, const Reply& reply) override;
  bool still_waiting(const Notification& notification) const override;
  Result<void> kill_all() override;
  Result<void> signal(pid_t pid, int signo) override;
  Result<BoxUsage> usage() override;
  std::optional<std::chrono::microseconds> counted_cpu() const override { return cgroup_.read_cpu(); }
  Result<std::vector<SysvObject>> sysv_objects() override;
  const Fd& root() const override { return root_; }
  std::string path_of(const std::string& inside) const override;
  std::string work_dir() const override;
  Result<void> put_file(const std::string& inside, const Fd& content, bool executable) override;
  pid_t init_pid() const override { return init_; }
  uid_t student_uid() const override { return student_.uid; }
  const Protections& protections() const override { return protections_; }

 private:
  using Clock = std::chrono::steady_clock;
  /// What the box is waiting for, and which of the rare calls that come meanwhile are its own.
  struct Wait {
    Report::Kind answer;
    bool let_all_go = false;
    pid_t starting = 0;
    bool exec_let_go = false;  ///< of `starting`: from then on its rare calls are the student's
    std::vector<SysvReport> objects{};
  };

  BoxImpl(const BoxConfig& config, Level level) : config_(config), level_(level) {}
  Result<void> make_cgroup();
  Result<void> make_private_folder();
  void open_shared_memory_folder();
  Result<void> make_link(const Bind& bind);
  Result<InitPlan> plan_init(bool notify);
  Result<void> start_init(bool notify, bool& listener_refused);
  Result<void> await_ready(Fd peer, bool& listener_refused);
  void note_sysv_before();
  void fill_protections();
  void kill_init();

  Result<void> send(const Request& request, std::span<const std::byte> payload, std::span<const int> fds);
  Result<Report> await(Wait& wait, std::chrono::milliseconds patience);
  bool take_packet(Wait* wait, std::optional<Report>& answer);
  void pump_notifications(Wait& wait, std::optional<Report>& answer);
  void queue_event(const Report& report, pid_t sender);
  void note_peak(std::uint64_t bytes);
  pid_t host_pid(pid_t box_pid, pid_t sender) const;
  bool is_of_box(pid_t pid) const;
  std::string to_host(const std::string& inside) const;
  Result<Fd> open_folder_for(const std::string& path, std::string& name);

  std::shared_ptr<PlainTurn> turn_;  ///< given back when all else is gone
  BoxConfig config_;
  Level level_;
  bool rootless_ = false;
  StudentId student_;
  std::vector<Trace> traces_;  ///< withdrawn last
  Cgroup cgroup_;
  CpuClock cpu_clock_;
  std::filesystem::path folder_;  ///< level plain: holds work and tmp
  std::size_t filter_size_ = 0;

  Fd channel_;
  ReadySet ready_;
  std::optional<Notifier> notifier_;
  Fd root_;
  pid_t init_ = 0;
  Fd init_pidfd_;
  bool died_ = false;
  bool death_told_ = false;
  std::deque<BoxEvent> events_;
  std::unordered_map<pid_t, pid_t> host_pids_;  ///< box pid to host pid, of started processes
  std::vector<std::pair<std::uint32_t, int>> sysv_before_;
  std::chrono::microseconds reaped_cpu_{0};
  std::uint64_t peak_seen_ = 0;
  bool memory_seen_over_ = false, tasks_seen_over_ = false;
  Protections protections_;
};

/// Writes down what protects, and what does not, with the remedy.
struct ProtectionFacts {
  Level level;
  bool rootless;
  bool own_uid;
  bool notify;
  std::size_t filter_size;
  bool perf_clock;
  const Cgroup::Abilities& cgroup;
  std::string plain_reason;  ///< why not level full
};
Protections describe_protections(const ProtectionFacts& facts);

/// Why namespaces were refused, once they were: of this process, for good.
std::string why_plain();

}  // namespace sandbox
