// trace_report.cc — what each process did when, as a trace: a track per process and thread, slices of its states.
#include <algorithm>
#include <map>
#include <set>

#include "grader/model/signal_name.h"
#include "grader/model/utf8.h"
#include "grader/report/report.h"
#include "grader/report/trace_writer.h"

namespace grader {
namespace {

using Json = TraceWriter::Json;

constexpr double kPauseMs = 10;  ///< between runs, which follow one another in the trace
constexpr const char* kAbout =
    "Times of slices are sampled: a state is shown from the first look that saw it (every 1 to 2 ms) to the first that "
    "saw another; what was shorter is missing. exec, signals and the proof of a deadlock are exact.";

std::string in_words(const SourceLocation& at) {
  if (at.line > 0) return valid_utf8(at.file) + ":" + std::to_string(at.line);
  return valid_utf8(at.function);
}

std::string end_in_words(const ProcessEnd& end) {
  switch (end.kind) {
    case ProcessEnd::Kind::kExited: return "exit " + std::to_string(end.code);
    case ProcessEnd::Kind::kSignaled: return "killed by " + signal_name(end.signal);
    case ProcessEnd::Kind::kKilledByGrader: return "killed by the grader: " + valid_utf8(end.reason);
    case ProcessEnd::Kind::kStillRunning:
    case ProcessEnd::Kind::kUnknown: break;
  }
  return "ended";
}

/// One run on its tracks. Every process gets numbers of its own: the trace's pids, not the system's.
class RunTracks {
 public:
  RunTracks(TraceWriter& writer, const Verdict& verdict, const RunReport& run, double offset_ms, int& numbers)
      : writer_(writer), verdict_(verdict), run_(run), offset_(offset_ms), numbers_(numbers) {}
  void write(const std::string& title);

 private:
  TraceTrack track(int process, int thread = 0);
  double at(double ms) const { return offset_ + std::max(0.0, ms); }
  std::string name(int process) const;
  void write_processes();
  void write_slices();
  void write_ends();
  void write_events();
  void write_counters(int pid);
  Json slice_args(const TimelineSlice& slice, std::string& title) const;

