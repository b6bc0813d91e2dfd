// source_name.cc — which names the compiler takes for C and C++.
#include "grader/model/source_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace grader {
namespace {

using namespace std::string_view_literals;

constexpr std::array kUsual{".cc"sv, ".cpp"sv, ".cxx"sv};
constexpr std::array kUnusual{".cp"sv, ".c++"sv, ".CPP"sv, ".C"sv};
constexpr std::array kHeaders{".h"sv, ".hh"sv, ".hpp"sv, ".hxx"sv, ".hp"sv, ".h++"sv, ".H"sv, ".HPP"sv, ".tcc"sv};

/// From the last dot on; empty for a name that is nothing else, like ".c".
std::string_view suffix_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == path.npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? std::string_view() : name.substr(dot);
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& all, std::string_view suffix) {
  return std::find(all.begin(), all.end(), suffix) != all.end();
}

}  // namespace

bool is_c_name(const std::string& path) { return suffix_of(path) == ".c"; }

bool is_cxx_name(const std::string& path) { return is_one_of(kUsual, suffix_of(path)) || is_one_of(kUnusual, suffix_of(path)); }

bool is_source_name(const std::string& path) { return is_c_name(path) || is_cxx_name(path); }

bool is_header_name(const std::string& path) { return is_one_of(kHeaders, suffix_of(path)); }

bool is_nearly_source_name(const std::string& path) {
  std::string lower = path;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return !is_source_name(path) && is_source_name(lower);
}

std::string with_usual_suffix(const std::string& path) {
  const std::string_view suffix = suffix_of(path);
  return is_one_of(kUnusual, suffix) ? path.substr(0, path.size() - suffix.size()) + ".cpp" : path;
}

}  // namespace grader
