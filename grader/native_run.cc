// native_run.cc — what grade() and run() share: one observed run with its findings, and the facts about the machine.
#include "grader/native_run.h"

#include <sys/utsname.h>

#include "grader/diagnose/findings.h"
#include "grader/diagnose/observe.h"
#include "grader/source_quotes.h"

namespace grader {

sandbox::Result<JudgedRun> observed_run(const Scenario& scenario, const ProgramSet& programs,
                                        const PlayOptions& options,
                                        const std::vector<std::filesystem::path>& source_folders, bool timeline) {
  ObserveOptions watching;
  watching.timeline = timeline;
  watching.faults = scenario.faults;
  for (const Requirement& required : scenario.required) watching.mechanisms.push_back(required.mechanism);
  if (scenario.zombie_grace) watching.zombie_grace = *scenario.zombie_grace, watching.strict_zombies = true;
  auto evidence = play(scenario, programs, options,
                       [&](sandbox::Box& box) { return observe(box, watching); });
  if (!evidence) return evidence.error();
  JudgedRun run;
  run.evidence = std::move(evidence.value());
  quote_sources(run.evidence, source_folders);
  run.findings = findings(run.evidence, scenario);
  return run;
}

PlayOptions play_options(const GradeOptions& options, sandbox::Limits limits) {
  PlayOptions play;
  play.limits = limits;
  if (options.wall) play.limits.wall = *options.wall;
  play.rootfs = options.rootfs;
  play.level = options.level;
  play.cancelled = options.cancelled;
  return play;
}

void describe_origin(Verdict& verdict, const GradeOptions& options, const std::filesystem::path& path,
                     const std::string& sha256, const std::string& compiler) {
  verdict.grader_version = GRADER_VERSION;
  verdict.submission_path = path.string();
  verdict.submission_sha256 = sha256;
  verdict.compiler = compiler;
  utsname system{};
  if (::uname(&system) == 0) verdict.kernel = std::string(system.sysname) + " " + system.release;
  if (!verdict.protections.items.empty()) return;
  // Nothing ran: say what would have protected it.
  sandbox::BoxConfig config;
  config.level = options.level;
  config.rootfs = options.rootfs;
  verdict.protections = sandbox::probe_protections(config);
}

Verdict grader_fault(const sandbox::Error& error) {
  Verdict verdict;
  verdict.verdict = Code::kIE;
  verdict.error = error.text();
  return verdict;
}

}  // namespace grader
