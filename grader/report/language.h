// language.h — what reports say in the reader's language. Pure: no locale of the process, nothing read at run time.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace grader {

enum class Language { kEnglish, kRussian };

/// "ru", "ru_RU.UTF-8" are Russian, all else English.
Language language_of(std::string_view name);
/// "en", "ru".
std::string_view to_string(Language);

/// The catalogue's translation of an English text (po/ru.po), or the text itself where there is none.
std::string tr(Language, std::string_view english);
/// The form for `n`: English of the two, or the language's own of up to three.
std::string tr_plural(Language, std::size_t n, std::string_view one, std::string_view many);

/// A translated text with its places {0}, {1}… filled in. The catalogue is checked at build; `english` is a literal.
template <class... Values>
std::string say_in(Language language, std::string_view english, const Values&... values) {
  return fmt::format(fmt::runtime(tr(language, english)), values...);
}

/// Templates of sentences that findings are made of ("{0} reads {1}") with their translations.
struct SentenceTemplate { std::string_view english, translated; };
const std::vector<SentenceTemplate>& sentence_templates(Language);

}  // namespace grader
