// C++: the left half goes to a child, the right half to another one; text lines through the pipes.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

constexpr uint64_t M = 1'000'000'007;

struct Part {
    uint64_t hash = 0, power = 1;
};

Part operator+(const Part& l, const Part& r) { return {(l.hash * r.power + r.hash) % M, l.power * r.power % M}; }

class Child {
public:
    explicit Child(const std::function<Part()>& work) {
        int p[2];
        if (pipe(p) != 0) return;
        pid_ = fork();
        if (pid_ == 0) {
            close(p[0]);
            const Part part = work();
            dprintf(p[1], "%lu %lu\n", (unsigned long)part.hash, (unsigned long)part.power);
            _exit(0);
        }
        close(p[1]);
        if (pid_ > 0) in_ = fdopen(p[0], "r");
        else close(p[0]);
    }
    std::optional<Part> get() {
        if (!in_) return {};
        unsigned long h, p;
        const bool good = fscanf(in_, "%lu %lu", &h, &p) == 2;
        fclose(in_);
        waitpid(pid_, nullptr, 0);
        if (!good) return {};
        return Part{h, p};
    }

private:
    pid_t pid_ = -1;
    FILE* in_ = nullptr;
};

Part reduce(std::span<const uint64_t> numbers, int depth) {
    Part all;
    if (depth == 0 || numbers.size() < 2) {
        for (uint64_t x : numbers) all = all + Part{x % M, 31};
        return all;
    }
    const auto first = numbers.first(numbers.size() / 2), second = numbers.subspan(numbers.size() / 2);
    const auto left = [&] { return reduce(first, depth - 1); };
    const auto right = [&] { return reduce(second, depth - 1); };
    Child a(left), b(right);
    const auto l = a.get(), r = b.get();
    return (l ? *l : left()) + (r ? *r : right());
}

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    std::ifstream file(argv[1]);
    if (!file) return 1;
    const std::vector<uint64_t> numbers{std::istream_iterator<uint64_t>(file), {}};
    std::cout << reduce(numbers, std::stoi(argv[2])).hash << std::endl;
}
