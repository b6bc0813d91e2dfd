// task_new.cc — `grader task new`: a small working task to begin from.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "grader/cli/commands.h"
#include "grader/cli/messages.h"
#include "sandbox/fd.h"

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

constexpr const char* kProgram = R"(#include <stdio.h>
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
    printf("child got %.*s\n", (int)length, word);
    return 0;
  }
  close(ends[0]);
  if (write(ends[1], argv[1], strlen(argv[1])) < 0) return 2;
  close(ends[1]);
  return waitpid(child, NULL, 0) == child ? 0 : 2;
}
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at; (at = text.find(what)) != std::string::npos;) text.replace(at, what.size(), with);
  return text;
}

bool write_new(const fs::path& path, const std::string& text) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (!failed) {
    const sandbox::Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())) return true;
    failed = std::error_code(errno, std::generic_category());
  }
  complain(path, failed.message(), "choose another DIR");
  return false;
}

bool good_id(const std::string& id) {
  if (id.empty() || id.size() > 64 || id.front() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
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
  const std::string good = replaced(kProgram, "@CLOSE@", "    close(ends[1]);\n");
  const std::vector<std::pair<fs::path, std::string>> files{
      {folder / "task.json", replaced(kTaskJson, "@ID@", command.id)},
      {folder / "statement.en.md", kStatementEn},
      {folder / "statement.ru.md", kStatementRu},
      {folder / "submissions/accepted/good.c", good},
      {folder / "submissions/DL/write-end-left-open.c", replaced(kProgram, "@CLOSE@", "")},
      {reference / "main.c", good},
  };
  for (const auto& [path, text] : files)
    if (!write_new(path, text)) return kExitGrader;
  std::string text;
  for (const auto& file : files) text += " " + file.first.lexically_normal().string() + "\n";
  print(text + fmt::format("\n Next: grader task verify {}\n", shortened(folder.lexically_normal().native(), 200)));
  return with_output(kExitOk);
}

}  // namespace grader
