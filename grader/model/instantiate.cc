// instantiate.cc — draws a scenario's parameters from a seed and puts them into its steps.
#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "grader/model/task.h"

namespace grader {
namespace {

/// splitmix64 (Steele, Lea, Flood 2014). Our own: the standard library's distributions differ between libraries,
/// and a seed must give the same values everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  /// 0 … bound-1, without bias; bound 0 means the whole range.
  std::uint64_t below(std::uint64_t bound) {
    if (bound == 0) return next();
    const std::uint64_t unfair = (0 - bound) % bound;
    for (;;) {
      const std::uint64_t value = next();
      if (value >= unfair) return value % bound;
    }
  }

 private:
  std::uint64_t state_;
};

/// FNV-1a.
std::uint64_t hash(std::string_view text, std::uint64_t h = 0xCBF29CE484222325ull) {
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return h;
}

class Drawing {
 public:
  Drawing(const Scenario& scenario, std::uint64_t seed) : scenario_(scenario) {
    seed_ = Random(seed ^ hash(scenario.name)).next();
  }

  const std::string& value(const std::string& name) {
    const auto known = values_.find(name);
    if (known != values_.end()) return known->second;
    values_[name];  // a cycle, refused by parse_task, ends here with an empty value
    for (const Parameter& parameter : scenario_.parameters)
      if (parameter.name == name) return values_[name] = draw(parameter);
    return values_[name];
  }

  std::string replace(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      if (text.compare(i, 3, "$${") == 0) {
        out += "${";
        i += 3;
        continue;
      }
      const std::size_t end = text.compare(i, 2, "${") == 0 ? text.find('}', i) : std::string::npos;
      if (end == std::string::npos) {
        out += text[i++];
        continue;
      }
      out += value(text.substr(i + 2, end - i - 2));
      i = end + 1;
    }
    return out;
  }

 private:
  std::int64_t number(const std::string& name) {
    const std::string& text = value(name);
    std::int64_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n;
  }

  std::string draw(const Parameter& p) {
    // Each parameter has its own stream: adding one never changes the others.
    Random random(seed_ ^ hash(p.name));
    switch (p.kind) {
      case Parameter::Kind::kFixed: return p.fixed;
      case Parameter::Kind::kRange: {
        const std::uint64_t span = static_cast<std::uint64_t>(p.max) - static_cast<std::uint64_t>(p.min) + 1;
        return std::to_string(static_cast<std::int64_t>(static_cast<std::uint64_t>(p.min) + random.below(span)));
      }
      case Parameter::Kind::kPick: return p.choices.empty() ? "" : p.choices[random.below(p.choices.size())];
      case Parameter::Kind::kWord: return word(p.length, random);
      case Parameter::Kind::kSum:
      case Parameter::Kind::kProduct: return combine(p);
    }
    return "";
  }

  static std::string word(int length, Random& random) {
    constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string out;
    for (int i = 0; i < length; ++i) out += kAlphabet[random.below(i == 0 ? 26 : kAlphabet.size())];
    return out;
  }

  std::string combine(const Parameter& p) {
    const bool product = p.kind == Parameter::Kind::kProduct;
    // Unsigned: an overflow wraps instead of being undefined.
    std::uint64_t total = product ? 1 : 0;
    for (const std::string& name : p.choices) {
      const auto n = static_cast<std::uint64_t>(number(name));
      total = product ? total * n : total + n;
    }
    return std::to_string(static_cast<std::int64_t>(total));
  }

  const Scenario& scenario_;
  std::uint64_t seed_;
  std::map<std::string, std::string> values_;
};

struct Replacer {
  Drawing& drawing;

  void text(std::string& s) const { s = drawing.replace(s); }
  void text(std::optional<std::string>& s) const {
    if (s) text(*s);
  }

  void operator()(StartStep& s) const {
    text(s.role);
    text(s.program);
    for (std::string& arg : s.args) text(arg);
    std::map<std::string, std::string> env;
    for (const auto& [key, value] : s.env) env[drawing.replace(key)] = drawing.replace(value);
    s.env = std::move(env);
    text(s.stdin_text);
  }
  void operator()(WaitStep& s) const { text(s.role); }
  void operator()(WaitBlockedStep& s) const {
    text(s.role);
    text(s.on);
  }
  void operator()(SignalStep& s) const { text(s.role); }
  void operator()(FeedStep& s) const {
    text(s.role);
    text(s.text);
  }
  void operator()(CloseStdinStep& s) const { text(s.role); }
  void operator()(ExpectObjectStep& s) const {
    text(s.name);
    text(s.content);
  }
  void operator()(ExpectOutputStep& s) const {
    text(s.role);
    text(s.text);
  }
  void operator()(PutFileStep& s) const {
    text(s.path);
    text(s.content);
  }
};

}  // namespace

Scenario instantiate(const Scenario& scenario, std::uint64_t seed) {
  Drawing drawing(scenario, seed);
  Scenario drawn = scenario;
  const Replacer replacer{drawing};
  for (Step& step : drawn.steps) std::visit(replacer, step);
  for (Allowance& allowance : drawn.allow) replacer.text(allowance.name);
  return drawn;
}

}  // namespace grader
