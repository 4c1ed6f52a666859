"""Killed at any moment, any number of times: at the end the receiver equals the source.

kill -9 strikes 50 runs at random moments, while the source goes on changing. A kill counts only when
it met a living process. The seed is printed.
"""

import os
import random
import signal
import subprocess
import sys
import time
import unittest
from datetime import date

import rehearsal
import ssd_oracle
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
CHILDREN = 250
KILLS = int(os.environ.get("DATAFLOW_KILLS", "50"))
SEED = int(os.environ.get("DATAFLOW_SEED", str(random.randrange(1_000_000))))


class Killed(unittest.TestCase):
    def test_fifty_kills_lose_nothing_and_send_nothing_twice_with_effect(self):
        print(f"seed {SEED}", flush=True)
        dice = random.Random(SEED)
        stage = Rehearsal(BUILD, FOLDER / "kills")
        self.addCleanup(stage.close)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, CHILDREN)
        day = 1
        longest = self.time_of_one_run(stage)
        kills = 0
        while kills < KILLS:
            if dice.random() < 0.3:
                day += 1
                stage.synthesise(day, CHILDREN)
            kills += self.killed_run(stage, day, dice.uniform(0, longest))
        today = f"2026-06-{day:02}" if day <= 30 else f"2026-07-{day - 30:02}"
        end = stage.run_once(today)
        self.assertEqual(end["balance"]["remainder"], 0)
        self.assertEqual(end["balance"]["waiting"], 0)
        documents = ssd_oracle.documents(stage.folder / "cms.db", date.fromisoformat(today))
        self.assertEqual(differences({c: d for c, d in documents.items() if d is not None}, stage.received()), [])
        repeats = stage.rows("SELECT count(*) FROM item WHERE effect = 'repeat'", of="receiver.db")[0][0]
        print(f"{kills} kills over {day} days, {len(stage.deliveries())} requests, {repeats} repeats without effect")

    def day_option(self, day):
        return ["--today", f"2026-06-{day:02}" if day <= 30 else f"2026-07-{day - 30:02}"]

    def time_of_one_run(self, stage):
        """Kills have to strike all over a run, so its length is measured on a ledger of its own."""
        stage.configure(replace={"ledger: agent.db": "ledger: measured.db"})
        begin = time.monotonic()
        stage.run_once("2026-06-01")
        stage.configure()
        # The receiver holds the first day now, as after a lost ledger: everything is sent once more.
        return time.monotonic() - begin

    def killed_run(self, stage, day, after):
        process = stage.start_agent("run", "--once", *self.day_option(day))
        try:
            process.wait(after)
            return 0
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return 1 if process.wait() == -signal.SIGKILL else 0


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
