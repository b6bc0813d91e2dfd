// C++: each child maps only the pages of its part (and the byte before), and sends its count through a pipe.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

static long count(const std::string& path, size_t begin, size_t end) {
    if (begin >= end) return 0;
    int fd = open(path.c_str(), O_RDONLY);
    const size_t page = sysconf(_SC_PAGESIZE);
    const size_t first = begin == 0 ? 0 : (begin - 1) / page * page;
    void* p = mmap(nullptr, end - first, PROT_READ, MAP_SHARED, fd, first);
    if (p == MAP_FAILED) {
        perror("mmap");
        _exit(1);
    }
    const unsigned char* s = static_cast<unsigned char*>(p);
    bool in_word = begin > 0 && !is_space(s[begin - 1 - first]);
    long words = 0;
    for (size_t i = begin; i < end; ++i) {
        const bool letter = !is_space(s[i - first]);
        if (letter && !in_word) ++words;
        in_word = letter;
    }
    munmap(p, end - first);
    close(fd);
    return words;
}

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string path = argv[1];
    const size_t k = std::stoul(argv[2]);
    struct stat st;
    if (stat(argv[1], &st) != 0) {
        perror(argv[1]);
        return 1;
    }
    const size_t size = st.st_size;
    std::vector<int> ends;
    for (size_t i = 0; i < k; ++i) {
        int p[2];
        pipe(p);
        if (fork() == 0) {
            const long n = count(path, size * i / k, size * (i + 1) / k);
            write(p[1], &n, sizeof n);
            _exit(0);
        }
        close(p[1]);
        ends.push_back(p[0]);
    }
    long total = 0;
    for (size_t i = 0; i < k; ++i) {
        long n = 0;
        read(ends[i], &n, sizeof n);
        std::cout << "child " << i + 1 << " " << n << "\n";
        total += n;
    }
    while (wait(nullptr) > 0) {}
    std::cout << "total " << total << std::endl;
    return 0;
}
