// archive_name.cc — which files are archives, by their names. Pure.
#include "grader/batch/archive_name.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace grader {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool ends_with_ignoring_case(std::string_view name, std::string_view suffix) {
  if (name.size() <= suffix.size()) return false;  // ".zip" alone is a hidden file
  const std::string_view tail = name.substr(name.size() - suffix.size());
  return std::equal(tail.begin(), tail.end(), suffix.begin(), [](char a, char b) { return lower(a) == b; });
}

/// The first of `suffixes` that `name` ends in, as `name` writes it.
template <std::size_t N>
std::string suffix_among(const std::array<const char*, N>& suffixes, const std::string& name) {
  for (const std::string_view suffix : suffixes)
    if (ends_with_ignoring_case(name, suffix)) return name.substr(name.size() - suffix.size());
  return "";
}

}  // namespace

std::string archive_suffix(const std::string& name) {
  // The longer ones first: ".tar.gz" before a student called "x.tar".
  static constexpr std::array kSuffixes{".tar.gz", ".tar.bz2", ".tar.zst", ".tar.xz", ".tgz", ".tbz2",
                                        ".tbz",    ".txz",     ".tzst",    ".tar",    ".zip", ".7z"};
  return suffix_among(kSuffixes, name);
}

std::string unread_archive_suffix(const std::string& name) {
  static constexpr std::array kSuffixes{".rar", ".gz", ".xz", ".bz2", ".zst", ".lz", ".arj", ".cab", ".iso"};
  return archive_suffix(name).empty() ? suffix_among(kSuffixes, name) : "";
}

}  // namespace grader
