// submission_name.cc — what a submission is that comes without a name: by its contents.
#include <algorithm>
#include <array>
#include <string_view>

#include "grader/batch/archive_name.h"
#include "grader/ejudge/graded.h"
#include "grader/model/source_name.h"

namespace grader::ejudge {
namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes, suffix;
};

/// Compressed archives are taken for compressed tar.
constexpr std::array kMagics{
    Magic{0, "PK\x03\x04", ".zip"},   Magic{0, "\x1f\x8b", ".tar.gz"}, Magic{0, "BZh", ".tar.bz2"},
    Magic{0, "\xfd" "7zXZ", ".tar.xz"}, Magic{0, "\x28\xb5\x2f\xfd", ".tar.zst"}, Magic{0, "7z\xbc\xaf\x27\x1c", ".7z"},
    Magic{257, "ustar", ".tar"}};

/// Only C++ has headers whose names have no dot: <iostream>, <atomic>.
bool includes_cxx_header(std::string_view text) {
  for (std::size_t at = text.find("include"); at != text.npos; at = text.find("include", at + 7)) {
    const std::size_t open = text.find_first_not_of(" \t", at + 7);
    if (open == text.npos || text[open] != '<') continue;
    const std::size_t hash = text.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
    if (at == 0 || hash == text.npos || text[hash] != '#') continue;
    const std::string_view rest = text.substr(open, 80);
    const std::size_t close = rest.find('>');
    if (close != rest.npos && rest.substr(0, close).find('.') == rest.npos) return true;
  }
  return false;
}

}  // namespace

std::string submission_file_name(const std::string& given, const std::string& text) {
  const std::string stem = "solution";
  for (const Magic& magic : kMagics)
    if (text.size() >= magic.at + magic.bytes.size() && std::string_view(text).substr(magic.at, magic.bytes.size()) == magic.bytes)
      return stem + std::string(magic.suffix);
  if (is_source_name(given)) return stem + given.substr(given.rfind('.'));
  return stem + (includes_cxx_header(text) ? ".cpp" : ".c");
}

}  // namespace grader::ejudge
