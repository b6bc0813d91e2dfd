// conversation.cc — a scenario's conversation with one process.
#include "grader/ejudge/conversation.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace grader::ejudge {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostHeard = 16u << 20;

class Talk {
 public:
  Talk(int hear, int speak, std::chrono::milliseconds patience) : hear_(hear), speak_(speak), patience_(patience) {
    for (const int fd : {hear, speak}) ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
  }

  void perform(const StartStep& step) {
    if (step.stdin_text) to_say_ += *step.stdin_text;
    close_when_said_ = !step.keep_stdin_open;
  }
  void perform(const FeedStep& step) { to_say_ += step.text; }
  void perform(const CloseStdinStep&) { close_when_said_ = true; }
  void perform(const WaitStep&) { hear_until_end(); }
  void perform(const ExpectOutputStep& step) {
    const auto until = Clock::now() + patience_;
    auto differs = match_output(step, talk_.heard);
    while (differs && hear_ >= 0 && Clock::now() < until) {
      exchange(until);
      differs = match_output(step, talk_.heard);
    }
    if (differs && !talk_.mismatch) talk_.mismatch = std::move(differs);
  }
  template <class Other>
  void perform(const Other&) {}

  /// What was not said yet is said, and what the program still writes is heard.
  Conversation end() {
    close_when_said_ = true;
    hear_until_end();
    return std::move(talk_);
  }

 private:
  void hear_until_end() {
    while (hear_ >= 0) exchange({});
  }

  /// Says and hears what is possible now; waits for it, until `until` where given.
  void exchange(std::optional<Clock::time_point> until) {
    if (to_say_.empty() && close_when_said_) hush();
    pollfd fds[2] = {{hear_, POLLIN, 0}, {to_say_.empty() ? -1 : speak_, POLLOUT, 0}};
    const auto left = until ? std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now()).count() : -1;
    const int ready = ::poll(fds, 2, until ? static_cast<int>(std::max<long long>(left, 0)) : -1);
    if (ready < 0 && errno != EINTR) hear_ = -1;
    if (ready <= 0) return;
    if (fds[1].revents != 0) say_some();
    if (fds[0].revents != 0) hear_some();
  }

  void say_some() {
    const ssize_t n = ::write(speak_, to_say_.data(), to_say_.size());
    if (n > 0) to_say_.erase(0, static_cast<std::size_t>(n));
    else if (errno != EAGAIN && errno != EINTR) hush();  // it listens no more, which may be right
  }

  void hear_some() {
    char buffer[64 * 1024];
    const ssize_t n = ::read(hear_, buffer, sizeof buffer);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
      hear_ = -1;
      return;
    }
    const std::size_t room = kMostHeard - talk_.heard.size();
    talk_.heard.append(buffer, std::min(room, static_cast<std::size_t>(n)));
    talk_.too_long = talk_.too_long || static_cast<std::size_t>(n) > room;
  }

  void hush() {
    to_say_.clear();
    if (speak_ >= 0) ::close(speak_);
    speak_ = -1;
  }

  int hear_, speak_;
  std::chrono::milliseconds patience_;
  std::string to_say_;
  bool close_when_said_ = false;
  Conversation talk_;
};

}  // namespace

std::string not_a_conversation(const Scenario& scenario) {
  if (!scenario.required.empty() || !scenario.faults.empty()) return "it asks how the program works inside";
  int starts = 0;
  for (const Step& step : scenario.steps) {
    if (const auto* start = std::get_if<StartStep>(&step)) {
      if (++starts > 1) return "it starts several processes";
      if (start->source != ProgramSource::kStudent) return "it starts a program that is not the student's";
      if (!start->args.empty() || !start->env.empty()) return "it gives its program arguments or an environment";
    } else if (const auto* expect = std::get_if<ExpectOutputStep>(&step)) {
      if (expect->stream != "stdout") return "it expects something on standard error, which ejudge keeps to itself";
      if (expect->match == ExpectOutputStep::Match::kSameAsReference) return "it compares with the reference";
    } else if (!std::holds_alternative<FeedStep>(step) && !std::holds_alternative<CloseStdinStep>(step) &&
               !std::holds_alternative<WaitStep>(step)) {
      return "it does more than talk: it looks at objects, sends signals, or waits until a process sleeps";
    }
  }
  return starts == 1 ? "" : "it starts nothing";
}

Conversation converse(const Scenario& scenario, int hear, int speak, std::chrono::milliseconds patience) {
  Talk talk(hear, speak, patience);
  for (const Step& step : scenario.steps) std::visit([&](const auto& s) { talk.perform(s); }, step);
  return talk.end();
}

}  // namespace grader::ejudge
