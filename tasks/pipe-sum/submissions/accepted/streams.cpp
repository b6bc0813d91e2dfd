// C++: the children write lines of text into a shared pipe, the parent reads it to the end.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: main A B K" << std::endl;
        return 2;
    }
    const long a = std::stol(argv[1]), b = std::stol(argv[2]), k = std::stol(argv[3]);
    if (k < 1 || k > 30) return 2;

    int fd[2];
    if (pipe(fd) != 0) return 1;
    std::vector<pid_t> children;
    for (long i = 1; i <= k; ++i) {
        const pid_t pid = fork();
        if (pid == 0) {
            close(fd[0]);
            unsigned long long sum = 0;
            for (unsigned long long n = a + i - 1; n <= (unsigned long long)b; n += k) sum += n * n;
            const std::string line = std::to_string(i) + " " + std::to_string(sum) + "\n";
            write(fd[1], line.data(), line.size());
            close(fd[1]);
            std::_Exit(0);
        }
        children.push_back(pid);
    }
    close(fd[1]);

    std::map<int, unsigned long long> sums;
    FILE* in = fdopen(fd[0], "r");
    int child;
    unsigned long long sum;
    while (fscanf(in, "%d %llu", &child, &sum) == 2) sums[child] = sum;
    fclose(in);
    for (pid_t pid : children) waitpid(pid, nullptr, 0);

    unsigned long long total = 0;
    for (const auto& [number, value] : sums) {
        std::cout << "child " << number << ' ' << value << '\n';
        total += value;
    }
    std::cout << "total " << total << '\n';
}
