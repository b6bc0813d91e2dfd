// trace_writer.cc — events of the Trace Event format.
#include "grader/report/trace_writer.h"

#include <algorithm>
#include <cmath>

namespace grader {
namespace {

using Json = TraceWriter::Json;

std::int64_t microseconds(double ms) {
  constexpr double kMost = 1e12;
  return std::isfinite(ms) && ms > 0 ? std::llround(std::min(ms, kMost) * 1000) : 0;
}

std::string line_of(const Json& event) { return event.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

void TraceWriter::add(Json event, double at_ms) {
  const std::int64_t at = microseconds(at_ms);
  event["ts"] = at;
  events_.emplace_back(at, std::move(event));
}

void TraceWriter::name_process(int pid, const std::string& name, int order) {
  metadata_.push_back({{"ph", "M"}, {"name", "process_name"}, {"pid", pid}, {"tid", pid}, {"args", {{"name", name}}}});
  metadata_.push_back({{"ph", "M"}, {"name", "process_sort_index"}, {"pid", pid}, {"tid", pid}, {"args", {{"sort_index", order}}}});
}

void TraceWriter::name_thread(TraceTrack track, const std::string& name) {
  metadata_.push_back({{"ph", "M"}, {"name", "thread_name"}, {"pid", track.pid}, {"tid", track.tid}, {"args", {{"name", name}}}});
}

void TraceWriter::slice(TraceTrack track, const std::string& name, const std::string& category, double start_ms,
                        double end_ms, Json args) {
  // One instant must have one number in both of two neighbours: the length comes from rounded ends.
  const std::int64_t length = std::max<std::int64_t>(0, microseconds(end_ms) - microseconds(start_ms));
  add({{"ph", "X"}, {"name", name}, {"cat", category}, {"pid", track.pid}, {"tid", track.tid}, {"dur", length}, {"args", std::move(args)}},
      start_ms);
}

void TraceWriter::instant(TraceTrack track, const std::string& name, double at_ms, Json args, bool everywhere) {
  add({{"ph", "i"}, {"name", name}, {"cat", "event"}, {"s", everywhere ? "g" : "t"}, {"pid", track.pid}, {"tid", track.tid}, {"args", std::move(args)}},
      at_ms);
}

void TraceWriter::counter(int pid, const std::string& name, double at_ms, Json values) {
  add({{"ph", "C"}, {"name", name}, {"pid", pid}, {"tid", pid}, {"args", std::move(values)}}, at_ms);
}

std::string TraceWriter::document(const Json& about) {
  std::stable_sort(events_.begin(), events_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text = "{\"displayTimeUnit\": \"ms\",\n\"otherData\": " + line_of(about) + ",\n\"traceEvents\": [";
  bool first = true;
  const auto put = [&](const Json& event) {
    text += first ? "\n" : ",\n";
    first = false;
    text += line_of(event);
  };
  for (const Json& event : metadata_) put(event);
  for (const auto& [at, event] : events_) put(event);
  return text + "\n]}\n";
}

}  // namespace grader
