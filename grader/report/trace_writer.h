// trace_writer.h — events of the Trace Event format, gathered and written in the order of their times.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace grader {

/// Where an event belongs: numbers of the trace's own, since real pids recur from run to run.
struct TraceTrack {
  int pid = 0, tid = 0;
};

class TraceWriter {
 public:
  using Json = nlohmann::ordered_json;

  /// Names of tracks; `order` sorts processes.
  void name_process(int pid, const std::string& name, int order);
  void name_thread(TraceTrack track, const std::string& name);
  /// A slice. Times in milliseconds of the trace.
  void slice(TraceTrack track, const std::string& name, const std::string& category, double start_ms, double end_ms, Json args);
  /// A moment of one track, or of the whole trace.
  void instant(TraceTrack track, const std::string& name, double at_ms, Json args, bool everywhere = false);
  /// Values that are drawn over each other.
  void counter(int pid, const std::string& name, double at_ms, Json values);
  /// The document; `about` becomes "otherData".
  std::string document(const Json& about);

 private:
  void add(Json event, double at_ms);

  std::vector<Json> metadata_;
  std::vector<std::pair<std::int64_t, Json>> events_;  ///< by microseconds
};

}  // namespace grader
