#include <cstring>
#include <iostream>

#include "names.hpp"

int main(int argc, char** argv) try {
    if (argc != 4) return 2;
    MappedBoard board(argv[1], true);
    FifoName bell_name(argv[2]), answer_name(argv[3]);
    const int bell = open(argv[2], O_WRONLY), answer = open(argv[3], O_RDONLY);
    char c = '!';
    for (std::string line; std::getline(std::cin, line);) {
        board->length = line.size();
        std::memcpy(board->text, line.data(), line.size());
        c = '!';
        if (write(bell, &c, 1) != 1 || read(answer, &c, 1) != 1 || c != '.') throw std::runtime_error("no reader");
    }
    close(bell);
    return 0;
} catch (const std::exception& e) {
    std::cerr << e.what() << std::endl;
    return 1;
}
