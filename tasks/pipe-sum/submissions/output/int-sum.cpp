// The sums are ints: right for small numbers only.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <vector>

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    int a = atoi(argv[1]), b = atoi(argv[2]), k = atoi(argv[3]);
    if (k < 1 || k > 30) return 2;
    std::vector<int> ends;
    for (int i = 0; i < k; i++) {
        int p[2];
        pipe(p);
        if (fork() == 0) {
            int sum = 0;
            for (int n = a + i; n <= b; n += k) sum += n * n;
            write(p[1], &sum, sizeof sum);
            _exit(0);
        }
        close(p[1]);
        ends.push_back(p[0]);
    }
    int total = 0;
    for (int i = 0; i < k; i++) {
        int sum;
        read(ends[i], &sum, sizeof sum);
        std::cout << "child " << i + 1 << " " << sum << "\n";
        total += sum;
        wait(nullptr);
    }
    std::cout << "total " << total << "\n";
}
