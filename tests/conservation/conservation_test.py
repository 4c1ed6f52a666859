"""Conservation: killed and stopped at any moment, over a network with faults, nothing is lost or invented.

The oracle is never killed: a made-up council that changes from day to day, and a receiver. Between agent
and receiver stands a proxy that delays, drops, resets, and cuts after the receiver has accepted. The
agent lives for 50 to 2,000 ms at a time, then it is killed, or stopped for a while and killed later.

DATAFLOW_KILLS says how many kills (200; with many fewer a kind of fault may not come up, which fails).
DATAFLOW_SEED repeats the dice of a run; the seed is printed.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import unittest
from datetime import date, timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
import rehearsal  # noqa: E402
import ssd_oracle  # noqa: E402
from fault_proxy import AT_OPENING, Fault, FaultProxy, drawn  # noqa: E402
from rehearsal import Rehearsal, differences  # noqa: E402
from witness import Witness  # noqa: E402

BUILD = FOLDER = None
CHILDREN = 60
DAYS = 20  # then the source begins again with its first
KILLS = int(os.environ.get("DATAFLOW_KILLS", "200"))
SEED = int(os.environ.get("DATAFLOW_SEED", str(random.randrange(1_000_000))))
KILLS_BETWEEN_CHECKS = 50  # what went wrong must be seen before a later change of the same child mends it
SHORTEST, LONGEST = 0.05, 2.0
# Small envelopes, several of them under way at once.
PROFILE = """\
title: The receiver, with small envelopes
path: /children_social_care_data/{council}/children
supplier_key_header: SupplierKey
most_children: 4
receipts: [list]
"""
DONE, ENDPOINT_TOOK_NOT_ALL, HELD_BY_THE_BRAKE = 0, 5, 8


class World:
    """What is never killed: source, receiver and proxy; and the agent's settings."""

    def __init__(self, folder):
        self.stage = Rehearsal(BUILD, folder)
        self.stage.start_receiver()
        self.proxy = FaultProxy(self.stage.port, SEED)
        self.witness = Witness(self.stage)
        self.known_days = {}
        self.be_patient(60)
        self.turn_to(1)

    def close(self):
        self.proxy.close()
        self.stage.close()

    def be_patient(self, seconds, in_flight=3):
        """How long the agent waits for an answer."""
        self.stage.write("profile.yaml", PROFILE)
        self.stage.configure(first_send=rehearsal.OPEN_BRAKE, replace={
            f":{self.stage.port}": f":{self.proxy.port}",
            "timeout_seconds: 60": f"timeout_seconds: {seconds}\n  profile: profile.yaml\n  in_flight: {in_flight}"})

    def turn_to(self, day):
        """Puts the council of that day in the source's place."""
        self.today = (date(2026, 6, 1) + timedelta(days=day - 1)).isoformat()
        made = self.stage.folder / f"cms-{day}.db"
        if day not in self.known_days:
            self.stage.synthesise(day, CHILDREN, to=made.name)
            self.known_days[day] = ssd_oracle.documents(made, date.fromisoformat(self.today))
        shutil.copy(made, self.stage.folder / "cms.db")
        self.day = day
        self.witness.source_has(self.known_days[day])

    def documents(self):
        return {child: document for child, document in self.known_days[self.day].items() if document is not None}


