"""Measures the agent as a whole process: a first load and an unchanged run.

Prints one table: records a second, CPU per record, peak memory, and the time to the first byte sent.
The receiver runs on loopback on the same machine, so its work is part of the elapsed time but not of
the CPU shown. Compare figures of one run with each other, not with those of another machine.

A second table shows the rate of delivery with several envelopes in flight, to an endpoint that takes
200 ms for an answer. A third shows what the rules cost beside the building of the documents, for a
large council. A fourth reads a table of PostgreSQL through the connector and by a bare loop over the same
rowset.

Usage: bench.py BUILD [CHILDREN [CHILDREN_JUDGED [FOLDER]]]
"""

import os
import pathlib
import re
import subprocess
import sys
import time
from datetime import datetime

for place in ("story", "databases"):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / place))
import server  # noqa: E402
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


def delivery_seconds(stage):
    """From the first envelope to the last answer, by the agent's own audit trail."""
    moments = [datetime.fromisoformat(entry["at"]).timestamp() for entry in stage.audit()
               if entry["event"] in ("sent", "receipted")]
    return max(moments) - min(moments)


def middle(values):
    return sorted(values)[len(values) // 2]


def row(name, figures):
    waits = [f.first_byte for f in figures]
    first = "none sent" if any(wait is None for wait in waits) else f"{middle(waits):.2f} s"
    print(f"| {name:<15} | {middle([f.per_second for f in figures]):>9,.0f} | "
          f"{middle([f.cpu for f in figures]):>10.0f} us | {middle([f.memory for f in figures]):>8.0f} MB | {first:>10} |")


def begin_anew(stage, *options):
    """An agent that has sent nothing, and a receiver that has got nothing."""
    stage.stop_receiver()
    for name in ("agent.db", "receiver.db"):
        for file in stage.folder.glob(name + "*"):
            file.unlink()
    stage.start_receiver(*options)


def bench_lanes(build, children, folder):
    """A first load to a slow endpoint."""
    stage = Rehearsal(build, folder, keep_bodies=False)
    try:
        print(f"\nDelivering {children:,} children to an endpoint that answers in 200 ms ...", flush=True)
        stage.write("slow.yaml", "faults:\n  - {delay_ms: 200}\n")
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, children, size="large")
        rates = {}
        for lanes in (1, 4, 8, 16):
            stage.configure(replace={"requests_a_minute: 0": f"requests_a_minute: 0\n  in_flight: {lanes}"})
            begin_anew(stage, "--faults", "slow.yaml")
            measured(stage, children)
            rates[lanes] = children / delivery_seconds(stage)
    finally:
        stage.close()
    print("\n| envelopes in flight | records/s delivered | of one at a time |")
    print("|---------------------|---------------------|------------------|")
    for lanes, rate in rates.items():
        print(f"| {lanes:>19} | {rate:>19,.0f} | {rate / rates[1]:>16.1f} |")
    assert rates[8] >= 6 * rates[1], "8 envelopes in flight are not 6 times as fast as one"


def bench(build, children, folder):
    stage = Rehearsal(build, folder, keep_bodies=False)
    try:
        print(f"Making up {children:,} children with large records ...", flush=True)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, children, size="large")
        first, unchanged = [], []
        for _ in range(ROUNDS):
            begin_anew(stage)
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


def odbc_rows(build, source, how, table):
    """(rows a second, peak memory in MB) of one process that reads a table."""
    words = [f"{name}={value}" for name, value in source.options().items() if name not in ("kind", "schema")]
    done = subprocess.run([pathlib.Path(build) / "bin/odbc_rows", how, table, *words], text=True, capture_output=True,
                          check=True, env={**os.environ, "DATAFLOW_PASSWORD": server.READER_PASSWORD})
    rows, seconds, kilobytes = done.stdout.split()
    return int(rows) / float(seconds), int(kilobytes) / 1024


def bench_odbc(build, rows):
    """Narrow rows of PostgreSQL: a key, a code, a day and a moment."""
    missing = server.lacks("postgresql")
    if missing:
        print(f"\nPostgreSQL is left out: {missing}")
        return
    source = server.PostgreSQL()
    try:
        for table, count in (("few", rows // 10), ("many", rows)):
            source.sql(f"CREATE TABLE {table} AS SELECT i::numeric(16) AS id, ('EG' || i)::varchar(20) AS code, "
                       f"date '2010-01-01' + (i % 5000)::int AS born, timestamp '2026-01-01' + i * interval '1 second' AS seen "
                       f"FROM generate_series(1, {count}) AS s(i); VACUUM ANALYZE {table}")
        print(f"\n{rows:,} narrow rows of PostgreSQL by ODBC, best of {ROUNDS} rounds\n")
        print("| how           | rows/s    | peak memory | with a tenth of the rows |")
        print("|---------------|-----------|-------------|--------------------------|")
        best, peak = {}, {}
        for how in ("bare", "connector"):
            few = [odbc_rows(build, source, how, "few") for _ in range(ROUNDS)]
            many = [odbc_rows(build, source, how, "many") for _ in range(ROUNDS)]
            best[how] = max(rate for rate, _ in many)
            peak[how] = (middle([memory for _, memory in few]), middle([memory for _, memory in many]))
            print(f"| {how:<13} | {best[how]:>9,.0f} | {peak[how][1]:>8.1f} MB | {peak[how][0]:>21.1f} MB |")
    finally:
        source.close()
    share = best["connector"] / best["bare"]
    print(f"\nThe connector reads {share:.0%} of what the bare loop does.")
    assert share >= 0.7, "the connector is slower than 70 % of a bare loop"
    assert peak["connector"][1] < peak["connector"][0] + 2, "memory grows with the rows"


def main():
    children = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    judged = int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
    folder = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else pathlib.Path(sys.argv[1]) / "bench"
    bench(sys.argv[1], children, folder / "delivery")
    bench_lanes(sys.argv[1], children, folder / "lanes")
    bench_rules(sys.argv[1], judged, folder / "rules")
    bench_odbc(sys.argv[1], 1_000_000)


main()
