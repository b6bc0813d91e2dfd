// task_new.cc — `grader task new`: a small working task to begin from.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "grader/cli/new_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTaskJson = R"json({
  "schema": "grader/task/1",
  "id": "@ID@",
  "title": {"en": "A greeting through a pipe", "ru": "Приветствие через канал"},
  "mechanism": "pipe",
  "difficulty": 1,
  "build": {
    "programs": [{"name": "main", "sources": ["*.c", "*.cc", "*.cpp"]}]
  },
  "limits": {"wall_ms": 5000, "cpu_ms": 2000, "tasks": 16},
  "scenarios": [
    {
      "name": "one word",
      "title": {"en": "One word", "ru": "Одно слово"},
      "points": 10,
      "parameters": {"word": {"word": 8}},
      "required": [{"mechanism": "pipe"}, {"mechanism": "fork"}],
      "steps": [
        {"start": {"role": "main", "program": "main", "args": ["${word}"]}},
        {"wait": {"role": "main", "status": 0}},
        {"expect_output": {"role": "main", "exact": "child got ${word}\n"}}
      ]
    }
  ]
}
)json";

constexpr const char* kStatementEn = R"(# A greeting through a pipe

Write a program `main WORD`. It makes a pipe and a child process, and sends `WORD` through the pipe.
The child reads until end-of-file and prints `child got WORD` and a newline. The parent waits for the child.

Example:

    $ ./main hello
    child got hello

Read: pipe(2), fork(2), waitpid(2).
)";

constexpr const char* kStatementRu = R"(# Приветствие через канал

Напишите программу `main СЛОВО`. Она создаёт канал и дочерний процесс и передаёт `СЛОВО` по каналу.
Дочерний процесс читает до конца файла и печатает `child got СЛОВО` и перевод строки. Родитель дожидается его.

Пример:

    $ ./main hello
    child got hello

Читать: pipe(2), fork(2), waitpid(2).
)";

constexpr const char* kProgram = R"(@SAYS@#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int ends[2];
  if (argc != 2 || pipe(ends) < 0) return 2;
  pid_t child = fork();
  if (child < 0) return 2;
  if (child == 0) {
@CLOSE@    char word[256];
    size_t length = 0;
    ssize_t n;
    while ((n = read(ends[0], word + length, sizeof word - length)) > 0) length += (size_t)n;
    printf("child got %.*s\n", @WORD@);
    return 0;
  }
  close(ends[0]);
  if (write(ends[1], argv[1], strlen(argv[1])) < 0) return 2;
  close(ends[1]);
  return waitpid(child, NULL, 0) == @WAITED@ ? 0 : 2;
}
)";

constexpr const char* kProgramCxx = R"(#include <sys/wait.h>
#include <unistd.h>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
  int ends[2];
  if (argc != 2 || pipe(ends) < 0) return 2;
  const pid_t child = fork();
  if (child < 0) return 2;
  if (child == 0) {
    close(ends[1]);
    std::string word;
    for (char c; read(ends[0], &c, 1) == 1;) word += c;
    std::cout << "child got " << word << std::endl;
    return 0;
  }
  close(ends[0]);
  const std::string word = argv[1];
  const bool sent = write(ends[1], word.data(), word.size()) == static_cast<ssize_t>(word.size());
  close(ends[1]);
  int status = 0;
  return waitpid(child, &status, 0) == child && sent && status == 0 ? 0 : 2;
}
)";

constexpr const char* kAlone = R"(// One process does it all: no pipe, no child.
#include <stdio.h>

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  printf("child got %s\n", argv[1]);
  return 0;
}
)";

constexpr const char* kStarter = R"(#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  (void)argv;
  if (argc != 2) {
    fprintf(stderr, "usage: main WORD\n");
    return 2;
  }
  /* 1. Make a pipe. 2. Make a child that reads the word from it and prints it. 3. Send the word. 4. Wait for the child. */
  return 0;
}
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at; (at = text.find(what)) != std::string::npos;) text.replace(at, what.size(), with);
  return text;
}

bool good_id(const std::string& id) {
  if (id.empty() || id.size() > 64 || id.front() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// The program with one mistake or none. An empty `close` leaves the write end open in the child.
std::string program(const std::string& says, const std::string& close = "    close(ends[1]);\n",
                    const std::string& word = "(int)length, word", const std::string& waited = "child") {
  std::string text = kProgram;
  for (const auto& [mark, by] : std::vector<std::pair<std::string, std::string>>{
           {"@SAYS@", says.empty() ? "" : "// " + says + "\n"}, {"@CLOSE@", close}, {"@WORD@", word}, {"@WAITED@", waited}})
    text = replaced(text, mark, by);
  return text;
}

/// In a library (tasks/ beside reference/) the reference has its place; a task alone keeps its own.
fs::path reference_place(const fs::path& parent, const std::string& id) {
  std::error_code failed;
  const fs::path library = fs::absolute(parent, failed).lexically_normal() / "";
  const fs::path beside = library.parent_path().parent_path() / "reference";
  if (library.parent_path().filename() == "tasks" && fs::is_directory(beside, failed)) return beside / id;
  return parent / id / "reference";
}

}  // namespace

int perform(const TaskNewCommand& command, const CommonOptions&) {
  if (!good_id(command.id)) {
    complain("task '" + command.id + "'", "is no id", "use lower-case letters, digits and dashes");
    return kExitUsage;
  }
  const fs::path folder = command.folder / command.id;
  std::error_code failed;
  if (fs::exists(folder, failed)) {
    complain(folder, "exists already", "choose another ID or DIR");
    return kExitUsage;
  }
  const fs::path reference = reference_place(command.folder, command.id);
  const std::string close = "    close(ends[1]);\n";
  const fs::path solutions = folder / "submissions";
  const std::vector<NewFile> files{
      {folder / "task.json", replaced(kTaskJson, "@ID@", command.id)},
      {folder / "statement.en.md", kStatementEn},
      {folder / "statement.ru.md", kStatementRu},
      {folder / "starter/main.c", kStarter},
      {solutions / "accepted/good.c", program("")},
      {solutions / "accepted/good.cc", kProgramCxx},
      {solutions / "deadlock/write-end-left-open.c", program("The child never closes the write end that it inherited.", "")},
      {solutions / "exit-status/waitpid-taken-for-zero.c", program("waitpid() returns the child's id, not 0.", close, "(int)length, word", "0")},
      {solutions / "output/from-the-example.c", program("Prints the word of the example, whatever was sent.", close, "5, \"hello\"")},
      {solutions / "required/one-process.c", kAlone},
      {reference / "main.c", program("")},
  };
  if (!write_new_files(files)) return kExitGrader;
  std::string text;
  for (const NewFile& file : files) text += " " + file.path.lexically_normal().string() + "\n";
  print(text + fmt::format("\n Next: grader task verify {}\n", shortened(folder.lexically_normal().native(), 200)));
  return with_output(kExitOk);
}

}  // namespace grader
