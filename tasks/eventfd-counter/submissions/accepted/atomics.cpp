// C++: a class for the counters; every consumer has its turn number, every slot its own pair of counters.
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <new>
#include <string>
#include <vector>

class Counter {
public:
    explicit Counter(unsigned start) : fd_(eventfd(start, EFD_SEMAPHORE)) {
        if (fd_ < 0) throw std::bad_alloc();
    }
    void wait() {
        uint64_t x;
        while (read(fd_, &x, 8) != 8) {}
    }
    void post() {
        const uint64_t x = 1;
        while (write(fd_, &x, 8) != 8) {}
    }

private:
    int fd_;
};

struct Slot {
    Counter free{1}, full{0};
    char text[64];
};

struct Shared {
    std::atomic<unsigned> turn{0};
};

template <class T>
T* shared_memory(size_t n) {
    void* p = mmap(nullptr, n * sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) throw std::bad_alloc();
    return static_cast<T*>(p);
}

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const unsigned slots = std::stoul(argv[1]);
    const int consumers = std::stoi(argv[2]);
    auto* shared = new (shared_memory<Shared>(1)) Shared;
    Slot* ring = shared_memory<Slot>(slots);
    for (unsigned i = 0; i < slots; i++) new (&ring[i]) Slot;

    std::vector<pid_t> pids;
    for (int i = 0; i < consumers; i++) {
        const pid_t pid = fork();
        if (pid == 0) {
            for (;;) {
                Slot& slot = ring[shared->turn++ % slots];
                slot.full.wait();
                const std::string line = slot.text;
                slot.free.post();
                if (line.empty()) _exit(0);
                std::cout << line + "\n" << std::flush;
            }
        }
        pids.push_back(pid);
    }
    unsigned turn = 0;
    const auto put = [&](const std::string& line) {
        Slot& slot = ring[turn++ % slots];
        slot.free.wait();
        std::strncpy(slot.text, line.c_str(), sizeof slot.text - 1);
        slot.full.post();
    };
    for (std::string line; std::getline(std::cin, line);) put(line);
    for (int i = 0; i < consumers; i++) put("");
    for (const pid_t pid : pids) waitpid(pid, nullptr, 0);
    return 0;
}
