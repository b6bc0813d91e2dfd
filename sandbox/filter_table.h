// filter_table.h — the rules of the seccomp filter, each with its reason. Included by filter.cc alone.
#pragma once

#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdint>

#include "sandbox/notification.h"

namespace sandbox::filter_table {

inline constexpr std::uint32_t kNotify = SCMP_ACT_NOTIFY;
inline constexpr std::uint32_t kKill = SCMP_ACT_KILL_PROCESS;
inline constexpr std::uint32_t kEperm = SCMP_ACT_ERRNO(EPERM);
inline constexpr std::uint32_t kEnosys = SCMP_ACT_ERRNO(ENOSYS);
inline constexpr std::uint32_t kEafnosupport = SCMP_ACT_ERRNO(EAFNOSUPPORT);

/// "(argument & mask) == value". Always masked: the kernel takes most arguments as 32-bit integers, and a
/// comparison of the whole register would be dodged by garbage in its upper half. A test "any of these bits" is
/// one rule per bit: libseccomp compares masked values for equality only, and 2.5.4 merges ordered 64-bit
/// comparisons of one argument wrongly, so there are none of those here.
struct Condition {
  int argument = -1;  ///< -1: no condition
  std::uint64_t mask = 0, value = 0;
};
inline constexpr std::uint64_t kWord = 0xffffffff;
inline constexpr Condition kAlways{};
constexpr Condition bit(int argument, std::uint64_t flag) { return {argument, flag, flag}; }
constexpr Condition equal(int argument, std::uint64_t value) { return {argument, kWord, value}; }
constexpr Condition none(int argument, std::uint64_t flags) { return {argument, flags, 0}; }

/// personality(2): 0xffffffff only reads, and it alone has bit 31.
constexpr Condition set_in_persona(std::uint64_t flag) { return {0, flag | 0x80000000, flag}; }

struct Rule {
  const char* call;
  std::uint32_t action;
  Condition when;
  const char* condition;  ///< for people; empty without one
  const char* reason;
  int number = -1;  ///< where libseccomp 2.5 does not know the name; the same on all architectures since 424
};

inline constexpr std::uint64_t kNewTime = 0x80;  // CLONE_NEWTIME; in clone(2) this bit is part of the exit signal
inline constexpr std::uint64_t kNamespaces =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

inline constexpr const char* kNamespaceReason = "a namespace of one's own gives capabilities inside it";
inline constexpr const char* kMountReason = "the box's file system stays as it was made";
inline constexpr const char* kUringReason = "its operations bypass the seccomp filter";
inline constexpr const char* kKeyringReason = "keyrings outlive the box";
inline constexpr const char* kClockReason = "the clock belongs to the machine";
inline constexpr const char* kMachineReason = "administers the machine";
inline constexpr const char* kFamilyReason = "reaches outside the box or rarely used kernel code";
inline constexpr const char* kPersonalityReason = "weakens memory protection";
inline constexpr const char* kObserver = "rare, and the observer needs to know";
inline constexpr const char* kWaiting = "a child that died at once is seen before its parent reaps it";
inline constexpr const char* kMakesPair = "makes what has no name: only the place of the call tells one pipe from another";
inline constexpr const char* kCreates = "creates an object: who and where is worth knowing when it is left behind";
inline constexpr const char* kTimer = "arms a timer that /proc does not show";

inline constexpr Rule kDenied[] = {
    {"clone3", kEnosys, kAlways, "", "its flags are in memory, out of a filter's sight; glibc falls back to clone"},
    {"clone", kEperm, bit(0, CLONE_PARENT), "CLONE_PARENT", "a child of one's own parent is nobody's to wait for"},
    {"clone", kEperm, bit(0, CLONE_NEWNS), "CLONE_NEWNS", kNamespaceReason},
    {"clone", kEperm, bit(0, CLONE_NEWCGROUP), "CLONE_NEWCGROUP", kNamespaceReason},
    {"clone", kEperm, bit(0, CLONE_NEWUTS), "CLONE_NEWUTS", kNamespaceReason},
    {"clone", kEperm, bit(0, CLONE_NEWIPC), "CLONE_NEWIPC", kNamespaceReason},
    {"clone", kEperm, bit(0, CLONE_NEWUSER), "CLONE_NEWUSER", kNamespaceReason},
    {"clone", kEperm, bit(0, CLONE_NEWPID), "CLONE_NEWPID", kNamespaceReason},
    {"clone", kEperm, bit(0, CLONE_NEWNET), "CLONE_NEWNET", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWNS), "CLONE_NEWNS", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWCGROUP), "CLONE_NEWCGROUP", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWUTS), "CLONE_NEWUTS", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWIPC), "CLONE_NEWIPC", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWUSER), "CLONE_NEWUSER", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWPID), "CLONE_NEWPID", kNamespaceReason},
    {"unshare", kEperm, bit(0, CLONE_NEWNET), "CLONE_NEWNET", kNamespaceReason},
    {"unshare", kEperm, bit(0, kNewTime), "CLONE_NEWTIME", kNamespaceReason},
    {"setns", kEperm, kAlways, "", "enters a namespace"},

    {"mount", kEperm, kAlways, "", kMountReason},
    {"umount2", kEperm, kAlways, "", kMountReason},
    {"pivot_root", kEperm, kAlways, "", kMountReason},
    {"chroot", kEperm, kAlways, "", kMountReason},
    {"open_tree", kEperm, kAlways, "", kMountReason},
    {"open_tree_attr", kEperm, kAlways, "", kMountReason, 467},
    {"move_mount", kEperm, kAlways, "", kMountReason},
    {"fsopen", kEperm, kAlways, "", kMountReason},
    {"fsconfig", kEperm, kAlways, "", kMountReason},
    {"fsmount", kEperm, kAlways, "", kMountReason},
    {"fspick", kEperm, kAlways, "", kMountReason},
    {"mount_setattr", kEperm, kAlways, "", kMountReason},
    {"open_by_handle_at", kEperm, kAlways, "", "opens files outside the box's root"},
    {"name_to_handle_at", kEperm, kAlways, "", "names files outside the box's root"},
    {"fanotify_init", kEperm, kAlways, "", "watches whole file systems"},

    {"io_uring_setup", kEnosys, kAlways, "", kUringReason},
    {"io_uring_enter", kEnosys, kAlways, "", kUringReason},
    {"io_uring_register", kEnosys, kAlways, "", kUringReason},
    {"add_key", kEnosys, kAlways, "", kKeyringReason},
    {"request_key", kEnosys, kAlways, "", kKeyringReason},
    {"keyctl", kEnosys, kAlways, "", kKeyringReason},
    {"bpf", kEperm, kAlways, "", "kernel attack surface"},
    {"userfaultfd", kEperm, kAlways, "", "stalls the kernel in the middle of an operation: an exploit's tool"},
    {"perf_event_open", kEperm, kAlways, "", "kernel attack surface, measures outsiders"},
    {"memfd_secret", kEnosys, kAlways, "", "memory that the observer cannot read"},
    {"pidfd_getfd", kEperm, kAlways, "", "takes descriptors of other processes"},
    {"kcmp", kEperm, kAlways, "", "compares kernel pointers"},
    {"lookup_dcookie", kEnosys, kAlways, "", "a profiler's call that the kernel has dropped"},
    {"modify_ldt", kEnosys, kAlways, "", "16-bit segments: kernel attack surface"},
    {"iopl", kEperm, kAlways, "", "hardware ports"},
    {"ioperm", kEperm, kAlways, "", "hardware ports"},

    {"kexec_load", kEperm, kAlways, "", kMachineReason},
    {"kexec_file_load", kEperm, kAlways, "", kMachineReason},
    {"reboot", kEperm, kAlways, "", kMachineReason},
    {"init_module", kEperm, kAlways, "", kMachineReason},
    {"finit_module", kEperm, kAlways, "", kMachineReason},
    {"delete_module", kEperm, kAlways, "", kMachineReason},
    {"swapon", kEperm, kAlways, "", kMachineReason},
    {"swapoff", kEperm, kAlways, "", kMachineReason},
    {"acct", kEperm, kAlways, "", kMachineReason},
    {"quotactl", kEperm, kAlways, "", kMachineReason},
    {"quotactl_fd", kEperm, kAlways, "", kMachineReason},
    {"syslog", kEperm, kAlways, "", "the kernel's log tells of the host"},
    {"vhangup", kEperm, kAlways, "", kMachineReason},
    {"sethostname", kEperm, kAlways, "", kMachineReason},
    {"setdomainname", kEperm, kAlways, "", kMachineReason},
    {"settimeofday", kEperm, kAlways, "", kClockReason},
    {"clock_settime", kEperm, kAlways, "", kClockReason},
    {"clock_adjtime", kEperm, kAlways, "", kClockReason},
    {"adjtimex", kEperm, kAlways, "", kClockReason},

    {"ioctl", kEperm, equal(1, TIOCSTI), "TIOCSTI", "types into the terminal of whoever started the grader"},
    {"ioctl", kEperm, equal(1, TIOCLINUX), "TIOCLINUX", "pastes into the console"},
    {"personality", kEperm, set_in_persona(READ_IMPLIES_EXEC), "READ_IMPLIES_EXEC", kPersonalityReason},
    {"personality", kEperm, set_in_persona(MMAP_PAGE_ZERO), "MMAP_PAGE_ZERO", kPersonalityReason},
    {"personality", kEperm, set_in_persona(ADDR_COMPAT_LAYOUT), "ADDR_COMPAT_LAYOUT", kPersonalityReason},

    {"socket", kEafnosupport, equal(0, AF_PACKET), "AF_PACKET", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_VSOCK), "AF_VSOCK", "reaches the hypervisor"},
    {"socket", kEafnosupport, equal(0, AF_ALG), "AF_ALG", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_KEY), "AF_KEY", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_XDP), "AF_XDP", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_TIPC), "AF_TIPC", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_RDS), "AF_RDS", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_BLUETOOTH), "AF_BLUETOOTH", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_CAN), "AF_CAN", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_NFC), "AF_NFC", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_KCM), "AF_KCM", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_SMC), "AF_SMC", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_QIPCRTR), "AF_QIPCRTR", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_PPPOX), "AF_PPPOX", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_LLC), "AF_LLC", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_X25), "AF_X25", kFamilyReason},
    {"socket", kEafnosupport, equal(0, AF_AX25), "AF_AX25", kFamilyReason},
};