  TraceWriter& writer_;
  const Verdict& verdict_;
  const RunReport& run_;
  double offset_;
  int& numbers_;
  std::map<int, int> pids_;                   ///< process id → the trace's pid
  std::map<std::pair<int, int>, int> tids_;   ///< process id, thread → the trace's tid
};

std::string RunTracks::name(int process) const {
  for (const ProcessRecord& p : run_.processes)
    if (p.id == process) return valid_utf8(p.name);
  return "process " + std::to_string(process);
}

TraceTrack RunTracks::track(int process, int thread) {
  const auto [pid, fresh] = pids_.try_emplace(process, numbers_);
  if (fresh) ++numbers_;
  if (thread == 0) return {pid->second, pid->second};
  const auto [tid, new_thread] = tids_.try_emplace({process, thread}, numbers_);
  if (new_thread) {
    writer_.name_thread({pid->second, numbers_}, "thread " + std::to_string(thread));
    ++numbers_;
  }
  return {pid->second, tid->second};
}

void RunTracks::write_processes() {
  for (const ProcessRecord& p : run_.processes) {
    const TraceTrack main = track(p.id);
    writer_.name_process(main.pid, valid_utf8(p.name) + ", pid " + std::to_string(p.pid), main.pid);
    writer_.name_thread(main, valid_utf8(p.name));
  }
}

/// A dead task's last wait has its full explanation in the finding.
const FindingProcess* explained(const Verdict& verdict, const RunReport& run, const TimelineSlice& slice) {
  if (slice.state != "blocked" || slice.thread != 0 || !run.timeline->deadlock_ms) return nullptr;
  if (slice.end_ms < *run.timeline->deadlock_ms || slice.start_ms > *run.timeline->deadlock_ms) return nullptr;
  const FindingProcess* found = nullptr;
  for (const int index : run.findings) {
    const Finding& f = verdict.findings[static_cast<std::size_t>(index)];
    if (f.rule != Rule::kDeadlock) continue;
    for (const FindingProcess& p : f.processes) {
      if (p.id != slice.process || !p.waits_for) continue;
      if (found) return nullptr;  // several threads: which of them is not known
      found = &p;
    }
  }
  return found;
}

Json RunTracks::slice_args(const TimelineSlice& slice, std::string& title) const {
  Json args = Json::object();
  title = slice.state;
  if (slice.state != "blocked") return args;
  title = valid_utf8(slice.call);
  std::string object = valid_utf8(slice.object);
  if (const FindingProcess* p = explained(verdict_, run_, slice)) {
    title = valid_utf8(p->waits_for->call);
    object = valid_utf8(p->waits_for->object);
    if (!p->waits_for->value.empty()) args["value"] = valid_utf8(p->waits_for->value);
    if (p->at.known()) args["at"] = in_words(p->at);
    if (!p->waits_for->explanation.empty()) args["why"] = valid_utf8(p->waits_for->explanation);
    args["deadlock"] = true;
  }
  if (!object.empty()) {
    args["object"] = object;
    title += (object.starts_with("in ") ? " " : " on ") + object;
  }
  return args;
}

void RunTracks::write_slices() {
  std::set<int> sampled;
  if (run_.timeline) {
    for (const TimelineSlice& slice : run_.timeline->slices) {
      sampled.insert(slice.process);
      std::string title;
      Json args = slice_args(slice, title);
      writer_.slice(track(slice.process, slice.thread), title, slice.state, at(slice.start_ms), at(slice.end_ms), std::move(args));
    }
  }
  for (const ProcessRecord& p : run_.processes)
    if (!sampled.contains(p.id))
      writer_.slice(track(p.id), "alive", "alive", at(p.start_ms), at(p.end_ms.value_or(run_.wall_ms)), Json::object());
}

void RunTracks::write_ends() {
  for (const ProcessRecord& p : run_.processes) {
    if (p.parent) {
      Json args{{"child", valid_utf8(p.name)}};
      if (p.forked_at.known()) args["at"] = in_words(p.forked_at);
      writer_.instant(track(*p.parent), "fork: " + valid_utf8(p.name), at(p.start_ms), std::move(args));
    }
    if (!p.end_ms || p.end.kind == ProcessEnd::Kind::kStillRunning) continue;
    Json args = Json::object();
    if (p.cpu_ms) args["cpu_ms"] = *p.cpu_ms;
    if (p.memory_peak_bytes) args["memory_peak_bytes"] = *p.memory_peak_bytes;
    writer_.instant(track(p.id), end_in_words(p.end), at(*p.end_ms), std::move(args));
  }
}

void RunTracks::write_events() {
  for (const TimelineEvent& e : run_.timeline->events) {
    const std::string detail = valid_utf8(e.detail);
    if (e.kind != "signal") {
      writer_.instant(track(e.process), e.kind + " " + detail, at(e.at_ms), Json::object());
      continue;
    }
    writer_.instant(track(e.process), "sends " + detail + (e.target ? " to " + name(*e.target) : ""), at(e.at_ms), Json::object());
    if (e.target) writer_.instant(track(*e.target), detail + " from " + name(e.process), at(e.at_ms), Json::object());
  }
}

/// How many tasks were in each state: from the slices, at every moment at which one begins or ends.
void RunTracks::write_counters(int pid) {
  std::map<double, std::map<std::string, int>> changes;
  for (const TimelineSlice& slice : run_.timeline->slices) {
    ++changes[slice.start_ms][slice.state];
    --changes[slice.end_ms][slice.state];
  }
  std::map<std::string, int> now{{"running", 0}, {"blocked", 0}, {"stopped", 0}, {"zombie", 0}};
  for (const auto& [ms, states] : changes) {
    for (const auto& [state, change] : states) now[state] += change;
    writer_.counter(pid, "tasks", at(ms), Json(now));
  }
}

void RunTracks::write(const std::string& title) {
  const int pid = numbers_++;
  const TraceTrack whole{pid, pid};
  writer_.name_process(pid, "run: " + title, pid);
  writer_.name_thread(whole, "run");
  writer_.slice(whole, title + ": " + std::string(to_string(run_.verdict)), "run", at(0), at(run_.wall_ms),
                {{"seed", run_.seed}, {"cpu_ms", run_.cpu_ms}, {"memory_peak_bytes", run_.memory_peak_bytes}});
  write_processes();
  write_slices();
  write_ends();
  if (!run_.timeline) return;
  write_events();
  write_counters(pid);
  if (run_.timeline->deadlock_ms) {
    Json args = Json::object();
    for (const int index : run_.findings) {
      const Finding& f = verdict_.findings[static_cast<std::size_t>(index)];
      if (f.rule == Rule::kDeadlock) args["finding"] = valid_utf8(f.message);
    }
    writer_.instant(whole, "deadlock proved", at(*run_.timeline->deadlock_ms), std::move(args), true);
  }
  if (run_.timeline->truncated)
    writer_.instant(whole, "timeline cut: only the beginning and the last states are kept", at(run_.wall_ms), Json::object());
}

}  // namespace

std::string trace_report(const std::vector<Verdict>& verdicts) {
  TraceWriter writer;
  double offset = 0;
  int numbers = 1;  // 0 is the idle task's in viewers
  bool truncated = false;
  for (const Verdict& v : verdicts) {
    for (const RunReport& run : v.runs) {
      const std::string name = run.scenario.empty() ? "run" : valid_utf8(run.scenario);
      RunTracks(writer, v, run, offset, numbers).write(verdicts.size() > 1 ? valid_utf8(submission_name(v)) + ", " + name : name);
      offset += run.wall_ms + kPauseMs;
      truncated = truncated || (run.timeline && run.timeline->truncated);
    }
  }
  Json about{{"source", "grader"}, {"about", kAbout}, {"truncated", truncated}};
  if (!verdicts.empty()) about["version"] = valid_utf8(verdicts.front().grader_version);
  return writer.document(about);
}

std::string trace_report(const Verdict& verdict) { return trace_report(std::vector<Verdict>{verdict}); }

}  // namespace grader
