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

/// No scenario needs more, and a box has not much room.
constexpr std::size_t kLongestText = 16u << 20;

std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n";
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(kSpace); at != text.npos; at = text.find_first_not_of(kSpace, at)) {
    const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
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

  /// The words of "${name...}"; absent for any other text.
  std::optional<std::vector<std::string>> spread(const std::string& text) {
    const bool whole = text.starts_with("${") && text.ends_with("...}") && text.find('}') == text.size() - 1;
    if (!whole) return std::nullopt;
    return words_of(value(text.substr(2, text.size() - 6)));
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
      case Parameter::Kind::kRange: return std::to_string(number_in(p.min, p.max, random));
      case Parameter::Kind::kPick: return p.choices.empty() ? "" : p.choices[random.below(p.choices.size())];
      case Parameter::Kind::kWord: return word(p.length, random);
      case Parameter::Kind::kNumbers:
        return series(amount(p.count, random), " ", [&] { return std::to_string(number_in(p.min, p.max, random)); });
      case Parameter::Kind::kWords:
        return series(amount(p.count, random), " ", [&] { return word(static_cast<int>(amount(p.each, random)), random); });
      case Parameter::Kind::kLines: return text_of_lines(p, random);
      case Parameter::Kind::kSum:
      case Parameter::Kind::kProduct:
      case Parameter::Kind::kDifference: return combine(p);
      case Parameter::Kind::kSumOf:
      case Parameter::Kind::kCountOf:
      case Parameter::Kind::kReversed:
      case Parameter::Kind::kSorted: return rearrange(p);
    }
    return "";
  }

  static std::int64_t number_in(std::int64_t min, std::int64_t max, Random& random) {
    const std::uint64_t span = static_cast<std::uint64_t>(max) - static_cast<std::uint64_t>(min) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(min) + random.below(span));
  }

  std::int64_t amount(const Amount& amount, Random& random) {
    constexpr std::int64_t kMost = 1'000'000;
    const std::int64_t n = !amount.name.empty()          ? number(amount.name)
                           : amount.min == amount.max    ? amount.min
                                                         : number_in(amount.min, amount.max, random);
    return std::clamp<std::int64_t>(n, 0, kMost);
  }

  template <class Item>
  static std::string series(std::int64_t count, const char* between, Item item) {
    std::string out;
    for (std::int64_t i = 0; i < count && out.size() < kLongestText; ++i) out += (i == 0 ? "" : between) + item();
    return out;
  }

  std::string text_of_lines(const Parameter& p, Random& random) {
    const auto line = [&] {
      return series(amount(p.each, random), " ", [&] { return word(static_cast<int>(number_in(2, 8, random)), random); }) + "\n";
    };
    return series(amount(p.count, random), "", line);
  }

  std::string rearrange(const Parameter& p) {
    std::vector<std::string> words = p.choices.empty() ? std::vector<std::string>{} : words_of(value(p.choices[0]));
    if (p.kind == Parameter::Kind::kCountOf) return std::to_string(words.size());
    const auto as_number = [](const std::string& word) {
      std::int64_t n = 0;
      std::from_chars(word.data(), word.data() + word.size(), n);
      return n;
    };
    if (p.kind == Parameter::Kind::kSumOf) {
      std::uint64_t total = 0;  // unsigned: an overflow wraps instead of being undefined
      for (const std::string& word : words) total += static_cast<std::uint64_t>(as_number(word));
      return std::to_string(static_cast<std::int64_t>(total));
    }
    if (p.kind == Parameter::Kind::kReversed) std::reverse(words.begin(), words.end());
    else std::stable_sort(words.begin(), words.end(), [&](const auto& a, const auto& b) { return as_number(a) < as_number(b); });
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  }

  static std::string word(int length, Random& random) {
    constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string out;
    for (int i = 0; i < length; ++i) out += kAlphabet[random.below(i == 0 ? 26 : kAlphabet.size())];
    return out;
  }

  std::string combine(const Parameter& p) {
    const bool product = p.kind == Parameter::Kind::kProduct, difference = p.kind == Parameter::Kind::kDifference;
    // Unsigned: an overflow wraps instead of being undefined.
    std::uint64_t total = product ? 1 : 0;
    for (const std::string& name : p.choices) {
      const auto n = static_cast<std::uint64_t>(number(name));
      const bool less = difference && &name != &p.choices.front();
      total = product ? total * n : less ? total - n : total + n;
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
    std::vector<std::string> args;
    for (std::string& arg : s.args) {
      if (auto words = drawing.spread(arg)) args.insert(args.end(), words->begin(), words->end());
      else args.push_back(drawing.replace(arg));
    }
    s.args = std::move(args);
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
    text(s.content_of);
  }
  void operator()(RemoveFileStep& s) const { text(s.path); }
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
  for (Requirement& required : drawn.required) replacer.text(required.role);
  for (Fault& fault : drawn.faults) replacer.text(fault.role);
  return drawn;
}

}  // namespace grader