class Conservation(unittest.TestCase):
    def test_nothing_is_lost_or_invented_and_no_repeat_has_an_effect(self):
        print(f"seed {SEED}, {KILLS} kills", flush=True)
        self.dice = random.Random(SEED)
        self.kills = self.kills_of_deliveries = self.stops = self.days = 0
        self.length = self.length_of_one_run()
        world = self.new_world("world")
        faults = drawn(random.Random(SEED))
        later = drawn(random.Random(SEED + 1), without=AT_OPENING)
        self.begin = time.monotonic()
        while self.kills < KILLS:
            world.proxy.faults, world.proxy.later_faults = faults, later
            world.be_patient(1)
            self.live_until(world, min(KILLS, self.kills + KILLS_BETWEEN_CHECKS))
            world.proxy.faults = world.proxy.later_faults = iter(())
            world.be_patient(60)
            self.let_it_finish(world)
        self.check_that_all_was_tried(world)

    def test_a_repeat_that_reaches_nobody_leaves_the_first_delivery_in_doubt(self):
        """The HTTP library repeats a request by itself when a connection that it used before goes."""
        world = self.new_world("unnoticed_repeat")
        world.be_patient(60, in_flight=1)
        for_token, for_deliveries, for_repeat = Fault.PASS, Fault.PASS, Fault.RESET_AT_OPENING
        world.proxy.faults = iter([for_token, for_deliveries, for_repeat])
        world.proxy.later_faults = iter([Fault.CUT])
        done = world.stage.run_once(world.today, expect=ENDPOINT_TOOK_NOT_ALL)
        self.assertEqual([status for status, _, _ in world.stage.deliveries()], [200, 200], "the receiver has stored both")
        self.assertEqual((done["requests"], done["accepted"]), (2, 4))
        self.assertEqual(world.proxy.counts, {Fault.PASS: 1, Fault.CUT: 1, Fault.RESET_AT_OPENING: 1})
        world.turn_to(5)
        self.let_it_finish(world)

    def live_until(self, world, kills):
        while self.kills < kills:
            if self.dice.random() < 0.7:
                world.turn_to((world.day + self.dice.choice((1, 1, 2, 5, -1, -5)) - 1) % DAYS + 1)
                self.days += 1
            self.one_life(world)

    def new_world(self, name):
        world = World(FOLDER / name)
        self.addCleanup(world.close)
        return world

    def length_of_one_run(self):
        """Lives have to end all over a run, however slow the build is, so a run is measured."""
        world = self.new_world("measured")
        begin = time.monotonic()
        world.stage.run_once(world.today)
        return time.monotonic() - begin

    # ----- a life

    def one_life(self, world):
        """The agent's, as a service or for one run, until it is killed or has done its run."""
        once = self.dice.random() < 0.2
        world.proxy.delivery_begun.clear()
        process = world.stage.start_agent("run", "--once" if once else "--now", "--today", world.today)
        ended = self.ends_before_its_time(process, world.proxy.delivery_begun)
        if not ended and self.dice.random() < 0.15:
            self.stops += 1
            process.send_signal(signal.SIGSTOP)
            self.ends_within(self.drawn_length(), process)
            process.send_signal(signal.SIGCONT)
            ended = self.ends_within(self.drawn_length(), process)
        delivering = world.proxy.under_way > 0
        if not ended:
            process.kill()
        code = process.wait()
        if code == -signal.SIGKILL:
            self.kills += 1
            self.kills_of_deliveries += delivering
            if self.kills % 20 == 0:
                self.show_progress(world)
        else:
            expected = (DONE, ENDPOINT_TOOK_NOT_ALL, HELD_BY_THE_BRAKE) if once else ()
            self.assertIn(code, expected, f"it ended by itself:\n{world.stage.last_output()}")
            if code == HELD_BY_THE_BRAKE:
                world.stage.approve()

    def drawn_length(self):
        """Of a life or a stop: most are shorter than a run takes, a few are long."""
        length = self.dice.uniform(0, LONGEST if self.dice.random() < 0.03 else self.length)
        return min(LONGEST, max(SHORTEST, length))

    def ends_before_its_time(self, process, delivery_begun):
        """Most lives are to end at any moment, the others soon after a delivery has begun, if one does."""
        if self.dice.random() < 0.7:
            return self.ends_within(self.drawn_length(), process)
        begun = delivery_begun.wait(min(LONGEST, 1.2 * self.length))
        return self.ends_within(self.dice.uniform(0, 0.3 * self.length) if begun else 0, process)

    def ends_within(self, seconds, process):
        try:
            process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            return False

    # ----- the end

    def let_it_finish(self, world):
        """Everything arrives, and then there is nothing more to send; nothing that ever arrived was wrong."""
        world.stage.note_values()
        world.stage.run_once(world.today, expect=None)
        world.stage.approve()
        world.stage.run_once(world.today)
        last = world.stage.run_once(world.today)
        expected = world.documents()
        self.assertEqual(last["requests"], 0)
        self.assertEqual(last["balance"]["remainder"], 0)
        self.assertEqual(last["balance"]["waiting"], 0)
        self.assertEqual(last["balance"]["accepted"], len(expected))
        self.assertEqual(differences(expected, world.stage.received()), [])
        world.witness.read()
        self.assertEqual(world.witness.problems, [])
        self.assertEqual(world.stage.rows(
            "SELECT count(*) FROM delivery GROUP BY idempotency_key HAVING count(DISTINCT content_digest) <> 1",
            of="receiver.db"), [], "one key stands for one content")
        self.assertEqual(world.proxy.problems, [])
        world.stage.agent("verify", "agent.db", "--key", "agent.pub")

    def check_that_all_was_tried(self, world):
        self.show_progress(world)
        print(", ".join(f"{world.proxy.counts[fault]} {fault.value}" for fault in Fault), flush=True)
        self.assertEqual([fault.value for fault in Fault if not world.proxy.counts[fault]], [])
        for effect in ("applied", "repeat", "purged"):
            self.assertGreater(world.witness.effects[effect], 0, effect)
        self.assertGreater(self.kills_of_deliveries, 0)
        self.assertGreater(self.stops, 0)

    def show_progress(self, world):
        world.witness.read()
        effects = world.witness.effects
        print(f"{self.kills} kills, {self.kills_of_deliveries} of them in a delivery; {self.stops} stops; "
              f"{self.days} changes of the source; {sum(effects.values())} children in {world.witness.requests} "
              f"requests, {effects['repeat']} of them repeats without effect; "
              f"{time.monotonic() - self.begin:.0f} s", flush=True)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
