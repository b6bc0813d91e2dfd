// channel.h — the messages between the supervisor and the box's init, and how they travel.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sandbox {

/// What the supervisor asks of init. Strings of a spawn follow the header: cwd, argv…, env…, each with its NUL.
struct Request {
  enum class Kind : std::uint32_t { kSpawn, kKillAll, kListSysv };
  Kind kind = Kind::kSpawn;
  std::uint32_t argc = 0;
  std::uint32_t envc = 0;
  std::uint32_t stdio_mask = 0;     ///< bit n: a descriptor for n travels along, in this order
  std::uint32_t payload_bytes = 0;  ///< of the strings
  std::uint32_t has_program = 0;    ///< a descriptor of what to execute travels along, after those for stdio
  std::uint32_t in_memfd = 0;       ///< the strings are in a memfd, the last descriptor, and not inline
};

/// What init, or a child of it just before exec, says. Fixed size, one packet.
struct Report {
  enum class Kind : std::uint32_t {
    kReady,        ///< set-up is done; descriptors: the root folder, then the seccomp listener if there is one
    kSetupFailed,  ///< `text` failed with `error`
    kHello,        ///< sent by a child before exec: the credentials name it in the host's pid namespace
    kStarted,      ///< answer to kSpawn; `error` when no process could be made
    kSpawnFailed,  ///< the child `box_pid` could not exec: `error`
    kReaped,       ///< the credentials name the dead process
    kAllKilled,    ///< answer to kKillAll
    kSysv,         ///< one System V object: a SysvReport
    kSysvDone,     ///< answer to kListSysv: the list is complete
  };
  Kind kind = Kind::kReady;
  pid_t box_pid = 0;
  int status = 0;
  int error = 0;
  std::int64_t cpu_us = 0;
  std::uint64_t memory_peak_bytes = 0;
  std::array<char, 96> text{};
};

constexpr std::size_t kMaxSysvValues = 256;

struct SysvReport {
  Report head{Report::Kind::kSysv};
  std::uint32_t object_kind = 0;
  std::int32_t id = 0;
  std::int32_t key = 0;
  std::uint32_t mode = 0;
  std::uint64_t size_bytes = 0;
  std::int32_t creator_box_pid = 0;
  std::uint32_t attached = 0;
  std::uint32_t owner = 0;  ///< uid, in the box's user namespace
  std::uint32_t value_count = 0;
  std::array<std::uint16_t, kMaxSysvValues> values{};
};

constexpr std::size_t kInlinePayloadBytes = 48 * 1024;
constexpr std::size_t kMaxPayloadBytes = 2 * 1024 * 1024;
constexpr std::size_t kMaxStrings = 65536;
constexpr std::size_t kMaxFds = 5;

/// Sends one packet. `claimed_pid` > 0 puts that process's credentials on it, so that the receiver learns its pid in
/// its own namespace: needs CAP_SYS_ADMIN over the pid namespace. No allocation: init uses it. False: errno.
bool send_packet(int channel, std::span<const std::span<const std::byte>> parts, std::span<const int> fds,
                 pid_t claimed_pid = 0) noexcept;

struct Packet {
  std::size_t bytes = 0;  ///< 0: the other side is gone
  pid_t sender = 0;       ///< in the receiver's pid namespace; 0 unless SO_PASSCRED is set
  std::array<int, kMaxFds> fds{-1, -1, -1, -1, -1};
  std::size_t fd_count = 0;
};

/// Receives one packet into `buffer`, descriptors close-on-exec. False: errno (EAGAIN with MSG_DONTWAIT).
bool receive_packet(int channel, std::span<std::byte> buffer, int flags, Packet& packet) noexcept;

}  // namespace sandbox
