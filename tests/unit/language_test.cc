// language_test.cc — the catalogue: complete for what the reports say, and its forms fit findings' sentences.
#include "grader/report/language.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "grader/report/report.h"

namespace grader {
namespace {

constexpr Language kRu = Language::kRussian, kEn = Language::kEnglish;

TEST(LanguageTest, NamesOfLocales) {
  EXPECT_EQ(language_of("ru"), kRu);
  EXPECT_EQ(language_of("ru_RU.UTF-8"), kRu);
  EXPECT_EQ(language_of("en_GB.UTF-8"), kEn);
  EXPECT_EQ(language_of("C.UTF-8"), kEn);
  EXPECT_EQ(language_of("run"), kEn);
  EXPECT_EQ(language_of(""), kEn);
}

TEST(LanguageTest, PluralsOfBothLanguages) {
  const auto errors = [](Language language, std::size_t n) {
    return fmt::format(fmt::runtime(tr_plural(language, n, ": {0} error", ": {0} errors")), n);
  };
  EXPECT_EQ(errors(kEn, 1), ": 1 error");
  EXPECT_EQ(errors(kEn, 21), ": 21 errors");
  EXPECT_EQ(errors(kRu, 1), ": 1 ошибка");
  EXPECT_EQ(errors(kRu, 3), ": 3 ошибки");
  EXPECT_EQ(errors(kRu, 11), ": 11 ошибок");
  EXPECT_EQ(errors(kRu, 21), ": 21 ошибка");
}

TEST(LanguageTest, WhatIsNotInTheCatalogueStaysEnglish) {
  EXPECT_EQ(tr(kRu, "no such text"), "no such text");
  EXPECT_EQ(sentence_in(kRu, "xyzzy"), "xyzzy");
}

/// The literals of tr(), say_in() and tr_plural() in the reports' sources.
std::set<std::string> texts_of_sources() {
  static const std::regex call("(?:tr|say_in|tr_plural)\\([A-Za-z_.]+, (?:[a-z_]+, )?\"((?:[^\"\\\\]|\\\\.)*)\"");
  std::set<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SOURCE_DIR) / "grader/report")) {
    if (entry.path().extension() != ".cc") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    for (auto at = std::sregex_iterator(source.begin(), source.end(), call); at != std::sregex_iterator(); ++at) texts.insert((*at)[1]);
  }
  return texts;
}

TEST(LanguageTest, EveryTextOfTheReportsIsTranslated) {
  const auto texts = texts_of_sources();
  EXPECT_GT(texts.size(), 40u);
  for (const std::string& text : texts) EXPECT_NE(tr(kRu, text), text) << text;
  for (int code = 0; code <= static_cast<int>(Code::kOK); ++code)
    EXPECT_NE(meaning(static_cast<Code>(code), kRu), meaning(static_cast<Code>(code), kEn)) << code;
}

std::multiset<char> places_of(std::string_view form) {
  std::multiset<char> places;
  for (std::size_t at = 0; (at = form.find('{', at)) != form.npos; ++at) places.insert(form[at + 1]);
  return places;
}

TEST(LanguageTest, TranslationsHaveOnlyPlacesOfTheirForms) {
  EXPECT_GT(sentence_templates(kRu).size(), 150u);
  for (const SentenceTemplate& form : sentence_templates(kRu)) {
    const auto english = places_of(form.english);
    for (const char place : places_of(form.translated)) EXPECT_TRUE(english.contains(place)) << form.english;
    for (const char place : english) EXPECT_EQ(english.count(place), 1u) << form.english;
  }
}

TEST(LanguageTest, SentencesOfFindings) {
  EXPECT_EQ(sentence_in(kEn, "main waits for a signal that nobody will send."), "main waits for a signal that nobody will send.");
  EXPECT_EQ(sentence_in(kRu, "main (p.c:4) waits for a signal that nobody will send."), "main (p.c:4) ждёт сигнала, который никто не пошлёт.");
  EXPECT_EQ(sentence_in(kRu, "work 1 (n.c:26) waits on semaphore /q, which nobody will post; 2 more wait for ever with it."),
            "work 1 (n.c:26) ждёт: семафор /q, и поднять его некому; вместе с ним вечно ждут ещё 2.");
  EXPECT_EQ(sentence_in(kRu, "child of main (p.c:12) reads an empty pipe made at p.c:9 whose write end (descriptor 4) it holds open itself; main waits for its end."),
            "потомок процесса main (p.c:12) читает пустой канал, созданный в p.c:9, конец для записи которого (дескриптор 4) держит открытым сам; main ждёт его завершения.");
  EXPECT_EQ(sentence_in(kRu, "main ended without waiting for 2 of its 3 children: child 1 and child 2 (made at a.c:7)."),
            "main завершился, не дождавшись 2 из 3 своих потомков: потомок 1 и потомок 2 (созданы в a.c:7).");
  EXPECT_EQ(sentence_in(kRu, "Nobody else is left who could post it."), "Больше некому сделать то, чего он ждёт.");
}

TEST(LanguageTest, HostileAndLongSentencesEnd) {
  EXPECT_EQ(sentence_in(kRu, std::string(1'000'000, 'x')).size(), 1'000'000u);
  std::string nested;
  for (int i = 0; i < 300; ++i) nested += ", and . child of";
  EXPECT_FALSE(sentence_in(kRu, nested).empty());
  EXPECT_EQ(sentence_in(kRu, ""), "");
  EXPECT_EQ(sentence_in(kRu, "."), ".");
}

}  // namespace
}  // namespace grader
