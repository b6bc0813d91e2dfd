// scenario_parse.cc — one scenario of a task.json: parameters, steps, what is required and what fails on purpose.
#include "grader/model/scenario_parse.h"

#include <csignal>
#include <nlohmann/json.hpp>

#include "grader/model/error_name.h"
#include "grader/model/json_take.h"
#include "grader/model/signal_name.h"

namespace grader {
namespace {

using nlohmann::json;
using Strings = std::vector<std::string>;

std::string scalar_text(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// A number, the name of a parameter, or {"min", "max"}.
Amount amount_from(const json& j) {
  Amount amount;
  if (j.is_string()) amount.name = j.get<std::string>();
  else if (j.is_number()) amount.min = amount.max = j.get<std::int64_t>();
  else amount.min = j["min"].get<std::int64_t>(), amount.max = j["max"].get<std::int64_t>();
  return amount;
}

/// The kinds that are made of other parameters.
const std::pair<const char*, Parameter::Kind> kMadeOfOthers[] = {
    {"sum", Parameter::Kind::kSum}, {"product", Parameter::Kind::kProduct}, {"difference", Parameter::Kind::kDifference},
    {"sum_of", Parameter::Kind::kSumOf}, {"count_of", Parameter::Kind::kCountOf},
    {"reversed", Parameter::Kind::kReversed}, {"sorted", Parameter::Kind::kSorted}};

void take_series(const json& j, Parameter& p) {
  const bool numbers = j.contains("numbers"), words = j.contains("words");
  const json& series = j[numbers ? "numbers" : words ? "words" : "lines"];
  p.kind = numbers ? Parameter::Kind::kNumbers : words ? Parameter::Kind::kWords : Parameter::Kind::kLines;
  p.count = amount_from(series["count"]);
  if (words) p.each = series.contains("length") ? amount_from(series["length"]) : Amount{8, 8, ""};
  if (!words && !numbers) p.each = series.contains("words") ? amount_from(series["words"]) : Amount{1, 8, ""};
  take(series, "min", p.min);
  take(series, "max", p.max);
}

Parameter parameter_from(const std::string& name, const json& j) {
  Parameter p;
  p.name = name;
  if (!j.is_object()) {
    p.fixed = scalar_text(j);
    return p;
  }
  for (const auto& [key, kind] : kMadeOfOthers) {
    if (!j.contains(key)) continue;
    p.kind = kind;
    p.choices = j[key].is_array() ? j[key].get<Strings>() : Strings{j[key].get<std::string>()};
    return p;
  }
  if (j.contains("word")) {
    p.kind = Parameter::Kind::kWord;
    p.length = j["word"].get<int>();
  } else if (j.contains("pick")) {
    p.kind = Parameter::Kind::kPick;
    for (const json& choice : j["pick"]) p.choices.push_back(scalar_text(choice));
  } else if (j.contains("numbers") || j.contains("words") || j.contains("lines")) {
    take_series(j, p);
  } else {
    p.kind = Parameter::Kind::kRange;
    take(j, "min", p.min);
    take(j, "max", p.max);
  }
  return p;
}

StartStep start_from(const json& j) {
  StartStep s;
  take(j, "role", s.role);
  take(j, "program", s.program);
  const std::string from = j.value("from", "student");
  s.source = from == "system"      ? ProgramSource::kSystem
             : from == "reference" ? ProgramSource::kReference
                                   : ProgramSource::kStudent;
  take(j, "args", s.args);
  take(j, "env", s.env);
  take(j, "stdin", s.stdin_text);
  take(j, "stdin_open", s.keep_stdin_open);
  return s;
}

WaitStep wait_from(const json& j) {
  WaitStep s;
  take(j, "role", s.role);
  take(j, "status", s.status);
  if (j.contains("signal")) s.signal = signal_number(j["signal"].get<std::string>());
  take_ms(j, "within_ms", s.within);
  return s;
}

ExpectObjectStep object_from(const json& j) {
  ExpectObjectStep s;
  take(j, "kind", s.kind);
  take(j, "name", s.name);
  take(j, "exists", s.exists);
  if (j.contains("mode")) s.mode = static_cast<unsigned>(std::stoul(j["mode"].get<std::string>(), nullptr, 8));
  take(j, "size_bytes", s.size_bytes);
  take(j, "content", s.content);
  take(j, "content_of", s.content_of);
  return s;
}

ExpectOutputStep output_from(const json& j) {
  using Match = ExpectOutputStep::Match;
  ExpectOutputStep s;
  take(j, "role", s.role);
  take(j, "stream", s.stream);
  static const std::pair<const char*, Match> kMatches[] = {
      {"exact", Match::kExact}, {"any_order", Match::kAnyOrder}, {"pattern", Match::kPattern},
      {"contains", Match::kContains}, {"same_as_reference", Match::kSameAsReference}};
  for (const auto& [key, match] : kMatches) {
    if (!j.contains(key)) continue;
    s.match = match;
    if (j[key].is_string()) s.text = j[key].get<std::string>();
  }
  return s;
}

Step step_from(const json& j) {
  const std::string kind = j.begin().key();
  const json& body = j.begin().value();
  const std::string role = body.value("role", "");
  if (kind == "start") return start_from(body);
  if (kind == "wait") return wait_from(body);
  if (kind == "wait_blocked") {
    WaitBlockedStep s{role, body.value("on", "any"), {}, {}};
    take_ms(body, "within_ms", s.within);
    take(body, "processes", s.processes);
    return s;
  }
  if (kind == "signal") return SignalStep{role, signal_number(body["signal"].get<std::string>()), body.value("times", 1)};
  if (kind == "kill") return SignalStep{role, SIGKILL, 1};
  if (kind == "remove_file") return RemoveFileStep{body["path"].get<std::string>()};
  if (kind == "feed") return FeedStep{role, body["text"].get<std::string>()};
  if (kind == "close_stdin") return CloseStdinStep{role};
  if (kind == "expect_object") return object_from(body);
  if (kind == "expect_output") return output_from(body);
  return PutFileStep{body["path"].get<std::string>(), body["content"].get<std::string>()};
}

Requirement requirement_from(const json& j) {
  Requirement r{*mechanism_from(j["mechanism"].get<std::string>()), "", 1, 1};
  take(j, "role", r.role);
  take(j, "processes", r.processes);
  take(j, "times", r.times);
  return r;
}

Fault fault_from(const json& j) {
  Fault f;
  const std::string call = j["call"].get<std::string>();
  f.call = call == "fork"          ? Fault::Call::kFork
           : call == "pipe"        ? Fault::Call::kPipe
           : call == "mmap-shared" ? Fault::Call::kMmapShared
                                   : Fault::Call::kSendfile;
  take(j, "role", f.role);
  take(j, "after", f.after);
  take(j, "times", f.times);
  take(j, "short", f.short_bytes);
  if (j.contains("error")) f.error = error_number(j["error"].get<std::string>());
  return f;
}

}  // namespace

Scenario scenario_from(const json& j) {
  Scenario s;
  take(j, "name", s.name);
  take(j, "title", s.title);
  take(j, "points", s.points);
  take(j, "repeat", s.repeat);
  take(j, "hidden", s.hidden);
  if (j.contains("parameters"))
    for (const auto& [name, value] : j["parameters"].items()) s.parameters.push_back(parameter_from(name, value));
  for (const json& step : j["steps"]) s.steps.push_back(step_from(step));
  if (j.contains("allow"))
    for (const json& a : j["allow"])
      s.allow.push_back({*rule_from(a["rule"].get<std::string>()), a.value("kind", ""), a.value("name", "")});
  if (j.contains("warnings"))
    for (const json& rule : j["warnings"]) s.warnings.push_back(*rule_from(rule.get<std::string>()));
  if (j.contains("required"))
    for (const json& required : j["required"]) s.required.push_back(requirement_from(required));
  if (j.contains("faults"))
    for (const json& fault : j["faults"]) s.faults.push_back(fault_from(fault));
  take_ms(j, "zombie_grace_ms", s.zombie_grace);
  return s;
}

}  // namespace grader
