// verdict_from_json.cc — a verdict's JSON document back to Verdict.
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "grader/model/schemas.h"
#include "grader/model/signal_name.h"
#include "grader/model/verdict.h"

namespace grader {
namespace {

using nlohmann::json;

// The document is known to obey the schema: only what is optional has to be asked for.

template <class T>
void take(const json& from, const char* key, T& to) {
  if (from.contains(key)) to = from[key].get<T>();
}
template <class T>
void take(const json& from, const char* key, std::optional<T>& to) {
  if (from.contains(key)) to = from[key].get<T>();
}

/// Converts every item of the array `key`, if there is one.
template <class T, class Convert>
void take_all(const json& from, const char* key, std::vector<T>& to, Convert convert) {
  if (!from.contains(key)) return;
  for (const json& item : from[key]) to.push_back(convert(item));
}

SourceLocation place(const json& j) {
  SourceLocation at;
  take(j, "file", at.file);
  take(j, "line", at.line);
  take(j, "function", at.function);
  return at;
}

Frame frame(const json& j) {
  Frame f;
  f.at = place(j);
  take(j, "module", f.module);
  take(j, "students", f.in_student_code);
  return f;
}

LimitHit limit_hit(const json& j) {
  LimitHit limit;
  take(j, "name", limit.name);
  take(j, "value", limit.value);
  take(j, "unit", limit.unit);
  take(j, "process", limit.process);
  return limit;
}

Diagnostic diagnostic(const json& j) {
  Diagnostic d;
  take(j, "file", d.file);
  take(j, "line", d.line);
  take(j, "column", d.column);
  take(j, "severity", d.severity);
  take(j, "message", d.message);
  return d;
}

CompileReport compile(const json& j) {
  using Status = CompileReport::Status;
  CompileReport report;
  const std::string status = j["status"].get<std::string>();
  report.status = status == "ok" ? Status::kOk : status == "error" ? Status::kError : Status::kSkipped;
  take_all(j, "diagnostics", report.diagnostics, diagnostic);
  take(j, "wall_ms", report.wall_ms);
  if (j.contains("limit")) report.limit = limit_hit(j["limit"]);
  return report;
}

/// Names of signals that this machine does not know come back as "signal 99".
int number_of_signal(const std::string& name) {
  if (name.rfind("signal ", 0) == 0) return std::atoi(name.c_str() + 7);
  return signal_number(name);
}

ProcessEnd process_end(const json& j) {
  ProcessEnd end;
  take(j, "code", end.code);
  take(j, "killed", end.reason);
  if (j.contains("signal")) end.signal = number_of_signal(j["signal"].get<std::string>());
  end.kind = j.contains("code")     ? ProcessEnd::Kind::kExited
             : j.contains("signal") ? ProcessEnd::Kind::kSignaled
                                    : ProcessEnd::Kind::kKilledByGrader;
  return end;
}

ProcessRecord process(const json& j) {
  ProcessRecord p;
  take(j, "id", p.id);
  take(j, "name", p.name);
  take(j, "role", p.role);
  take(j, "students", p.students);
  take(j, "pid", p.pid);
  take(j, "parent", p.parent);
  take(j, "argv", p.argv);
  if (j.contains("forked_at")) p.forked_at = place(j["forked_at"]);
  if (j.contains("exit")) p.end = process_end(j["exit"]);
  take(j, "start_ms", p.start_ms);
  take(j, "end_ms", p.end_ms);
  take(j, "cpu_ms", p.cpu_ms);
  take(j, "memory_peak_bytes", p.memory_peak_bytes);
  return p;
}

TimelineSlice slice(const json& j) {
  TimelineSlice s;
  take(j, "process", s.process);
  take(j, "thread", s.thread);
  take(j, "state", s.state);
  take(j, "call", s.call);
  take(j, "object", s.object);
  take(j, "start_ms", s.start_ms);
  take(j, "end_ms", s.end_ms);
  return s;
}

TimelineEvent event(const json& j) {
  TimelineEvent e;
  take(j, "kind", e.kind);
  take(j, "process", e.process);
  take(j, "target", e.target);
  take(j, "detail", e.detail);
  take(j, "at_ms", e.at_ms);
  return e;
}

Timeline timeline(const json& j) {
  Timeline t;
  take_all(j, "slices", t.slices, slice);
  take_all(j, "events", t.events, event);
  take(j, "deadlock_ms", t.deadlock_ms);
  take(j, "truncated", t.truncated);
  return t;
}

RunReport run(const json& j) {
  RunReport r;
  take(j, "scenario", r.scenario);
  take(j, "title", r.title);
  take(j, "hidden", r.hidden);
  take(j, "mode", r.mode);
  r.verdict = *code_from(j["verdict"].get<std::string>());
  take(j, "points", r.points);
  take(j, "max", r.max);
  take(j, "seed", r.seed);
  take(j, "wall_ms", r.wall_ms);
  take(j, "cpu_ms", r.cpu_ms);
  take(j, "memory_peak_bytes", r.memory_peak_bytes);
  take_all(j, "processes", r.processes, process);
  take(j["output"], "stdout", r.stdout_bytes);
  take(j["output"], "stderr", r.stderr_bytes);
  take(j["output"], "truncated", r.truncated);
  take(j, "findings", r.findings);
  if (j.contains("timeline")) r.timeline = timeline(j["timeline"]);
  return r;
}

FindingObject object(const json& j) {
  FindingObject o;
  take(j, "kind", o.kind);
  take(j, "name", o.name);
  take(j, "size_bytes", o.size_bytes);
  take(j, "value", o.value);
  if (j.contains("created_at")) o.created_at = place(j["created_at"]);
  take(j, "created_by", o.created_by);
  return o;
}

FindingProcess finding_process(const json& j) {
  FindingProcess p;
  take(j, "id", p.id);
  take(j, "name", p.name);
  take(j, "pid", p.pid);
  if (j.contains("waits_for")) {
    const json& wait = j["waits_for"];
    p.waits_for.emplace();
    take(wait, "kind", p.waits_for->kind);
    take(wait, "object", p.waits_for->object);
    take(wait, "value", p.waits_for->value);
    take(wait, "call", p.waits_for->call);
    take(wait, "explanation", p.waits_for->explanation);
  }
  if (j.contains("at")) p.at = place(j["at"]);
  take_all(j, "stack", p.stack, frame);
  return p;
}

AwaitedObject awaited_object(const json& j) {
  AwaitedObject o;
  take(j, "kind", o.kind);
  take(j, "object", o.object);
  take(j, "value", o.value);
  take(j, "waiting", o.waiting);
  take(j, "woken_by", o.woken_by);
  return o;
}

Finding finding(const json& j) {
  Finding f;
  f.rule = *rule_from(j["rule"].get<std::string>());
  f.severity = j["severity"] == "error" ? Severity::kError : Severity::kWarning;
  take(j, "message", f.message);
  take(j, "hint", f.hint);
  take(j, "cause", f.cause);
  if (j.contains("objects")) take_all(j, "objects", f.objects, object);
  else if (j.contains("object")) f.objects.push_back(object(j["object"]));
  take(j, "count", f.count);
  take_all(j, "processes", f.processes, finding_process);
  take_all(j, "wait_graph", f.wait_graph, awaited_object);
  take(j, "detected_after_ms", f.detected_after_ms);
  take(j, "limit", f.limit);
  return f;
}

sandbox::Protections protections(const json& j) {
  sandbox::Protections p;
  p.level = j["level"] == "full" ? sandbox::Level::kFull : sandbox::Level::kPlain;
  take(j, "rootless", p.rootless);
  take_all(j, "active", p.items, [](const json& name) { return sandbox::Protection{name.get<std::string>(), true, "", ""}; });
  take_all(j, "missing", p.items, [](const json& item) {
    return sandbox::Protection{item["name"].get<std::string>(), false, item["detail"].get<std::string>(),
                               item["remedy"].get<std::string>()};
  });
  return p;
}

/// Indices are the one thing of a verdict that a schema cannot check.
void check_indices(const std::string& where, const std::vector<int>& indices, std::size_t count, const std::string& of) {
  for (const int index : indices)
    if (index < 0 || static_cast<std::size_t>(index) >= count)
      throw std::invalid_argument(where + ": indices into " + of + " were expected");
}

void check_indices(const Verdict& v) {
  for (std::size_t r = 0; r < v.runs.size(); ++r)
    check_indices("/runs/" + std::to_string(r) + "/findings", v.runs[r].findings, v.findings.size(), "findings");
  for (std::size_t f = 0; f < v.findings.size(); ++f)
    for (const AwaitedObject& o : v.findings[f].wait_graph)
      for (const std::vector<int>* indices : {&o.waiting, &o.woken_by})
        check_indices("/findings/" + std::to_string(f) + "/wait_graph", *indices, v.findings[f].processes.size(), "processes");
}

RepeatTally repeat_tally(const json& j) {
  RepeatTally r;
  r.verdict = *code_from(j["verdict"].get<std::string>());
  take(j, "count", r.count);
  take(j, "scenarios", r.scenarios);
  return r;
}

constexpr int kSchemaVersion = 1;

/// A verdict of another version would only be told that some key is wrong.
void check_version(const json& j) {
  static const std::string kFamily = "grader/verdict/";
  if (!j.is_object() || !j.contains("schema") || !j["schema"].is_string()) return;
  const std::string schema = j["schema"].get<std::string>();
  const std::string version = schema.starts_with(kFamily) ? schema.substr(kFamily.size()) : "";
  if (version.empty() || version.size() > 9 || version.find_first_not_of("0123456789") != version.npos) return;
  const int number = std::stoi(version);
  if (number == kSchemaVersion) return;
  throw OtherSchemaVersion("holds a verdict of schema " + schema + ", and this grader reads " + kFamily +
                           std::to_string(kSchemaVersion) +
                           (number > kSchemaVersion ? ": read it with the newer grader that wrote it"
                                                    : ": it is an older grader's; grade the submission again"));
}

}  // namespace

Verdict verdict_from_json(const json& j) {
  check_version(j);
  const std::vector<SchemaProblem> problems = check_schema("verdict", j);
  if (!problems.empty()) throw std::invalid_argument(problems.front().pointer + ": " + problems.front().expected);
  Verdict v;
  take(j["grader"], "version", v.grader_version);
  if (!j["task"].is_null()) v.task = j["task"].get<std::string>();
  take(j["submission"], "path", v.submission_path);
  take(j["submission"], "sha256", v.submission_sha256);
  take(j["submission"], "student", v.student);
  take(j["submission"], "same_as", v.same_as);
  v.verdict = *code_from(j["verdict"].get<std::string>());
  if (j.contains("score")) {
    take(j["score"], "points", v.points);
    take(j["score"], "max", v.max);
  }
  v.compile = compile(j["compile"]);
  take_all(j, "runs", v.runs, run);
  take_all(j, "findings", v.findings, finding);
  v.protections = protections(j["protections"]);
  take(j["environment"], "compiler", v.compiler);
  take(j["environment"], "kernel", v.kernel);
  take(j, "error", v.error);
  take_all(j, "repeats", v.repeats, repeat_tally);
  check_indices(v);
  return v;
}

}  // namespace grader
