#include <fcntl.h>

#include <iostream>

#include "fd_socket.hpp"

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    Handle listener(socket(AF_UNIX, SOCK_SEQPACKET, 0));
    const sockaddr_un a = address_of(argv[1]);
    if (bind(listener.get(), reinterpret_cast<const sockaddr*>(&a), sizeof a) != 0) return 1;
    listen(listener.get(), 1);
    Handle taker(accept(listener.get(), nullptr, nullptr));
    for (int i = 2; i < argc; ++i) {
        Handle file(open(argv[i], O_RDONLY | O_CLOEXEC));
        send_message(taker, file.ok() ? 'F' : 'N', file);
        if (receive_message(taker).first != 'A') {
            std::cerr << "the taker has gone\n";
            unlink(argv[1]);
            return 1;
        }
    }
    unlink(argv[1]);
}
