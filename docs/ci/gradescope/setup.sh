#!/usr/bin/env bash
# setup.sh — Gradescope runs this once, as root, when it builds the autograder's image (choose Ubuntu 24.04).
# The archive holds beside it: run_autograder, task.conf, and the grader's sources as the folder grader/.
set -euo pipefail

source=${AUTOGRADER:-/autograder}/source
"$source/grader/scripts/install-dependencies"
cmake -S "$source/grader" -B /tmp/grader-build -G Ninja -D CMAKE_BUILD_TYPE=Release -D BUILD_TESTING=OFF -D CMAKE_INSTALL_PREFIX=/usr/local
cmake --build /tmp/grader-build --target grader
cmake --install /tmp/grader-build
rm -rf /tmp/grader-build
grader doctor || true   # in the build's log: what this container can protect and detect
