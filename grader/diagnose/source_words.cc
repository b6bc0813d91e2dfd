// source_words.cc — what the student calls things: read off quoted source lines.
#include "grader/diagnose/source_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace grader {
namespace {

constexpr std::size_t kLongestExpression = 40;

bool in_identifier(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// Positions behind each `name` that stands alone as a word.
std::vector<std::size_t> words(const std::string& line, const std::string& name) {
  std::vector<std::size_t> ends;
  for (std::size_t at = line.find(name); at != std::string::npos && !name.empty(); at = line.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !in_identifier(line[at - 1])) && (end == line.size() || !in_identifier(line[end]))) ends.push_back(end);
  }
  return ends;
}

/// The arguments of the parenthesis at `open`; empty when it does not close on this line.
std::vector<std::string> arguments_at(const std::string& line, std::size_t open) {
  std::vector<std::string> arguments(1);
  int depth = 0;
  for (std::size_t i = open; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || c == '\'') return {};  // no name of an object is in quotes
    const bool opens = c == '(' || c == '[' || c == '{', closes = c == ')' || c == ']' || c == '}';
    if (closes && --depth == 0) return arguments;
    if (c == ',' && depth == 1) arguments.emplace_back();
    else if (depth > 0) arguments.back() += c;
    if (opens) ++depth;
  }
  return {};
}

/// The position of the parenthesis that closes the one at `open`.
std::size_t matching(const std::string& line, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < line.size(); ++i) {
    if (line[i] == '(') ++depth;
    if (line[i] == ')' && --depth == 0) return i;
  }
  return std::string::npos;
}

/// "&sh->empty" names sh->empty, "(sem_t *)p" names p.
std::string expression(std::string text) {
  text = trimmed(text);
  while (!text.empty() && (text[0] == '&' || text[0] == '*')) text = trimmed(text.substr(1));
  if (text.size() > 2 && text[0] == '(') {
    const std::size_t close = text.find(')');
    if (close == std::string::npos) return "";
    if (close + 1 == text.size()) return expression(text.substr(1, close - 1));
    return expression(text.substr(close + 1));
  }
  const bool number = !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) != 0;
  const bool plain = std::none_of(text.begin(), text.end(), [](char c) { return c == '=' || c == '?' || c == ';' || c == '<'; });
  return text.empty() || text.size() > kLongestExpression || number || !plain || text == "NULL" || text == "this" ? "" : text;
}

std::size_t after_blanks(const std::string& line, std::size_t at) {
  return std::min(line.find_first_not_of(" \t", at), line.size());
}

struct Call {
  std::size_t name = 0, open = 0;  ///< positions of its name and of its parenthesis
};

/// Calls of a function or a method of that name.
std::vector<Call> calls_of(const std::string& line, const std::string& name) {
  std::vector<Call> all;
  for (const std::size_t end : words(line, name)) {
    const std::size_t open = after_blanks(line, end);
    if (open < line.size() && line[open] == '(') all.push_back({end - name.size(), open});
  }
  return all;
}

/// The call of that name. Of several in a line `column` tells which, where it is known (from 1; compilers name the first
/// letter of the function or the parenthesis).
std::optional<Call> call_at(const std::string& line, const std::string& name, int column) {
  const std::vector<Call> all = calls_of(line, name);
  if (all.size() == 1) return all.front();
  for (const Call& call : all)
    if (column > 0 && call.name < static_cast<std::size_t>(column) && static_cast<std::size_t>(column) <= call.open + 1) return call;
  return std::nullopt;
}

/// `name(argument, …)`.
std::string argument_of(const std::string& line, const std::string& name, std::size_t argument, int column) {
  const auto call = call_at(line, name, column);
  if (!call) return "";
  const std::vector<std::string> arguments = arguments_at(line, call->open);
  return argument < arguments.size() ? expression(arguments[argument]) : "";
}

/// `object.name(` or `object->name(`.
std::string receiver_of(const std::string& line, const std::string& name, int column) {
  const auto call = call_at(line, name, column);
  if (!call) return "";
  std::size_t at = call->name;
  if (at >= 1 && line[at - 1] == '.') at -= 1;
  else if (at >= 2 && line.compare(at - 2, 2, "->") == 0) at -= 2;
  else return "";
  std::size_t begin = at;
  int depth = 0;
  while (begin > 0) {
    const char c = line[begin - 1];
    if (c == ']') ++depth;
    else if (c == '[' && depth > 0) --depth;
    else if (depth == 0 && !in_identifier(c) && c != '.' && c != ':' && !(c == '>' && begin > 1 && line[begin - 2] == '-') &&
             !(c == '-' && line[begin] == '>'))
      break;
    --begin;
  }
  return begin < at ? expression(line.substr(begin, at - begin)) : "";
}

