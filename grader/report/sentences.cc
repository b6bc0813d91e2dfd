// sentences.cc — sentences of findings in the reader's language. A finding keeps them in English, as it was made, so
// they are recognised by the catalogue's templates: "{0} reads {1}" matches, and what stood in its places is put into
// the translation's. What no template fits stays English.
#include <algorithm>
#include <optional>

#include "grader/report/report.h"

namespace grader {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kPlaces = 10, kLongest = 4000;
constexpr std::size_t kSentenceLetters = 12;

/// A template cut at its places: "{0} reads {1}" is "", 0, " reads ", 1, "".
struct Piece {
  std::string_view text;  ///< before the place
  int place = -1;         ///< −1: the end
};

std::vector<Piece> pieces_of(std::string_view form) {
  std::vector<Piece> pieces;
  for (std::size_t from = 0;;) {
    const std::size_t brace = form.find('{', from);
    if (brace == form.npos || brace + 2 >= form.size() || form[brace + 2] != '}' || form[brace + 1] < '0' || form[brace + 1] > '9') {
      pieces.push_back({form.substr(from), -1});
      return pieces;
    }
    pieces.push_back({form.substr(from, brace - from), form[brace + 1] - '0'});
    from = brace + 3;
  }
}

struct Form {
  std::vector<Piece> english;
  std::string_view translated;
  std::size_t letters = 0;  ///< outside of places: the more, the closer the match
};

std::vector<Form> forms_of(Language language) {
  std::vector<Form> forms;
  for (const SentenceTemplate& sentence : sentence_templates(language)) {
    // The full stop belongs to the sentence that the form is a part of.
    const auto bare = [](std::string_view text) { return text.ends_with('.') ? text.substr(0, text.size() - 1) : text; };
    Form form{pieces_of(bare(sentence.english)), bare(sentence.translated), 0};
    for (const Piece& piece : form.english) form.letters += piece.text.size();
    forms.push_back(std::move(form));
  }
  std::stable_sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) { return a.letters > b.letters; });
  return forms;
}

const std::vector<Form>& forms(Language language) {
  static const std::vector<Form> none, russian = forms_of(Language::kRussian);
  return language == Language::kRussian ? russian : none;
}

using Values = std::vector<std::string_view>;

/// What stands in the places; the first of a text's possible divisions.
std::optional<Values> match(const Form& form, std::string_view text) {
  if (text.size() < form.letters || !text.starts_with(form.english.front().text) || !text.ends_with(form.english.back().text)) return {};
  Values values(kPlaces);
  std::size_t at = form.english.front().text.size();
  for (std::size_t i = 0; i + 1 < form.english.size(); ++i) {
    const std::string_view next = form.english[i + 1].text;
    const bool last = i + 2 == form.english.size();
    std::size_t end = next.empty() ? (last ? text.size() : text.npos) : last ? text.rfind(next) : text.find(next, at + 1);
    if (end == text.npos || end <= at || (last && end + next.size() != text.size())) return {};
    values[static_cast<std::size_t>(form.english[i].place)] = text.substr(at, end - at);
    at = end + next.size();
  }
  if (at != text.size()) return {};
  return values;
}

std::string in_language(Language language, std::string_view text, int depth);

std::string filled(Language language, const Form& form, const Values& values, int depth) {
  std::string out;
  for (const Piece& piece : pieces_of(form.translated)) {
    out += piece.text;
    if (piece.place >= 0) out += in_language(language, values[static_cast<std::size_t>(piece.place)], depth + 1);
  }
  return out;
}

/// What the forms with more (or with fewer) letters than a phrase has make of it.
std::optional<std::string> by_forms(Language language, std::string_view text, int depth, bool sentences) {
  for (const Form& form : forms(language)) {
    if ((form.letters >= kSentenceLetters) != sentences) continue;
    if (const auto values = match(form, text)) return filled(language, form, *values, depth);
  }
  return {};
}

/// Sentences first, then phrases: "child 2 of main" fits within any of them.
std::string in_language(Language language, std::string_view text, int depth) {
  if (depth > kDeepest) return std::string(text);
  std::string before;  // one sentence after the other
  for (std::size_t end; (end = text.find(". ")) != text.npos; text.remove_prefix(end + 2))
    before += in_language(language, text.substr(0, end), depth + 1) + ". ";
  if (!before.empty()) return before + in_language(language, text, depth);
  if (text.size() > 1 && text.ends_with('.')) return in_language(language, text.substr(0, text.size() - 1), depth + 1) + ".";
  if (const auto whole = by_forms(language, text, depth, true)) return *whole;
  if (const auto phrase = by_forms(language, text, depth, false)) return *phrase;
  return std::string(text);
}

}  // namespace

std::string sentence_in(Language language, const std::string& sentence) {
  if (language == Language::kEnglish || sentence.size() > kLongest) return sentence;
  return in_language(language, sentence, 0);
}

std::string meaning(Code code, Language language) { return tr(language, meaning(code)); }

}  // namespace grader
