"""Runs fuzzers, two at a time, each for so many seconds; a finding fails the run and its input is kept.

Inputs that reach new code are kept in BUILD/corpus, so that the next run goes on from there.

Usage: fuzz.py BUILD SECONDS NAME...
"""

import concurrent.futures
import pathlib
import re
import subprocess
import sys

SEEDS = pathlib.Path(__file__).resolve().parent / "corpus"
AT_ONCE = 2
LIMITS = ["-max_len=4096", "-timeout=10", "-rss_limit_mb=1024"]


class Fuzzer:
    def __init__(self, build, name):
        self.name = name
        self.program = build / "bin" / f"{name}_fuzz"
        self.corpus = build / "corpus" / name
        self.findings = build / "findings"
        self.log = self.findings / f"{name}.log"

    def run(self, seconds):
        """Whether it found nothing; prints one line, or else the end of its log."""
        self.corpus.mkdir(parents=True, exist_ok=True)
        with open(self.log, "wb") as log:
            done = subprocess.run([self.program, f"-max_total_time={seconds}", *LIMITS, "-print_final_stats=1",
                                   f"-artifact_prefix={self.findings}/{self.name}-", self.corpus, SEEDS / self.name],
                                  stdout=log, stderr=subprocess.STDOUT, check=False)
        printed = self.log.read_text(encoding="utf-8", errors="replace")
        if done.returncode == 0:
            print(self.summary(printed), flush=True)
        else:
            print(f"{self.name}: a finding, kept in {self.findings}\n{printed[-6000:]}", flush=True)
        return done.returncode == 0

    def summary(self, printed):
        runs, = re.findall(r"number_of_executed_units: *(\d+)", printed)
        coverage = re.findall(r"cov: (\d+)", printed)[-1]
        return f"{self.name}: {int(runs):,} inputs, {coverage} edges reached, nothing found"


def main():
    build, seconds, *names = sys.argv[1:]
    build = pathlib.Path(build).resolve()
    (build / "findings").mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as at_once:
        clean = list(at_once.map(lambda name: Fuzzer(build, name).run(seconds), names))
    sys.exit(0 if names and all(clean) else 1)


main()
