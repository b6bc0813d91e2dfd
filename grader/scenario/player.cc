// player.cc — plays one scenario's steps in a box and collects the evidence.
#include "grader/scenario/player.h"

#include "grader/scenario/held_calls.h"
#include "grader/scenario/scenario_run.h"

namespace grader {

sandbox::Result<Evidence> play(const Scenario& scenario, const ProgramSet& programs, const PlayOptions& options,
                               const ObserverFactory& make_observer) {
  sandbox::BoxConfig config;
  config.limits = options.limits;
  config.rootfs = options.rootfs;
  config.binds = options.binds;
  config.level = options.level;
  config.forbidden_calls = options.forbidden_calls;
  config.give_up = options.cancelled;
  config.hold_also = held_for(scenario);
  auto box = sandbox::Box::create(config);
  if (!box) return box.error();
  ScenarioRun run(scenario, programs, options, *box.value());
  if (auto put = run.put_programs(); !put) return put.error();
  const std::unique_ptr<Observer> observer = make_observer(*box.value());
  return run.play(*observer);
}

}  // namespace grader
