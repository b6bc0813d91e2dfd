// source_words_test.cc — what the student calls things, read off the lines they wrote.
#include "grader/diagnose/source_words.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(SourceWords, ArgumentOfACall) {
  EXPECT_EQ(object_in_line("sem_wait(&sh->empty);", "sem_wait()"), "sh->empty");
  EXPECT_EQ(object_in_line("if (sem_wait(sems[i + 1]) == -1) die();", "sem_wait()"), "sems[i + 1]");
  EXPECT_EQ(object_in_line("pthread_mutex_lock(&bank->accounts[to].lock);", "pthread_mutex_lock()"), "bank->accounts[to].lock");
  EXPECT_EQ(object_in_line("pthread_mutex_lock((pthread_mutex_t *)(p));", "pthread_mutex_lock()"), "p");
  EXPECT_EQ(object_in_line("pthread_cond_wait(&ready, &mutex);", "pthread_cond_wait()"), "ready");
  EXPECT_EQ(object_in_line("while ((n = read(pfd[0], buf, sizeof buf)) > 0)", "read()"), "pfd[0]");
  EXPECT_EQ(object_in_line("semop(set, &take, 1);", "semop()", 1), "take");
}

TEST(SourceWords, CxxObjects) {
  EXPECT_EQ(object_in_line("m.lock();", "pthread_mutex_lock()"), "m");
  EXPECT_EQ(object_in_line("shared->gate.arrive_and_wait();", "futex()"), "shared->gate");
  EXPECT_EQ(object_in_line("cv.wait(lk, [&] { return ready; });", "std::condition_variable::wait()"), "cv");
  EXPECT_EQ(object_in_line("std::lock_guard<std::mutex> hold(account.m);", "pthread_mutex_lock()"), "account.m");
  EXPECT_EQ(object_in_line("std::unique_lock lk{queue_mutex};", "pthread_mutex_lock()"), "queue_mutex");
  EXPECT_EQ(object_in_line("std::scoped_lock both(a, b);", "pthread_mutex_lock()"), "");  // which of them is not told
  EXPECT_EQ(object_in_line("workers[0].join();", "std::thread::join()"), "workers[0]");
}

// gcc names the parenthesis in C++ and the function in C; clang names the function.
TEST(SourceWords, TheColumnTellsWhichOfSeveralCalls) {
  const std::string line = "  sem_wait(&x); sem_wait(&y); a.lock(); b.lock();";
  EXPECT_EQ(object_in_line(line, "sem_wait()"), "");
  EXPECT_EQ(object_in_line(line, "sem_wait()", 0, 3), "x");
  EXPECT_EQ(object_in_line(line, "sem_wait()", 0, 11), "x");
  EXPECT_EQ(object_in_line(line, "sem_wait()", 0, 17), "y");
  EXPECT_EQ(object_in_line(line, "sem_wait()", 0, 25), "y");
  EXPECT_EQ(object_in_line(line, "pthread_mutex_lock()", 0, 37), "a");
  EXPECT_EQ(object_in_line(line, "pthread_mutex_lock()", 0, 47), "b");
  EXPECT_EQ(object_in_line(line, "sem_wait()", 0, 30), "");
}

TEST(SourceWords, NothingWhereTheLineDoesNotShowIt) {
  EXPECT_EQ(object_in_line("", "sem_wait()"), "");
  EXPECT_EQ(object_in_line("sem_wait(", "sem_wait()"), "");
  EXPECT_EQ(object_in_line("my_sem_wait(&x);", "sem_wait()"), "");
  EXPECT_EQ(object_in_line("sem_wait(sem_open(\"/x\", 0));", "sem_wait()"), "");
  EXPECT_EQ(object_in_line("pause();", "pause()"), "");
  EXPECT_EQ(object_in_line("P(full);", "sem_wait()"), "");
  EXPECT_EQ(object_in_line(std::string(300, '(') + "sem_wait(" + std::string(300, '['), "sem_wait()"), "");
}

TEST(SourceWords, AParameterIsLookedUpWhereItsFunctionIsCalled) {
  Evidence e;
  e.quotes = {{"q.c", 9, "  sem_wait(s);", ""}, {"q.c", 8, "static void P(int slot, sem_t *s)", "P"}, {"q.c", 30, "    P(3, &ring->full);", ""}};
  const Frame libc{{"", 0, "sem_wait"}, "libc.so.6", false}, inner{{"q.c", 9, "P"}, "a.out", true}, outer{{"q.c", 30, "main"}, "a.out", true};
  EXPECT_EQ(object_in_source(e, {libc, inner, outer}, "sem_wait()"), "ring->full");
  e.quotes[2].text = "    P(1, &ring->empty); P(3, &ring->full);";
  Frame called = outer;
  called.column = 25;
  EXPECT_EQ(object_in_source(e, {libc, inner, called}, "sem_wait()"), "ring->full");
  EXPECT_EQ(object_in_source(e, {libc, inner, outer}, "sem_wait()"), "s");  // which of them is not known
  e.quotes[1].text = "static void worker(int slot)";  // s is no parameter of it
  EXPECT_EQ(object_in_source(e, {libc, inner, outer}, "sem_wait()"), "s");
  EXPECT_EQ(object_in_source(e, {libc}, "sem_wait()"), "");
}

TEST(SourceWords, AMemberOfAParameterIsThatOfWhatWasGiven) {
  Evidence e;
  e.quotes = {{"q.c", 9, "  pthread_mutex_lock(&to->m);", ""}, {"q.c", 8, "void move(struct Account *from, struct Account *to)", "move"}, {"q.c", 30, "  move(&acc[i], &acc[1]);", ""}};
  const Frame libc{{"", 0, "pthread_mutex_lock"}, "libc.so.6", false}, inner{{"q.c", 9, "move"}, "a.out", true}, outer{{"q.c", 30, "main"}, "a.out", true};
  EXPECT_EQ(object_in_source(e, {libc, inner, outer}, "pthread_mutex_lock()"), "acc[1].m");
  e.quotes[2].text = "  move(mine, yours);";
  EXPECT_EQ(object_in_source(e, {libc, inner, outer}, "pthread_mutex_lock()"), "yours->m");
  e.quotes[2].text = "  move(acc, acc + 1);";
  EXPECT_EQ(object_in_source(e, {libc, inner, outer}, "pthread_mutex_lock()"), "to->m");
}

TEST(SourceWords, CallsAreWholeWords) {
  EXPECT_TRUE(calls("wait(NULL);", "wait"));
  EXPECT_TRUE(calls("while (wait (&status) > 0)", "wait"));
  EXPECT_FALSE(calls("sem_wait(&s);", "wait"));
  EXPECT_FALSE(calls("int wait = 3;", "wait"));
}

}  // namespace
}  // namespace grader
