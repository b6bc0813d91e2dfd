// The promise is kept only after the future's reader has answered.
// expect: deadlock
// dead: main @10 future; thread 2 of main @9 future
#include <future>
#include <thread>

int main() {
  std::promise<int> question, answer;
  std::jthread other([&] { answer.set_value(question.get_future().get() + 1); });
  const int got = answer.get_future().get();
  question.set_value(41);
  return got == 42 ? 0 : 1;
}
