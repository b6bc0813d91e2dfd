// verdict_to_json.cc — Verdict to its JSON document. What is not known has no key.
#include <cmath>
#include <nlohmann/json.hpp>

#include "grader/model/signal_name.h"
#include "grader/model/utf8.h"
#include "grader/model/verdict_json.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

std::string text(std::string_view bytes) { return valid_utf8(bytes); }

/// To the microsecond: more is noise, and the document must read well.
double ms(double value) { return std::isfinite(value) && value > 0 ? std::round(value * 1000) / 1000 : 0; }
double number(double value) { return std::isfinite(value) && value > 0 ? value : 0; }

void put_text(Json& j, const char* key, const std::string& value) {
  if (!value.empty()) j[key] = text(value);
}

Json place(const SourceLocation& at) {
  Json j = Json::object();
  put_text(j, "file", at.file);
  if (at.line > 0) j["line"] = at.line;
  put_text(j, "function", at.function);
  return j;
}

Json stack(const Stack& frames) {
  Json j = Json::array();
  for (const Frame& frame : frames) {
    Json f = place(frame.at);
    put_text(f, "module", frame.module);
    f["students"] = frame.in_student_code;
    j.push_back(std::move(f));
  }
  return j;
}

Json limit_hit(const LimitHit& limit) {
  Json j{{"name", text(limit.name)}, {"value", limit.value}, {"unit", text(limit.unit)}};
  if (limit.process) j["process"] = *limit.process;
  return j;
}

Json compile(const CompileReport& report) {
  using Status = CompileReport::Status;
  Json diagnostics = Json::array();
  for (const Diagnostic& d : report.diagnostics) {
    Json j = Json::object();
    put_text(j, "file", d.file);
    if (d.line > 0) j["line"] = d.line;
    if (d.column > 0) j["column"] = d.column;
    j["severity"] = text(d.severity);
    j["message"] = text(d.message);
    diagnostics.push_back(std::move(j));
  }
  Json j;
  j["status"] = report.status == Status::kOk ? "ok" : report.status == Status::kError ? "error" : "skipped";
  j["diagnostics"] = std::move(diagnostics);
  j["wall_ms"] = ms(report.wall_ms);
  if (report.limit) j["limit"] = limit_hit(*report.limit);
  return j;
}

Json process_exit(const ProcessEnd& end) {
  switch (end.kind) {
    case ProcessEnd::Kind::kExited: return {{"code", end.code}};
    case ProcessEnd::Kind::kSignaled: return {{"signal", signal_name(end.signal)}};
    case ProcessEnd::Kind::kKilledByGrader: return {{"killed", text(end.reason)}};
    case ProcessEnd::Kind::kUnknown:
    case ProcessEnd::Kind::kStillRunning: break;
  }
  return nullptr;
}

Json process(const ProcessRecord& p) {
  Json j;
  j["id"] = p.id;
  j["name"] = text(p.name);
  put_text(j, "role", p.role);
  j["students"] = p.students;
  j["pid"] = p.pid;
  if (p.parent) j["parent"] = *p.parent;
  j["argv"] = Json::array();
  for (const std::string& arg : p.argv) j["argv"].push_back(text(arg));
  if (p.forked_at.known()) j["forked_at"] = place(p.forked_at);
  if (Json exit = process_exit(p.end); !exit.is_null()) j["exit"] = std::move(exit);
  j["start_ms"] = ms(p.start_ms);
  if (p.end_ms) j["end_ms"] = ms(*p.end_ms);
  if (p.cpu_ms) j["cpu_ms"] = ms(*p.cpu_ms);
  if (p.memory_peak_bytes) j["memory_peak_bytes"] = *p.memory_peak_bytes;
  return j;
}

Json timeline(const Timeline& t) {
  Json j{{"slices", Json::array()}, {"events", Json::array()}};
  for (const TimelineSlice& s : t.slices) {
    Json slice{{"process", s.process}};
    if (s.thread != 0) slice["thread"] = s.thread;
    slice["state"] = text(s.state);
    put_text(slice, "call", s.call);
    put_text(slice, "object", s.object);
    slice["start_ms"] = ms(s.start_ms);
    slice["end_ms"] = ms(s.end_ms);
    j["slices"].push_back(std::move(slice));
  }
  for (const TimelineEvent& e : t.events) {
    Json event{{"kind", text(e.kind)}, {"process", e.process}};
    if (e.target) event["target"] = *e.target;
    put_text(event, "detail", e.detail);
    event["at_ms"] = ms(e.at_ms);
    j["events"].push_back(std::move(event));
  }
  if (t.deadlock_ms) j["deadlock_ms"] = ms(*t.deadlock_ms);
  j["truncated"] = t.truncated;
  return j;
}