/// `std::lock_guard<std::mutex> hold(m);`: the guard's constructor locks.
std::string guarded(const std::string& line) {
  for (const std::string guard : {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"}) {
    for (std::size_t at : words(line, guard)) {
      at = after_blanks(line, at);
      if (at < line.size() && line[at] == '<') at = line.find('>', at);
      if (at == std::string::npos) continue;
      const std::size_t open = line.find_first_of("({", at);
      if (open == std::string::npos) continue;
      const std::vector<std::string> arguments = arguments_at(line, open);
      if (arguments.size() == 1 || (arguments.size() > 1 && guard != std::string("scoped_lock"))) return expression(arguments[0]);
    }
  }
  return "";
}

bool identifier(const std::string& text) { return !text.empty() && std::all_of(text.begin(), text.end(), in_identifier); }

std::string base_name(const std::string& function) {
  std::string name = function.substr(0, function.find('('));
  if (const auto colon = name.rfind("::"); colon != std::string::npos) name.erase(0, colon + 2);
  return name;
}

std::vector<std::string> arguments_of(const std::string& line, const std::string& function, int column = 0) {
  const auto call = call_at(line, base_name(function), column);
  return call ? arguments_at(line, call->open) : std::vector<std::string>{};
}

/// Which parameter of the function whose head is `definition` is called `name`; -1: none.
int parameter_named(const std::string& definition, const std::string& function, const std::string& name) {
  const std::vector<std::string> parameters = arguments_of(definition, function);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string parameter = trimmed(parameters[i]);
    if (parameter.size() > name.size() && parameter.ends_with(name) && !in_identifier(parameter[parameter.size() - name.size() - 1]))
      return static_cast<int>(i);
  }
  return -1;
}

/// The quoted line as it stands in the file.
std::string line_of(const Evidence& evidence, const SourceLocation& at) {
  for (const QuotedLine& quote : evidence.quotes)
    if (quote.function.empty() && quote.line == at.line && quote.file == at.file) return quote.text;
  return "";
}

/// "b" and "->m" of "b->m".
std::pair<std::string, std::string> split_member(const std::string& name) {
  const std::size_t end = std::min(name.find_first_of("-.["), name.size());
  return {name.substr(0, end), name.substr(end)};
}

/// What a parameter's "->m" is where the function was given `given`: "acc[1].m" for "&acc[1]", "p->m" for "p".
std::string member_of(const std::string& given, const std::string& member) {
  const std::string object = expression(given);
  if (object.empty() || member.empty()) return object;
  const bool address = trimmed(given).starts_with('&');
  if (address && member.starts_with("->")) return object + "." + member.substr(2);
  return address || object.find_first_of(" +*") != std::string::npos ? "" : object + member;
}

std::string definition_of(const Evidence& evidence, const std::string& file, const std::string& function) {
  for (const QuotedLine& quote : evidence.quotes)
    if (!quote.function.empty() && quote.function == function && quote.file == file) return quote.text;
  return "";
}

}  // namespace

std::string quoted(const Evidence& evidence, const SourceLocation& at) { return trimmed(line_of(evidence, at)); }

std::string condition_in_line(const std::string& line) {
  std::string condition;
  for (const std::size_t end : words(line, "while")) {
    const std::size_t open = after_blanks(line, end);
    if (open == line.size() || line[open] != '(') continue;
    const std::size_t close = matching(line, open);
    if (close != std::string::npos) condition = trimmed(line.substr(open + 1, close - open - 1));
  }
  for (const std::size_t end : words(line, "for")) {
    const std::size_t first = line.find(';', end), second = first == std::string::npos ? first : line.find(';', first + 1);
    if (second != std::string::npos) condition = trimmed(line.substr(first + 1, second - first - 1));
  }
  const bool endless = condition == "1" || condition == "true";
  return endless || condition.size() > 2 * kLongestExpression ? "" : condition;
}

bool calls(const std::string& line, const std::string& function) { return !calls_of(line, function).empty(); }

std::string object_in_line(const std::string& line, const std::string& call, std::size_t argument, int column) {
  const std::string name = base_name(call);
  if (std::string text = receiver_of(line, name, column); !text.empty()) return text;
  if (std::string text = argument_of(line, name, argument, column); !text.empty()) return text;
  for (const char* method : {"lock", "wait", "acquire", "arrive_and_wait", "join", "get"})
    if (std::string text = receiver_of(line, method, column); !text.empty()) return text;
  if (std::count(line.begin(), line.end(), ';') > 1) return "";
  return guarded(line);
}

std::string object_in_source(const Evidence& evidence, const Stack& stack, const std::string& call, std::size_t argument) {
  const auto students = [](const Frame& f) { return f.in_student_code; };
  const auto inner = std::find_if(stack.begin(), stack.end(), students);
  if (inner == stack.end()) return "";
  const std::string name = object_in_line(line_of(evidence, inner->at), call, argument, inner->column);
  const auto caller = std::find_if(std::next(inner), stack.end(), students);
  const auto [variable, member] = split_member(name);
  if (!identifier(variable) || caller == stack.end()) return name;
  const std::string& function = inner->at.function;
  const int parameter = parameter_named(definition_of(evidence, inner->at.file, function), function, variable);
  if (parameter < 0) return name;
  const std::vector<std::string> given = arguments_of(line_of(evidence, caller->at), function, caller->column);
  const std::string argument_given = static_cast<std::size_t>(parameter) < given.size() ? given[static_cast<std::size_t>(parameter)] : "";
  const std::string outer = member_of(argument_given, member);
  return outer.empty() ? name : outer;
}

}  // namespace grader
