// leftovers_test.cc — at level plain, as an ordinary user, nothing but our own care keeps one run's objects from the next.
#include "tests/integration/command.h"

namespace {

using tests::json;
namespace fs = std::filesystem;

class LeftoversTest : public tests::CommandTest {
 protected:
  /// `grader check sem-named` of the task's own solution, as an ordinary user: root becomes one.
  json check(const std::string& solution) {
    const fs::path out = folder_ / "verdict.json";
    const fs::path source = fs::path(SOURCE_DIR) / "tasks/sem-named/submissions" / solution;
    const std::string command = as_user() + "'" + GRADER_COMMAND + "' check sem-named '" + source.string() +
                                "' --level plain --quiet --seed 4711 --format json > '" + out.string() + "'";
    const int status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) <= 1) << status;
    std::ifstream in(out);
    return json::parse(in, nullptr, false);
  }
  static std::string as_user() {
    return ::geteuid() == 0 ? "HOME=/nonexistent setpriv --reuid 65534 --regid 65534 --clear-groups " : "";
  }
};

TEST_F(LeftoversTest, ASemaphoreThatIsLeftNeverMeetsTheNextSolution) {
  if (std::system((as_user() + "test -r '" SOURCE_DIR "/tasks/sem-named/task.json' -a -x '" GRADER_COMMAND "'").c_str()) != 0)
    GTEST_SKIP() << "ordinary users cannot read this checkout";
  ASSERT_EQ(check("deadlock/never-posts.c").value("verdict", ""), "DL");
  const json right = check("accepted/plain.c");
  EXPECT_EQ(right.value("verdict", ""), "OK") << right.dump(1).substr(0, 3000);
}

}  // namespace
