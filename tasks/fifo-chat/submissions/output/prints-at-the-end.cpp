// Never flushes standard output: what the other one said is seen when the conversation is over.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <string>
#include <thread>

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    mkfifo(argv[1], 0600);
    mkfifo(argv[2], 0600);
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    std::thread listener([&] {
        std::ifstream in(argv[2]);
        std::string line;
        while (std::getline(in, line)) std::cout << line << '\n';
    });
    {
        std::ofstream out(argv[1]);
        std::string line;
        while (std::getline(std::cin, line)) out << line << std::endl;
    }
    listener.join();
    unlink(argv[2]);
}
