// Everything that has a name is removed when the writer ends, whichever way.
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>

struct Board {
    std::uint32_t length;
    char text[4092];
};

class MappedBoard {
public:
    MappedBoard(const char* name, bool make) : name_(make ? name : "") {
        const int fd = shm_open(name, make ? O_CREAT | O_EXCL | O_RDWR : O_RDWR, 0600);
        if (fd < 0) throw std::runtime_error("no board");
        if (make && ftruncate(fd, sizeof(Board)) != 0) throw std::runtime_error("ftruncate");
        void* p = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (p == MAP_FAILED) throw std::runtime_error("mmap");
        close(fd);
        board_ = static_cast<Board*>(p);
    }
    ~MappedBoard() {
        munmap(board_, sizeof(Board));
        if (!name_.empty()) shm_unlink(name_.c_str());
    }
    Board* operator->() { return board_; }

private:
    std::string name_;
    Board* board_;
};

class FifoName {
public:
    explicit FifoName(const char* path) : path_(path) {
        if (mkfifo(path, 0600) != 0) throw std::runtime_error("mkfifo");
    }
    ~FifoName() { unlink(path_.c_str()); }

private:
    std::string path_;
};
