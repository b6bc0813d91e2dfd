// streams.h — the pipes to and from the started processes: drained always, fed when there is something.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grader/model/evidence.h"
#include "grader/scenario/event_loop.h"
#include "sandbox/fd.h"
#include "sandbox/result.h"

namespace grader {

struct StreamOptions {
  std::size_t capture_bytes = 1 << 20;  ///< of each stream
  int relay_stdin_fd = -1, relay_stdout_fd = -1, relay_stderr_fd = -1;  ///< -1: none
};

/// The ends that the new process gets; closed here once it has started.
struct ChildEnds {
  sandbox::Fd in, out, err;
};

class Streams {
 public:
  explicit Streams(const StreamOptions& options) : options_(options) {}

  /// Makes the pipes of the next role; roles are numbered from 0 in the order of these calls.
  /// `stdin_text` is written and then closed, unless `keep_open`. Neither: stdin is empty.
  sandbox::Result<ChildEnds> open(const std::string& role, const std::optional<std::string>& stdin_text,
                                  bool keep_open);
  void feed(std::size_t role, const std::string& text);
  void close_stdin(std::size_t role);
  /// Closes every stdin that nothing can be written to any more: after the last step, unless it is relayed.
  void no_more_steps();

  /// Adds what may be read or written now to the next round of `loop`.
  void watch(EventLoop& loop);
  /// Reads what is in the pipes right now, without waiting.
  void drain();

  /// Everything written by all roles so far, also what was not kept.
  std::uint64_t total_bytes() const { return total_bytes_; }
  const std::string& text(std::size_t role, const std::string& stream) const;
  /// Identities of the pipes whose other end this process holds: outside the box.
  std::vector<ObjectId> outside() const;
  std::vector<Output> take_outputs();

 private:
  struct Reader {
    sandbox::Fd fd;
    ObjectId id;
    std::string kept;
    bool truncated = false;
    int relay_fd = -1;
  };
  struct Writer {
    sandbox::Fd fd;
    ObjectId id;
    std::string pending;
    bool close_when_written = false;
    bool relays = false;
  };
  struct Role {
    std::string name;
    Reader out, err;
    Writer in;
  };

  /// False when there is nothing more to read for now.
  bool read_some(Reader& reader);
  void write_some(Writer& writer);
  void relay_some(Writer& writer);

  StreamOptions options_;
  std::vector<Role> roles_;
  std::uint64_t total_bytes_ = 0;
};

}  // namespace grader
