// journal_text.cc — the lines of a journal as text. Pure.
#include "grader/batch/journal_text.h"

#include <nlohmann/json.hpp>

namespace grader {
namespace {

using nlohmann::json;

const std::string kFamily = "grader/journal/";
constexpr int kVersion = 1;

std::string objection_to_schema(const json& head) {
  const bool has = head.is_object() && head.contains("schema") && head["schema"].is_string();
  const std::string schema = has ? head["schema"].get<std::string>() : "";
  const std::string version = schema.starts_with(kFamily) ? schema.substr(kFamily.size()) : "";
  if (version.empty() || version.size() > 9 || version.find_first_not_of("0123456789") != version.npos)
    return "is no journal of a class: name another folder, or move the file away";
  const int number = std::stoi(version);
  if (number > kVersion) return "was written by a newer grader (" + schema + "): resume with that one, or grade without --resume";
  if (number < kVersion) return "was written by an older grader (" + schema + "): grade without --resume";
  return "";
}

}  // namespace

std::string journal_head(const std::string& settings) {
  nlohmann::ordered_json head;
  head["schema"] = kFamily + std::to_string(kVersion);
  head["settings"] = nlohmann::ordered_json::parse(settings);
  return head.dump() + "\n";
}

std::string journal_line(const JournalRecord& record) {
  // The verdict is JSON already, in one line.
  return json{{"key", record.key}, {"fingerprint", record.fingerprint}}.dump().insert(1, "\"verdict\":" + record.verdict + ",") + "\n";
}

std::optional<JournalRecord> record_from(const std::string& line) {
  const json j = json::parse(line, nullptr, false);
  if (!j.is_object() || !j.contains("verdict") || !j["verdict"].is_object()) return {};
  const auto text = [&](const char* key) { return j.contains(key) && j[key].is_string() ? j[key].get<std::string>() : ""; };
  JournalRecord record{text("key"), text("fingerprint"), j["verdict"].dump()};
  if (record.key.empty()) return {};
  return record;
}

std::string objection_to(const std::string& head, const std::string& settings) {
  const json was = json::parse(head, nullptr, false);
  if (auto objection = objection_to_schema(was); !objection.empty()) return objection;
  const json now = json::parse(settings);
  const json before = was.value("settings", json::object());
  for (const auto& [key, value] : now.items()) {
    if (before.contains(key) && before[key] == value) continue;
    if (key == "task_sha256") return "is of another version of the task: grade without --resume";
    const std::string then = before.contains(key) ? before[key].dump() : "nothing";
    return "was made with " + key + " " + then + ", and now it is " + value.dump() + ": give the same options, or grade without --resume";
  }
  return "";
}

}  // namespace grader