inline constexpr Rule kNotified[] = {
    {"fork", kNotify, kAlways, "", kObserver},
    {"vfork", kNotify, kAlways, "", kObserver},
    // The namespace bits are in the mask so that this rule and the denials above never match the same call:
    // which of two matching rules wins is libseccomp's secret.
    {"clone", kNotify, none(0, CLONE_THREAD | CLONE_PARENT | kNamespaces), "not CLONE_THREAD", kObserver},
    {"execve", kNotify, kAlways, "", kObserver},
    {"execveat", kNotify, kAlways, "", kObserver},
    {"exit_group", kNotify, kAlways, "", kObserver},
    // The box's init waits with __WALL, students do not. Who polls with WNOHANG may do so a million times a second.
    {"wait4", kNotify, none(2, __WALL | WNOHANG), "neither __WALL nor WNOHANG", kWaiting},
    {"waitid", kNotify, none(3, __WALL | WNOHANG), "neither __WALL nor WNOHANG", kWaiting},
    {"kill", kNotify, kAlways, "", kObserver},
    {"tkill", kNotify, kAlways, "", kObserver},
    {"tgkill", kNotify, kAlways, "", kObserver},
    {"rt_sigqueueinfo", kNotify, kAlways, "", kObserver},
    {"rt_tgsigqueueinfo", kNotify, kAlways, "", kObserver},
    {"pidfd_send_signal", kNotify, kAlways, "", kObserver},
    {"rt_sigaction", kNotify, equal(0, SIGCHLD), "SIGCHLD", "ignoring SIGCHLD makes children vanish unwaited"},
    {"alarm", kNotify, kAlways, "", kTimer},
    {"setitimer", kNotify, kAlways, "", kTimer},
    {"timer_settime", kNotify, kAlways, "", kTimer},
    {"timerfd_settime", kNotify, kAlways, "", kTimer},
    {"open", kNotify, bit(1, O_CREAT), "O_CREAT", kCreates},
    {"openat", kNotify, bit(2, O_CREAT), "O_CREAT", kCreates},
    {"openat2", kNotify, kAlways, "", "its flags are in memory, which a filter cannot read; rare"},
    {"creat", kNotify, kAlways, "", kCreates},
    {"mq_open", kNotify, kAlways, "", kCreates},
    {"shmget", kNotify, kAlways, "", kCreates},
    {"semget", kNotify, kAlways, "", kCreates},
    {"msgget", kNotify, kAlways, "", kCreates},
    {"mknod", kNotify, kAlways, "", kCreates},
    {"mknodat", kNotify, kAlways, "", kCreates},
    {"bind", kNotify, kAlways, "", kCreates},
    {"pipe", kNotify, kAlways, "", kMakesPair},
    {"pipe2", kNotify, kAlways, "", kMakesPair},
    {"socketpair", kNotify, kAlways, "", kMakesPair},
};

