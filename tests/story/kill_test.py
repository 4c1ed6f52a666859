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
from datetime import date, timedelta

import rehearsal
import ssd_oracle
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
CHILDREN = 250
KILLS = int(os.environ.get("DATAFLOW_KILLS", "50"))
SEED = int(os.environ.get("DATAFLOW_SEED", str(random.randrange(1_000_000))))


def day_of(number):
    return (date(2026, 6, 1) + timedelta(days=number - 1)).isoformat()


class Killed(unittest.TestCase):
    def test_fifty_kills_lose_nothing_and_send_nothing_twice_with_effect(self):
        print(f"seed {SEED}", flush=True)
        dice = random.Random(SEED)
        longest = self.time_of_one_run()
        stage = self.stage("kills")
        day, kills = 1, 0
        while kills < KILLS:
            if dice.random() < 0.3:
                day += 1
                stage.synthesise(day, CHILDREN)
            if (stage.folder / "agent.db").exists():
                stage.approve()
            kills += self.killed_run(stage, day, dice.uniform(0, longest))
        stage.note_values()
        stage.run_once(day_of(day), expect=None)
        stage.approve()
        end = stage.run_once(day_of(day))
        self.assertEqual(end["balance"]["remainder"], 0)
        self.assertEqual(end["balance"]["waiting"], 0)
        documents = ssd_oracle.documents(stage.folder / "cms.db", date.fromisoformat(day_of(day)))
        self.assertEqual(differences({c: d for c, d in documents.items() if d is not None}, stage.received()), [])
        repeats = stage.rows("SELECT count(*) FROM item WHERE effect = 'repeat'", of="receiver.db")[0][0]
        print(f"{kills} kills over {day} days, {len(stage.deliveries())} requests, {repeats} repeats without effect")

    def stage(self, name):
        stage = Rehearsal(BUILD, FOLDER / name)
        self.addCleanup(stage.close)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, CHILDREN)
        return stage

    def time_of_one_run(self):
        """Kills have to strike all over a run, so its length is measured, at a receiver of its own."""
        stage = self.stage("measured")
        begin = time.monotonic()
        stage.run_once(day_of(1))
        return time.monotonic() - begin

    def killed_run(self, stage, day, after):
        process = stage.start_agent("run", "--once", "--today", day_of(day))
        try:
            process.wait(after)
            return 0
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return 1 if process.wait() == -signal.SIGKILL else 0


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
