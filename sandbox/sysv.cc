// sysv.cc — lists System V objects. Source: shmctl(2), semctl(2), msgctl(2), commands *_STAT_ANY.
#include "sandbox/sysv.h"

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include <algorithm>

#include "sandbox/box.h"
#include "sandbox/init.h"

namespace sandbox {
namespace {

// *_STAT_ANY (4.17) asks for no read permission; *_STAT is the fallback.
template <class Stat>
int stat_index(Stat stat, int any_command, int command) noexcept {
  const int id = stat(any_command);
  return id >= 0 || errno != EINVAL ? id : stat(command);
}

union SemArgument {
  int value;
  semid_ds* status;
  unsigned short* array;
  seminfo* info;
};

void fill(SysvReport& object, SysvObject::Kind kind, int id, const ipc_perm& permission) noexcept {
  object = SysvReport{};
  object.object_kind = static_cast<std::uint32_t>(kind);
  object.id = id;
  object.key = permission.__key;
  object.mode = permission.mode & 0777u;
  object.owner = permission.uid;
}

using Visit = void (*)(void*, const SysvReport&);

void list_shm(Visit visit, void* context) noexcept {
  shm_info info{};
  const int last = ::shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&info));
  for (int index = 0; index <= last; ++index) {
    shmid_ds status{};
    const int id = stat_index([&](int command) { return ::shmctl(index, command, &status); }, SHM_STAT_ANY, SHM_STAT);
    if (id < 0) continue;
    SysvReport object;
    fill(object, SysvObject::Kind::kShm, id, status.shm_perm);
    object.size_bytes = status.shm_segsz;
    object.creator_box_pid = status.shm_cpid;
    object.attached = static_cast<std::uint32_t>(status.shm_nattch);
    visit(context, object);
  }
}

void list_sem(Visit visit, void* context) noexcept {
  static unsigned short values[32000];  // SEMMSL may not exceed it
  seminfo info{};
  SemArgument argument{};
  argument.info = &info;
  const int last = ::semctl(0, 0, SEM_INFO, argument);
  for (int index = 0; index <= last; ++index) {
    semid_ds status{};
    argument.status = &status;
    const int id =
        stat_index([&](int command) { return ::semctl(index, 0, command, argument); }, SEM_STAT_ANY, SEM_STAT);
    if (id < 0) continue;
    SysvReport object;
    fill(object, SysvObject::Kind::kSem, id, status.sem_perm);
    object.size_bytes = status.sem_nsems;
    argument.array = values;
    if (status.sem_nsems <= std::size(values) && ::semctl(id, 0, GETALL, argument) == 0) {
      object.value_count = static_cast<std::uint32_t>(std::min<std::size_t>(status.sem_nsems, kMaxSysvValues));
      std::copy_n(values, object.value_count, object.values.begin());
    }
    visit(context, object);
  }
}

void list_msg(Visit visit, void* context) noexcept {
  msginfo info{};
  const int last = ::msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&info));
  for (int index = 0; index <= last; ++index) {
    msqid_ds status{};
    const int id = stat_index([&](int command) { return ::msgctl(index, command, &status); }, MSG_STAT_ANY, MSG_STAT);
    if (id < 0) continue;
    SysvReport object;
    fill(object, SysvObject::Kind::kMsg, id, status.msg_perm);
    object.size_bytes = status.__msg_cbytes;
    object.attached = static_cast<std::uint32_t>(status.msg_qnum);
    visit(context, object);
  }
}

}  // namespace

void for_each_sysv(Visit visit, void* context) noexcept {
  list_shm(visit, context);
  list_sem(visit, context);
  list_msg(visit, context);
}

void remove_sysv(std::uint32_t object_kind, int id) noexcept {
  switch (static_cast<SysvObject::Kind>(object_kind)) {
    case SysvObject::Kind::kShm: (void)::shmctl(id, IPC_RMID, nullptr); break;
    case SysvObject::Kind::kSem: (void)::semctl(id, 0, IPC_RMID); break;
    case SysvObject::Kind::kMsg: (void)::msgctl(id, IPC_RMID, nullptr); break;
  }
}

void list_sysv(int channel) noexcept {
  for_each_sysv(
      [](void* context, const SysvReport& object) {
        const std::span<const std::byte> part[] = {std::as_bytes(std::span(&object, 1))};
        (void)send_packet(*static_cast<int*>(context), part, {});
      },
      &channel);
  Report done;
  done.kind = Report::Kind::kSysvDone;
  const std::span<const std::byte> part[] = {std::as_bytes(std::span(&done, 1))};
  (void)send_packet(channel, part, {});
}

}  // namespace sandbox
