// language.cc — the catalogue: gettext's compiled form (.mo), linked into the command.
// gettext's own run time is not used: it takes the language from the process's locale, and a container often has none.
#include "grader/report/language.h"

#include <cstdint>
#include <cstring>
#include <map>

namespace grader {

extern const unsigned char kRussianCatalogue[];
extern const std::size_t kRussianCatalogueBytes;

namespace {

constexpr char kEndOfContext = '\x04';
constexpr std::string_view kSentence = "sentence";

/// The catalogue of one language. Source: "The Format of GNU MO Files" in gettext's manual.
class Catalogue {
 public:
  Catalogue(const unsigned char* bytes, std::size_t size) : bytes_(reinterpret_cast<const char*>(bytes)), size_(size) {
    for (std::uint32_t i = 0, n = number_at(8); i < n; ++i) {
      const std::string_view original = text_at(number_at(12) + 8 * i), translated = text_at(number_at(16) + 8 * i);
      const std::size_t context = original.find(kEndOfContext);
      if (context != original.npos && original.substr(0, context) == kSentence)
        sentences_.push_back({original.substr(context + 1), translated});
      else texts_[original.substr(0, original.find('\0'))] = translated;
    }
  }

  /// All plural forms, each but the last with a NUL behind it; empty where there is none.
  std::string_view find(std::string_view original) const {
    const auto at = texts_.find(original);
    return at == texts_.end() ? std::string_view() : at->second;
  }
  const std::vector<SentenceTemplate>& sentences() const { return sentences_; }

 private:
  std::uint32_t number_at(std::size_t at) const {
    std::uint32_t number = 0;
    if (at + sizeof number <= size_) std::memcpy(&number, bytes_ + at, sizeof number);
    return number;
  }
  std::string_view text_at(std::size_t entry) const {
    const std::size_t length = number_at(entry), begin = number_at(entry + 4);
    return begin + length <= size_ ? std::string_view(bytes_ + begin, length) : std::string_view();
  }

  const char* bytes_;
  std::size_t size_;
  std::map<std::string_view, std::string_view> texts_;
  std::vector<SentenceTemplate> sentences_;
};

const Catalogue& russian() {
  static const Catalogue catalogue(kRussianCatalogue, kRussianCatalogueBytes);
  return catalogue;
}

/// The rule of the catalogue's Plural-Forms line.
std::size_t russian_form(std::size_t n) {
  if (n % 10 == 1 && n % 100 != 11) return 0;
  const bool few = n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20);
  return few ? 1 : 2;
}

}  // namespace

Language language_of(std::string_view name) {
  const bool russian = name == "ru" || name.starts_with("ru_") || name.starts_with("ru.");
  return russian ? Language::kRussian : Language::kEnglish;
}

std::string_view to_string(Language language) { return language == Language::kRussian ? "ru" : "en"; }

std::string tr(Language language, std::string_view english) {
  if (language == Language::kEnglish) return std::string(english);
  const std::string_view found = russian().find(english);
  return std::string(found.empty() ? english : found.substr(0, found.find('\0')));
}

std::string tr_plural(Language language, std::size_t n, std::string_view one, std::string_view many) {
  std::string_view forms = language == Language::kEnglish ? std::string_view() : russian().find(one);
  if (forms.empty()) return std::string(n == 1 ? one : many);
  for (std::size_t form = russian_form(n); form > 0 && forms.find('\0') != forms.npos; --form)
    forms.remove_prefix(forms.find('\0') + 1);
  return std::string(forms.substr(0, forms.find('\0')));
}

const std::vector<SentenceTemplate>& sentence_templates(Language language) {
  static const std::vector<SentenceTemplate> none;
  return language == Language::kEnglish ? none : russian().sentences();
}

}  // namespace grader
