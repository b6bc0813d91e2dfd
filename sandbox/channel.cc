// channel.cc — packets with descriptors and credentials over a SOCK_SEQPACKET pair.
#include "sandbox/channel.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sandbox/fd.h"

namespace sandbox {
namespace {

constexpr std::size_t kMaxParts = 4;

union ControlBuffer {
  cmsghdr align;
  char bytes[CMSG_SPACE(sizeof(int) * kMaxFds) + CMSG_SPACE(sizeof(ucred))];
};

cmsghdr* append_control(msghdr& message, cmsghdr* last, int type, const void* data, std::size_t bytes) {
  cmsghdr* header = last == nullptr ? CMSG_FIRSTHDR(&message) : CMSG_NXTHDR(&message, last);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = type;
  header->cmsg_len = CMSG_LEN(bytes);
  std::memcpy(CMSG_DATA(header), data, bytes);
  return header;
}

}  // namespace

bool send_packet(int channel, std::span<const std::span<const std::byte>> parts, std::span<const int> fds,
                 pid_t claimed_pid) noexcept {
  iovec vectors[kMaxParts];
  std::size_t count = 0;
  for (const auto& part : parts.first(std::min(parts.size(), kMaxParts)))
    vectors[count++] = {const_cast<std::byte*>(part.data()), part.size()};
  ControlBuffer control;
  std::memset(&control, 0, sizeof control);
  msghdr message{};
  message.msg_iov = vectors;
  message.msg_iovlen = count;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  cmsghdr* last = nullptr;
  std::size_t used = 0;
  if (!fds.empty()) {
    last = append_control(message, last, SCM_RIGHTS, fds.data(), fds.size_bytes());
    used += CMSG_SPACE(fds.size_bytes());
  }
  if (claimed_pid > 0) {
    const ucred credentials{claimed_pid, ::getuid(), ::getgid()};
    append_control(message, last, SCM_CREDENTIALS, &credentials, sizeof credentials);
    used += CMSG_SPACE(sizeof credentials);
  }
  message.msg_controllen = used;
  if (used == 0) message.msg_control = nullptr;
  return retry_eintr([&] { return ::sendmsg(channel, &message, MSG_NOSIGNAL); }) >= 0;
}

bool receive_packet(int channel, std::span<std::byte> buffer, int flags, Packet& packet) noexcept {
  iovec vector{buffer.data(), buffer.size()};
  ControlBuffer control;
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  const ssize_t bytes = retry_eintr([&] { return ::recvmsg(channel, &message, flags | MSG_CMSG_CLOEXEC); });
  if (bytes < 0) return false;
  packet = Packet{};
  packet.bytes = static_cast<std::size_t>(bytes);
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET) continue;
    if (header->cmsg_type == SCM_CREDENTIALS) {
      ucred credentials;
      std::memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
      packet.sender = credentials.pid;
    } else if (header->cmsg_type == SCM_RIGHTS) {
      packet.fd_count = std::min((header->cmsg_len - CMSG_LEN(0)) / sizeof(int), kMaxFds);
      std::memcpy(packet.fds.data(), CMSG_DATA(header), packet.fd_count * sizeof(int));
    }
  }
  return true;
}

}  // namespace sandbox
