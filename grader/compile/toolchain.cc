// toolchain.cc — asks compilers for their versions: those of this machine directly (trusted), those of another root
// file system inside a box.
#include "grader/compile/toolchain.h"

#include <sys/stat.h>

#include <boost/version.hpp>
#if __has_include(<boost/process/v1.hpp>)
#define BOOST_PROCESS_VERSION 1
#include <boost/process/v1.hpp>
namespace process = boost::process::v1;
#else
#include <boost/process.hpp>
namespace process = boost::process;
#endif
#include <map>
#include <mutex>
#include <optional>
#include <sstream>

#include "grader/compile/compile_box.h"

namespace grader {
namespace {

using sandbox::Result;

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool is_clang(const std::string& command) { return base_name(command).starts_with("clang"); }

// The path inside a box, whose PATH is /usr/bin:/bin.
std::string path_inside(const std::string& command) {
  return command.find('/') != std::string::npos ? command : "/usr/bin/" + command;
}

std::optional<std::string> version_line_here(const std::string& command) {
  const std::string path = path_inside(command);
  if (::access(path.c_str(), X_OK) != 0) return {};
  try {
    process::ipstream out;
    process::child child(process::exe = path, process::args = std::vector<std::string>{"--version"},
                         process::std_in < process::null, process::std_out > out, process::std_err > process::null);
    std::string line, rest;
    std::getline(out, line);
    while (std::getline(out, rest)) {
    }
    child.wait();
    if (child.exit_code() != 0 || line.empty()) return {};
    return line;
  } catch (const std::exception&) {
    return {};  // Boost.Process reports a failed exec by an exception
  }
}

std::optional<std::string> version_line_in_box(const std::string& command, const CompileOptions& options) {
  auto box = CompileBox::create(options);
  if (!box) return {};
  auto result = box.value().run({path_inside(command), "--version"}, "", true);
  if (!result || !result.value().ok()) return {};
  return result.value().output.substr(0, result.value().output.find('\n'));
}

// A compiler does not change while the grader runs, and a class of submissions asks a hundred times.
std::optional<std::string> version_line(const std::string& command, const CompileOptions& options) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, std::string> known;
  const std::lock_guard lock(mutex);
  const std::pair key(command, options.rootfs ? options.rootfs->string() : std::string());
  if (const auto it = known.find(key); it != known.end()) return it->second;
  const auto line = options.rootfs ? version_line_in_box(command, options) : version_line_here(command);
  if (line) known.emplace(key, *line);
  return line;
}

}  // namespace

std::string version_number(const std::string& version_line) {
  const std::size_t word = version_line.find("version ");
  if (word != std::string::npos) {
    const std::size_t from = word + 8;
    return version_line.substr(from, version_line.find_first_of(" -\n", from) - from);
  }
  // The packager's words stand in parentheses.
  std::string bare;
  int depth = 0;
  for (const char c : version_line) {
    if (c == '(') ++depth;
    if (depth == 0) bare += c;
    if (c == ')' && depth > 0) --depth;
  }
  std::istringstream words(bare);
  for (std::string word; words >> word;)
    if (word[0] >= '0' && word[0] <= '9') return word;
  return {};
}

sandbox::Error missing_program(const std::string& command, const CompileOptions& options) {
  const std::string name = base_name(command);
  std::string package = name;
  if (name.starts_with("clang++")) package = "clang" + name.substr(7);
  if (options.rootfs)
    return sandbox::fault(command + " not found in " + options.rootfs->string() + ": run 'chroot " +
                          options.rootfs->string() + " apt install " + package + "'");
  return sandbox::fault(command + " not found in PATH: run 'apt install " + package + "'");
}

Result<Toolset> find_toolset(const CompileOptions& options) {
  Toolset set;
  if (!options.c_compiler.empty()) set.choice.c = options.c_compiler;
  if (!options.cxx_compiler.empty()) set.choice.cxx = options.cxx_compiler;
  const auto c = version_line(set.choice.c, options);
  if (!c) return missing_program(set.choice.c, options);
  const std::string number = version_number(*c);
  set.choice.clang = is_clang(set.choice.c);
  // GCC 15 warns that its JSON form will go.
  set.choice.json = !set.choice.clang && std::atoi(number.c_str()) < 15;
  set.name = base_name(set.choice.c) + " " + number;
  // A machine may have only the C compiler; a program in C++ then fails by name.
  const auto cxx = version_line(set.choice.cxx, options);
  set.identity = *c + "\n" + (cxx ? *cxx : "no C++ compiler");
  return set;
}

std::vector<Toolchain> toolchains(const CompileOptions& options) {
  std::vector<Toolchain> found;
  for (const char* command : {"gcc", "g++", "clang", "clang++"})
    if (const auto line = version_line(command, options)) found.push_back({command, version_number(*line)});
  return found;
}

}  // namespace grader
