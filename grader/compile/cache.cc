// cache.cc — built reference programs, kept by the content of everything that went into them.
//
// An entry is one file, written aside and renamed into place: a reader sees a whole entry or none, and two graders
// that build the same at once overwrite each other with the same. Its first line is the digest of the rest.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "grader/compile/compiler.h"
#include "grader/compile/toolchain.h"
#include "grader/model/sha256.h"

namespace grader {
namespace {

using nlohmann::json;
using sandbox::Fd;
using sandbox::Result;

constexpr const char* kFormat = "grader-build 1";
constexpr std::size_t kDigestLength = 64;

std::optional<std::string> read_all(const Fd& file) {
  struct stat about = {};
  if (!file || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) return {};
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t n = sandbox::retry_eintr(
        [&] { return ::pread(file.get(), bytes.data() + at, bytes.size() - at, static_cast<off_t>(at)); });
    if (n <= 0) return {};
    at += static_cast<std::size_t>(n);
  }
  return bytes;
}

std::optional<std::string> read_file(const std::filesystem::path& path) {
  return read_all(Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)));
}

// What we run as programs must be nobody's but ours to write.
bool is_private(const std::filesystem::path& folder) {
  struct stat about = {};
  return ::lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == ::geteuid() &&
         (about.st_mode & (S_IWGRP | S_IWOTH)) == 0 && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value && value[0] == '/' ? std::filesystem::path(value) : std::filesystem::path();
}

/// The cache's folder, made where missing; absent when none can be written.
std::optional<std::filesystem::path> cache_folder() {
  std::vector<std::filesystem::path> candidates;
  if (const auto xdg = from_environment("XDG_CACHE_HOME"); !xdg.empty()) candidates.push_back(xdg / "grader");
  if (const auto home = from_environment("HOME"); !home.empty()) candidates.push_back(home / ".cache" / "grader");
  candidates.push_back("/tmp/grader-cache-" + std::to_string(::geteuid()));
  for (const auto& folder : candidates) {
    std::error_code ignored;  // is_private decides
    std::filesystem::create_directories(folder.parent_path(), ignored);
    ::mkdir(folder.c_str(), 0700);
    if (is_private(folder)) return folder;
  }
  return {};
}

void add_program(Sha256& hash, const ProgramRecipe& program, const std::filesystem::path& task_folder) {
  hash.update_field(program.name);
  for (const auto* list : {&program.sources, &program.flags, &program.libraries, &program.harness}) {
    hash.update_field(std::to_string(list->size()));
    for (const std::string& item : *list) hash.update_field(item);
  }
  for (const std::string& path : program.harness) hash.update_field(read_file(task_folder / path).value_or(""));
}

/// Absent when a source cannot be read: compiling will say so.
std::optional<std::string> key_of(const BuildRecipe& recipe, const std::vector<SourceFile>& sources,
                                  const std::filesystem::path& task_folder, const CompileOptions& options,
                                  const Toolset& tools) {
  Sha256 hash;
  for (const std::string& field :
       {std::string(kFormat), tools.choice.c, tools.choice.cxx, tools.identity,
        options.rootfs ? options.rootfs->string() : std::string(), recipe.c_standard, recipe.cxx_standard,
        std::string(recipe.makefile ? "make" : "")})
    hash.update_field(field);
  for (const ProgramRecipe& program : recipe.programs) add_program(hash, program, task_folder);
  auto sorted = sources;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  for (const SourceFile& source : sorted) {
    const auto content = read_file(source.host);
    if (!content) return {};
    hash.update_field(source.path);
    hash.update_field(*content);
  }
  return hash.hex();
}

std::optional<std::string> serialize(const Build& build) {
  json header{{"format", kFormat}, {"compiler", build.compiler}, {"programs", json::array()},
              {"diagnostics", json::array()}};
  std::string payload;
  for (const Program& program : build.programs) {
    const auto bytes = read_all(*program.file);
    if (!bytes) return {};
    header["programs"].push_back({{"name", program.name}, {"size", bytes->size()}});
    payload += *bytes;
  }
  for (const Diagnostic& d : build.report.diagnostics)
    header["diagnostics"].push_back({d.file, d.line, d.column, d.severity, d.message});
  const std::string rest = header.dump(-1, ' ', true, json::error_handler_t::replace) + "\n" + payload;
  return sha256_hex(rest) + "\n" + rest;
}

