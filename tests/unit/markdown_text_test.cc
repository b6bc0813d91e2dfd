// markdown_text_test.cc — a statement as it looks on a terminal.
#include "grader/cli/markdown_text.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(MarkdownText, LaysOutWhatStatementsAreMadeOf) {
  EXPECT_EQ(markdown_to_text("# A title\n"
                             "\n"
                             "A paragraph with `code` and **weight** that is\n"
                             "longer than the line.\n"
                             "\n"
                             "- first item that goes on and on\n"
                             "- second\n"
                             "  continued\n"
                             "\n"
                             "1. one\n"
                             "2. two\n"
                             "\n"
                             "```c\n"
                             "int main(void) { return 0; } // never wrapped, however long\n"
                             "```\n"
                             "\n"
                             "    $ ./main hello\n"
                             "\n"
                             "| name | points |\n"
                             "|---|---|\n"
                             "| `a` | 5 |\n"
                             "| longer | 10 |\n"
                             "## More\n"
                             "text\n",
                             30, false),
            "A title\n"
            "=======\n"
            "\n"
            "A paragraph with `code` and\n"
            "weight that is longer than the\n"
            "line.\n"
            "\n"
            " - first item that goes on and\n"
            "   on\n"
            " - second continued\n"
            "\n"
            " 1. one\n"
            " 2. two\n"
            "\n"
            "    int main(void) { return 0; } // never wrapped, however long\n"
            "\n"
            "    $ ./main hello\n"
            "\n"
            " name    points\n"
            " ──────────────\n"
            " `a`     5\n"
            " longer  10\n"
            "\n"
            "More\n"
            "\n"
            "text\n");
}

TEST(MarkdownText, TheWidestColumnOfATableGivesWay) {
  EXPECT_EQ(markdown_to_text("|a|b|c|\n|-|--|-|\n|x|one two three four|5|\n", 18, false),
            " a  b            c\n"
            " ─────────────────\n"
            " x  one two      5\n"
            "    three four\n");
}

TEST(MarkdownText, WidthCountsLettersNotBytes) {
  EXPECT_EQ(markdown_to_text("Программа пишет в канал\n", 16, false), "Программа пишет\nв канал\n");
}

TEST(MarkdownText, ColoursTakeNoRoom) {
  EXPECT_EQ(markdown_to_text("`ab` cd ef\n", 5, true), "\x1b[1mab\x1b[0m cd\nef\n");
}

TEST(MarkdownText, WhatIsBrokenComesOutAsText) {
  EXPECT_EQ(markdown_to_text("an `open quote\n", 40, false), "an `open quote\n");
  EXPECT_EQ(markdown_to_text("```\nnever closed", 40, false), "    never closed\n");
  EXPECT_EQ(markdown_to_text("", 40, false), "");
  EXPECT_EQ(markdown_to_text("|a|b|\n|-|", 40, false).empty(), false);
}

}  // namespace
}  // namespace grader
