// C++ with exceptions; tries sendfile, falls back to read and write.
#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

[[noreturn]] static void raise_error(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

static void copy(int from, int to) {
    for (;;) {
        const ssize_t n = sendfile(to, from, nullptr, 0x7ffff000);
        if (n == 0) return;
        if (n > 0 || errno == EINTR) continue;
        if (errno == EINVAL) break;
        raise_error("sendfile");
    }
    std::vector<char> buffer(1 << 16);
    ssize_t n;
    while ((n = read(from, buffer.data(), buffer.size())) > 0)
        for (ssize_t done = 0; done < n;) {
            const ssize_t m = write(to, buffer.data() + done, n - done);
            if (m < 0) raise_error("write");
            done += m;
        }
    if (n < 0) raise_error("read");
}

int main(int argc, char** argv) try {
    if (argc != 3) return 2;
    const std::string from = argv[1], to = argv[2];
    const int in = from == "-" ? 0 : open(argv[1], O_RDONLY);
    if (in < 0) raise_error(from);
    const int out = to == "-" ? 1 : open(argv[2], O_CREAT | O_WRONLY | O_TRUNC, 0644);
    if (out < 0) raise_error(to);
    copy(in, out);
    return 0;
} catch (const std::exception& e) {
    std::cerr << e.what() << "\n";
    return 1;
}
