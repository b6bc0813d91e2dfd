#include <iostream>
#include <vector>

#include "fd_socket.hpp"

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    Handle giver(socket(AF_UNIX, SOCK_SEQPACKET, 0));
    const sockaddr_un a = address_of(argv[1]);
    if (connect(giver.get(), reinterpret_cast<const sockaddr*>(&a), sizeof a) != 0) return 1;
    for (int number = 1;; ++number) {
        auto [what, file] = receive_message(giver);
        if (what == 0) break;
        std::cout << "== " << number << (what == 'N' ? " missing" : "") << std::endl;
        std::vector<char> buffer(65536);
        for (ssize_t n; file.ok() && (n = read(file.get(), buffer.data(), buffer.size())) > 0;)
            std::cout.write(buffer.data(), n);
        send_message(giver, 'A', Handle());
    }
    std::cout.flush();
}
