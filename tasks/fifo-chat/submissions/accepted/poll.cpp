// C++, one thread and poll(): IN is opened without waiting. What cannot be sent yet is kept.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: chat OUT IN\n";
        return 2;
    }
    for (int i = 1; i <= 2; i++)
        if (mkfifo(argv[i], 0600) != 0 && errno != EEXIST) {
            perror("mkfifo");
            return 1;
        }
    int in = open(argv[2], O_RDONLY | O_NONBLOCK);
    int out = open(argv[1], O_WRONLY);  // waits for the other one to listen
    if (in < 0 || out < 0) return 1;
    fcntl(out, F_SETFL, O_NONBLOCK);

    std::string waiting;  // read from stdin, not yet sent
    bool stdin_open = true;
    while (in >= 0 || stdin_open || !waiting.empty()) {
        pollfd p[3];
        p[0] = {in, POLLIN, 0};
        p[1] = {stdin_open && waiting.size() < 65536 ? 0 : -1, POLLIN, 0};
        p[2] = {waiting.empty() ? -1 : out, POLLOUT, 0};
        if (poll(p, 3, -1) < 0) return 1;
        char buf[4096];
        if (p[0].revents) {
            ssize_t n = read(in, buf, sizeof buf);
            if (n == 0) {
                close(in);
                in = -1;
            } else if (n > 0) {
                std::cout << std::string(buf, n) << std::flush;
            }
        }
        if (p[1].revents) {
            ssize_t n = read(0, buf, sizeof buf);
            if (n <= 0) stdin_open = false;
            else waiting.append(buf, n);
        }
        if (p[2].revents) {
            ssize_t n = write(out, waiting.data(), waiting.size());
            if (n > 0) waiting.erase(0, n);
        }
        if (!stdin_open && waiting.empty() && out >= 0) {
            close(out);
            out = -1;
        }
    }
    unlink(argv[2]);
    return 0;
}