struct GroupRule {
  HeldGroup group;
  Rule rule;
};

inline constexpr const char* kAsked = "a task asks for it";

/// None matches a call that one of kNotified, or another here, matches as well.
inline constexpr GroupRule kNotifiedOnRequest[] = {
    {HeldGroup::kSharedMaps, {"mmap", kNotify, bit(3, MAP_SHARED), "MAP_SHARED", kAsked}},
    {HeldGroup::kFileMaps, {"mmap", kNotify, none(3, MAP_SHARED | MAP_ANONYMOUS), "MAP_PRIVATE, not MAP_ANONYMOUS", kAsked}},
    {HeldGroup::kThreads, {"clone", kNotify, {0, CLONE_THREAD | kNamespaces, CLONE_THREAD}, "CLONE_THREAD", kAsked}},
    // With O_CREAT they are held for everybody; O_PATH gives nothing to read, write or map (and init opens so itself,
    // before anybody listens).
    {HeldGroup::kOpens, {"open", kNotify, none(1, O_CREAT | O_PATH), "neither O_CREAT nor O_PATH", kAsked}},
    {HeldGroup::kOpens, {"openat", kNotify, none(2, O_CREAT | O_PATH), "neither O_CREAT nor O_PATH", kAsked}},
    {HeldGroup::kEventfd, {"eventfd", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kEventfd, {"eventfd2", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kSignalfd, {"signalfd", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kSignalfd, {"signalfd4", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kTimerfd, {"timerfd_create", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kEpoll, {"epoll_create", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kEpoll, {"epoll_create1", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kSendfile, {"sendfile", kNotify, kAlways, "", kAsked}},
    {HeldGroup::kShmat, {"shmat", kNotify, kAlways, "", kAsked}},
};

}  // namespace sandbox::filter_table
