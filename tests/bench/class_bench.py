#!/usr/bin/env python3
"""class_bench.py — what grading a class costs beside compiling and running the same programs once.

    class_bench.py GRADER [SUBMISSIONS [ROUNDS]]

Bare and graded runs alternate. The bare run compiles each program with the task's flags and runs it once with the
arguments of each of the verdict's runs, as many at once as there are cores.
"""
import concurrent.futures
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TASK = ROOT / "tasks" / "pipe-sum"  # links no file of ours with the student's, and waits for nothing on purpose
CORES = len(os.sched_getaffinity(0))


def make_class(folder, count):
    source = (ROOT / "reference" / TASK.name / "main.c").read_text()
    folder.mkdir()
    for i in range(count):  # no two alike, or they would be graded once
        (folder / f"s{i:03}.c").write_text(f"{source}// {i}\n")


def graded(grader, folder):
    begun = time.monotonic()
    done = subprocess.run([grader, "check", TASK, folder, "--class", "--format", "json", "--quiet"], stdout=subprocess.PIPE)
    return time.monotonic() - begun, json.loads(done.stdout)


def bare_one(source, runs):
    with tempfile.TemporaryDirectory() as place:
        program = f"{place}/main"
        subprocess.run(["gcc", "-g", "-std=gnu17", "-pthread", source, "-o", program, "-lrt"], check=True)
        for argv in runs:
            subprocess.run([program, *argv[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # some are to fail


def bare(folder, runs):
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(CORES) as pool:
        for done in [pool.submit(bare_one, source, runs) for source in sorted(folder.iterdir())]:
            done.result()
    return time.monotonic() - begun


def main():
    grader = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = scratch
        folder = pathlib.Path(scratch) / "class"
        make_class(folder, count)
        _, verdicts = graded(grader, folder)  # warms caches: the reference's, the page cache
        assert all(v["verdict"] == "OK" for v in verdicts), [v["verdict"] for v in verdicts]
        runs = [r["processes"][0]["argv"] for r in verdicts[0]["runs"]]
        pairs = []
        for _ in range(rounds):
            bare_s = bare(folder, runs)
            graded_s, verdicts = graded(grader, folder)
            pairs.append((bare_s, graded_s))
        compile_ms = statistics.median(v["compile"]["wall_ms"] for v in verdicts)
        run_ms = statistics.median(sum(r["wall_ms"] for r in v["runs"]) for v in verdicts)
    print(f"{count} submissions, {CORES} cores, {rounds} rounds; milliseconds a submission and core")
    each = 1000 * CORES / count
    for bare_s, graded_s in pairs:
        print(f"  bare {bare_s * each:7.1f}   graded {graded_s * each:7.1f}   ratio {graded_s / bare_s:.2f}")
    print(f"  median ratio {statistics.median(g / b for b, g in pairs):.2f}")
    total = statistics.median(g for _, g in pairs) * each
    print(f"  of the graded: compiler {compile_ms:.1f}, runs {run_ms:.1f}, the rest {total - compile_ms - run_ms:.1f}")


if __name__ == "__main__":
    main()