Json run(const RunReport& r, bool scored) {
  Json j;
  j["scenario"] = text(r.scenario);
  for (const auto& [language, title] : r.title) j["title"][text(language)] = text(title);
  if (r.hidden) j["hidden"] = true;
  j["mode"] = r.mode;
  j["verdict"] = to_string(r.verdict);
  if (scored) {
    j["points"] = number(r.points);
    j["max"] = number(r.max);
  }
  j["seed"] = r.seed;
  j["wall_ms"] = ms(r.wall_ms);
  j["cpu_ms"] = ms(r.cpu_ms);
  j["memory_peak_bytes"] = r.memory_peak_bytes;
  j["processes"] = Json::array();
  for (const ProcessRecord& p : r.processes) j["processes"].push_back(process(p));
  j["output"] = {{"stdout", text(r.stdout_bytes)}, {"stderr", text(r.stderr_bytes)}, {"truncated", r.truncated}};
  j["findings"] = r.findings;
  if (r.timeline) j["timeline"] = timeline(*r.timeline);
  return j;
}

Json object(const FindingObject& o) {
  Json j;
  j["kind"] = text(o.kind);
  j["name"] = text(o.name);
  if (o.size_bytes) j["size_bytes"] = *o.size_bytes;
  put_text(j, "value", o.value);
  if (o.created_at.known()) j["created_at"] = place(o.created_at);
  put_text(j, "created_by", o.created_by);
  return j;
}

Json finding_process(const FindingProcess& p) {
  Json j;
  j["id"] = p.id;
  j["name"] = text(p.name);
  j["pid"] = p.pid;
  if (p.waits_for) {
    Json& wait = j["waits_for"];
    wait["kind"] = text(p.waits_for->kind);
    wait["object"] = text(p.waits_for->object);
    put_text(wait, "value", p.waits_for->value);
    put_text(wait, "call", p.waits_for->call);
    put_text(wait, "explanation", p.waits_for->explanation);
  }
  if (p.at.known()) j["at"] = place(p.at);
  if (!p.stack.empty()) j["stack"] = stack(p.stack);
  return j;
}

Json awaited_object(const AwaitedObject& o) {
  Json j;
  j["kind"] = text(o.kind);
  j["object"] = text(o.object);
  put_text(j, "value", o.value);
  j["waiting"] = o.waiting;
  j["woken_by"] = o.woken_by;
  return j;
}

Json finding(const Finding& f) {
  Json j;
  j["rule"] = to_string(f.rule);
  j["severity"] = f.severity == Severity::kError ? "error" : "warning";
  j["message"] = text(f.message);
  j["hint"] = text(f.hint);
  put_text(j, "cause", f.cause);
  if (!f.objects.empty()) j["object"] = object(f.objects.front());
  if (f.objects.size() > 1)
    for (const FindingObject& o : f.objects) j["objects"].push_back(object(o));
  if (f.count) j["count"] = *f.count;
  for (const FindingProcess& p : f.processes) j["processes"].push_back(finding_process(p));
  for (const AwaitedObject& o : f.wait_graph) j["wait_graph"].push_back(awaited_object(o));
  if (f.detected_after_ms) j["detected_after_ms"] = ms(*f.detected_after_ms);
  if (f.limit) j["limit"] = text(*f.limit);
  return j;
}

Json protections(const sandbox::Protections& p) {
  Json j;
  j["level"] = sandbox::name_of(p.level);
  j["rootless"] = p.rootless;
  j["active"] = Json::array();
  j["missing"] = Json::array();
  for (const sandbox::Protection& item : p.items) {
    if (item.active) j["active"].push_back(text(item.name));
    else j["missing"].push_back({{"name", text(item.name)}, {"detail", text(item.detail)}, {"remedy", text(item.remedy)}});
  }
  return j;
}

Json repeat_tally(const RepeatTally& r) {
  Json j;
  j["verdict"] = to_string(r.verdict);
  j["count"] = r.count;
  j["scenarios"] = Json::array();
  for (const std::string& scenario : r.scenarios) j["scenarios"].push_back(text(scenario));
  return j;
}

}  // namespace

nlohmann::ordered_json verdict_document(const Verdict& v) {
  Json j;
  j["schema"] = "grader/verdict/1";
  j["grader"] = {{"version", text(v.grader_version)}};
  j["task"] = v.task ? Json(text(*v.task)) : Json(nullptr);
  j["submission"]["path"] = text(v.submission_path);
  put_text(j["submission"], "sha256", v.submission_sha256);
  put_text(j["submission"], "student", v.student);
  put_text(j["submission"], "same_as", v.same_as);
  j["verdict"] = to_string(v.verdict);
  const bool scored = v.task && v.verdict != Code::kIE;
  if (scored) j["score"] = {{"points", number(v.points)}, {"max", number(v.max)}};
  j["compile"] = compile(v.compile);
  j["runs"] = Json::array();
  for (const RunReport& r : v.runs) j["runs"].push_back(run(r, scored));
  j["findings"] = Json::array();
  for (const Finding& f : v.findings) j["findings"].push_back(finding(f));
  j["protections"] = protections(v.protections);
  j["environment"] = Json::object();
  put_text(j["environment"], "compiler", v.compiler);
  put_text(j["environment"], "kernel", v.kernel);
  put_text(j, "error", v.error);
  for (const RepeatTally& r : v.repeats) j["repeats"].push_back(repeat_tally(r));
  return j;
}

nlohmann::json to_json(const Verdict& verdict) { return nlohmann::json(verdict_document(verdict)); }

}  // namespace grader
