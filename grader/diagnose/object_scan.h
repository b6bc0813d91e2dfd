// object_scan.h — what is in the box's folders and System V tables: the objects that outlive processes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "grader/model/evidence.h"
#include "sandbox/box.h"

namespace grader {

/// The box's folders as its programs name them.
struct BoxPaths {
  explicit BoxPaths(const sandbox::Box& box);
  /// Kind and name (as IpcObject has them) of what a program calls `path`: "/dev/shm/sem.x" is {"sem", "/x"}.
  std::pair<std::string, std::string> object(const std::string& kind, const std::string& path) const;

  std::string work, tmp, shm, mqueue;
};

/// Finds objects, and tells those that were there before.
class ObjectScan {
 public:
  explicit ObjectScan(sandbox::Box& box);
  /// Remembers all that is there now as not of this run.
  void set_baseline();
  /// What is there now beyond the baseline: at most a thousand. `queues`: names of message queues that were made.
  std::vector<IpcObject> scan(const std::vector<std::string>& queues) const;
  /// At level plain without a uid of the students' own nothing tells their objects from the user's, so none go with the
  /// box. Those of `left` that a process of the box was seen to make are removed here: the next run would meet them.
  void remove_made(const std::vector<IpcObject>& left) const;
  const BoxPaths& paths() const { return paths_; }

 private:
  struct Folder;
  struct Found;
  void scan_folder(const Folder& folder, int dir, const std::string& below, int depth, std::vector<Found>& found) const;
  std::vector<Found> scan_all() const;
  void ask_for_queues(const std::vector<std::string>& names, std::vector<IpcObject>& objects) const;

  sandbox::Box& box_;
  BoxPaths paths_;
  std::set<std::pair<std::string, std::uint64_t>> baseline_;  ///< name and inode or id
};

}  // namespace grader
