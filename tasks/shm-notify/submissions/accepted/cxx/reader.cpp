#include <iostream>
#include <string_view>

#include "names.hpp"

int main(int argc, char** argv) try {
    if (argc != 4) return 2;
    MappedBoard board(argv[1], false);
    const int bell = open(argv[2], O_RDONLY), answer = open(argv[3], O_WRONLY);
    char c;
    while (read(bell, &c, 1) == 1) {
        std::cout << std::string_view(board->text, board->length) << std::endl;
        c = '.';
        if (write(answer, &c, 1) != 1) return 1;
    }
    return 0;
} catch (const std::exception& e) {
    std::cerr << e.what() << std::endl;
    return 1;
}