std::shared_ptr<Fd> sealed_copy(std::string_view bytes) {
  Fd file(::memfd_create("program", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file || !sandbox::write_all(file.get(), bytes) || ::lseek(file.get(), 0, SEEK_SET) != 0) return nullptr;
  ::fchmod(file.get(), 0555);
  if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) return nullptr;
  return std::make_shared<Fd>(std::move(file));
}

std::optional<Build> deserialize(std::string_view entry) {
  if (entry.size() < kDigestLength + 1) return {};
  std::string_view rest = entry.substr(kDigestLength + 1);
  if (sha256_hex(rest) != entry.substr(0, kDigestLength)) return {};
  const std::size_t line = rest.find('\n');
  if (line == std::string_view::npos) return {};
  Build build;
  try {
    const json header = json::parse(rest.substr(0, line));
    rest.remove_prefix(line + 1);
    build.compiler = header.at("compiler").get<std::string>();
    for (const json& d : header.at("diagnostics"))
      build.report.diagnostics.push_back({d.at(0).get<std::string>(), d.at(1).get<int>(), d.at(2).get<int>(),
                                          d.at(3).get<std::string>(), d.at(4).get<std::string>()});
    for (const json& program : header.at("programs")) {
      const auto size = program.at("size").get<std::size_t>();
      if (size > rest.size()) return {};
      build.programs.push_back({program.at("name").get<std::string>(), sealed_copy(rest.substr(0, size))});
      if (!build.programs.back().file) return {};
      rest.remove_prefix(size);
    }
  } catch (const json::exception&) {
    return {};
  }
  build.report.status = CompileReport::Status::kOk;
  return build;
}

// A cache that cannot be written costs time, never a verdict: failures are silent.
void store(const std::filesystem::path& entry, const std::string& bytes) {
  std::string aside = entry.string() + ".XXXXXX";
  const Fd file(::mkostemp(aside.data(), O_CLOEXEC));
  if (!file) return;
  // fsync before rename: after a power cut the name must not stand for an empty file.
  if (!sandbox::write_all(file.get(), bytes) || ::fsync(file.get()) != 0 || ::rename(aside.c_str(), entry.c_str()) != 0)
    ::unlink(aside.c_str());
}

/// The reference has the task's programs and its own counterparts; a counterpart of the same name wins nothing.
BuildRecipe with_counterparts(BuildRecipe recipe) {
  for (ProgramRecipe& counterpart : recipe.counterparts)
    if (std::none_of(recipe.programs.begin(), recipe.programs.end(),
                     [&](const ProgramRecipe& p) { return p.name == counterpart.name; }))
      recipe.programs.push_back(std::move(counterpart));
  recipe.counterparts.clear();
  return recipe;
}

}  // namespace

Result<Build> compile_cached(const BuildRecipe& given, const std::vector<SourceFile>& sources,
                             const std::filesystem::path& task_folder, const CompileOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  const BuildRecipe recipe = with_counterparts(given);
  auto tools = find_toolset(options);
  if (!tools) return tools.error();
  const auto folder = cache_folder();
  const auto key = folder ? key_of(recipe, sources, task_folder, options, tools.value()) : std::nullopt;
  if (!key) return compile(recipe, sources, task_folder, options);
  const std::filesystem::path entry = *folder / *key;
  if (const auto bytes = read_file(entry))
    if (auto build = deserialize(*bytes)) {
      const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - started;
      build->report.wall_ms = wall.count();
      return std::move(*build);
    }
  auto build = compile(recipe, sources, task_folder, options);
  if (build && build.value().report.status == CompileReport::Status::kOk)
    if (const auto bytes = serialize(build.value())) store(entry, *bytes);
  return build;
}

}  // namespace grader
