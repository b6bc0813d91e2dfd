// C++; the ball travels as a line of text through FILE streams; the parent's last duty is to close its end.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>

class Side {
public:
    Side(const char* name, int in, int out) : name_(name), in_(fdopen(in, "r")), out_(fdopen(out, "w")) {}
    ~Side() {
        fclose(in_);
        fclose(out_);
    }
    void hit(int64_t ball) {
        fprintf(out_, "%ld\n", static_cast<long>(ball));
        fflush(out_);
    }
    bool take(int64_t& ball) {
        long value;
        if (fscanf(in_, "%ld", &value) != 1) return false;
        ball = value;
        std::cout << name_ << " " << ball << std::endl;
        return true;
    }

private:
    const char* name_;
    FILE *in_, *out_;
};

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: main ROUNDS START\n";
        return 2;
    }
    const int rounds = std::stoi(argv[1]);
    int64_t ball = std::stoll(argv[2]);
    int there[2], back[2];
    if (pipe(there) != 0 || pipe(back) != 0) return 1;
    if (fork() == 0) {
        close(there[1]);
        close(back[0]);
        Side me("child", there[0], back[1]);
        while (me.take(ball)) me.hit(ball + 1);
        return 0;
    }
    close(there[0]);
    close(back[1]);
    {
        Side me("parent", back[0], there[1]);
        for (int i = 0; i < rounds; i++) {
            me.hit(ball);
            if (!me.take(ball)) return 1;
            ball++;
        }
    }
    int status = 0;
    wait(&status);
    return WEXITSTATUS(status);
}
