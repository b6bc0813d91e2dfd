// json_take.h — takes optional members out of a document that is known to obey its schema.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

namespace grader {

template <class T>
void take(const nlohmann::json& from, const char* key, T& to) {
  if (from.contains(key)) to = from[key].get<T>();
}
template <class T>
void take(const nlohmann::json& from, const char* key, std::optional<T>& to) {
  if (from.contains(key)) to = from[key].get<T>();
}
inline void take_ms(const nlohmann::json& from, const char* key, std::chrono::milliseconds& to) {
  if (from.contains(key)) to = std::chrono::milliseconds(from[key].get<std::int64_t>());
}
inline void take_ms(const nlohmann::json& from, const char* key, std::optional<std::chrono::milliseconds>& to) {
  if (from.contains(key)) to = std::chrono::milliseconds(from[key].get<std::int64_t>());
}

}  // namespace grader
