// version.cc — which grader this is, and what it was built of.
#include "grader/cli/version.h"

#include <archive.h>
#include <elfutils/libdwfl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <seccomp.h>

#include <CLI/Version.hpp>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <vector>

namespace grader {

extern const char kCommit[];  // written by cmake/commit.cmake

namespace {

struct Library {
  const char* name;
  std::string version;
};

std::string seccomp_text() {
  const scmp_version* v = ::seccomp_version();
  return v == nullptr ? "unknown" : fmt::format("{}.{}.{}", v->major, v->minor, v->micro);
}

std::string archive_text() {  // archive_version_details() would leak what it allocates (3.6)
  const int number = ::archive_version_number();
  return fmt::format("{}.{}.{}", number / 1'000'000, number / 1'000 % 1'000, number % 1'000);
}

/// Shared libraries say themselves what they are; of headers, it is what was compiled in.
std::vector<Library> libraries() {
  return {
      {"Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100)},
      {"CLI11", CLI11_VERSION},
      {"elfutils", ::dwfl_version(nullptr)},
      {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
      {"libarchive", archive_text()},
      {"libcrypto", ::OpenSSL_version(OPENSSL_VERSION)},
      {"libseccomp", seccomp_text()},
      {"nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)},
      {"pugixml", fmt::format("{}.{}", PUGIXML_VERSION / 1000, PUGIXML_VERSION / 10 % 100)},
  };
}

}  // namespace

std::string version_text() {
  std::string text = std::string("grader ") + GRADER_VERSION;
  if (*kCommit != '\0') text += std::string(" (") + kCommit + ")";
  text += "\n\n";
  for (const Library& library : libraries()) text += fmt::format("{:<14} {}\n", library.name, library.version);
  return text;
}

}  // namespace grader
