"""Measures the agent as a whole process: a first load and an unchanged run.

Prints one table: records a second, CPU per record, peak memory, and the time to the first byte sent.
The receiver runs on loopback on the same machine, so its work is part of the elapsed time but not of
the CPU shown. Compare figures of one run with each other, not with those of another machine.

A second table shows what the rules cost beside the building of the documents, for a large council.

Usage: bench.py BUILD [CHILDREN [CHILDREN_JUDGED [FOLDER]]]
"""

import os
import pathlib
import re
import sys
import time
from datetime import datetime

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
from rehearsal import Rehearsal  # noqa: E402

DAY = "2026-06-01"
ROUNDS = 3


class Figures:
    def __init__(self, records, seconds, usage, first_byte):
        self.per_second = records / seconds
        self.cpu = (usage.ru_utime + usage.ru_stime) / records * 1e6
        self.memory = usage.ru_maxrss / 1024
        self.first_byte = first_byte


def measured(stage, records):
    """One `run --once` with the operating system's own account of it."""
    with open(stage.folder / "bench-output.json", "w", encoding="utf-8") as output:
        wall, begin = time.time(), time.monotonic()
        process = os.posix_spawn(stage.bin / "dataflow-agent",
                                 ["dataflow-agent", "run", "--once", "--json", "--config",
                                  str(stage.folder / "agent.yaml"), "--today", DAY], os.environ,
                                 file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                                               (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
        _, status, usage = os.wait4(process, 0)
        seconds = time.monotonic() - begin
    assert os.waitstatus_to_exitcode(status) == 0, "the run failed"
    return Figures(records, seconds, usage, first_byte_after(stage, wall))


def first_byte_after(stage, wall):
    """When the agent noted the first delivery of this run, just before its first byte left."""
    moments = [datetime.fromisoformat(entry["at"]).timestamp() for entry in stage.audit() if entry["event"] == "sent"]
    found = min((moment for moment in moments if moment >= wall - 0.01), default=None)
    return None if found is None else max(0.0, found - wall)


def middle(values):
    return sorted(values)[len(values) // 2]


def row(name, figures):
    waits = [f.first_byte for f in figures]
    first = "none sent" if any(wait is None for wait in waits) else f"{middle(waits):.2f} s"
    print(f"| {name:<15} | {middle([f.per_second for f in figures]):>9,.0f} | "
          f"{middle([f.cpu for f in figures]):>10.0f} us | {middle([f.memory for f in figures]):>8.0f} MB | {first:>10} |")


def bench(build, children, folder):
    stage = Rehearsal(build, folder, keep_bodies=False)
    try:
        print(f"Making up {children:,} children with large records ...", flush=True)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, children, size="large")
        first, unchanged = [], []
        for _ in range(ROUNDS):
            stage.stop_receiver()
            for name in ("agent.db", "agent.db-wal", "agent.db-shm", "agent.db.mark", "receiver.db", "receiver.db-wal", "receiver.db-shm"):
                (stage.folder / name).unlink(missing_ok=True)
            stage.start_receiver()
            first.append(measured(stage, children))
            unchanged.append(measured(stage, children))
        bytes_sent, sent = stage.rows("SELECT sum(bytes), sum(children) FROM delivery WHERE status = 200", of="receiver.db")[0]
        print(f"{sent:,} records of {bytes_sent / sent / 1000:.1f} KB, median of {ROUNDS} rounds\n")
        print("| run             | records/s | CPU per record | peak memory | first byte |")
        print("|-----------------|-----------|---------------|-------------|------------|")
        row("first load", first)
        row("nothing changed", unchanged)
    finally:
        stage.close()


def bench_rules(build, children, folder):
    """The agent's own account of each step of a preview."""
    stage = Rehearsal(build, folder, keep_bodies=False)
    print(f"\nMaking up {children:,} children for the rules ...", flush=True)
    stage.configure()
    stage.synthesise(1, children)
    steps = []
    for _ in range(ROUNDS):
        log = stage.agent("preview", "--today", DAY).stderr
        found = re.search(r"(\d+) rows read in (\d+) ms, (\d+) records built in (\d+) ms, (\d+) rules judged in (\d+) ms", log)
        steps.append(list(map(int, found.groups())))
    rows, reading, records, building, rules, judging = (middle([step[i] for step in steps]) for i in range(6))
    print(f"{records:,} records of {rows:,} rows, {rules} rules, median of {ROUNDS} rounds\n")
    print("| step              | seconds | per record |")
    print("|-------------------|---------|------------|")
    for name, spent in (("rows read", reading), ("documents built", building), ("rules judged", judging)):
        print(f"| {name:<17} | {spent / 1000:>7.2f} | {spent * 1000 / records:>7.0f} us |")
    print(f"\nThe rules cost {judging / building:.2f} of what the building costs.")
    assert judging < building, "the rules cost more than the building of the documents"


def main():
    children = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    judged = int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
    folder = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else pathlib.Path(sys.argv[1]) / "bench"
    bench(sys.argv[1], children, folder / "delivery")
    bench_rules(sys.argv[1], judged, folder / "rules")


main()
