"""The service under a service manager: told how it is, given new settings, asked to stop, one at a time."""

import functools
import json
import os
import pathlib
import signal
import socket
import sys
import time
import unittest

import rehearsal
from rehearsal import DEADLINE_SECONDS, OPEN_BRAKE, Rehearsal

BUILD = FOLDER = None
DAY = "2026-06-01"
CHILDREN = 40
CHILDREN_OF_THE_SOAK = 120  # whose tables are empty on none of its days or on all: the brake holds a run otherwise
RELOADS = int(os.environ.get("DATAFLOW_RELOADS", "30"))
SOAK_MINUTES = int(os.environ.get("DATAFLOW_SOAK_MINUTES", "0"))
SOAK = "DATAFLOW_RELOADS" in os.environ  # with figures of memory, which the sanitizers would spoil
LEDGER_FAILED = 6
# Read so slowly that a run lasts until somebody asks for something else.
SLOW = "load: {rows_per_second: 20}"
# A run that is under way during all reloads.
LOAD = f"load: {{rows_per_second: {3000 // RELOADS}}}"
YEARLY = 'schedule: "0 5 29 2 *, UTC"'
FAULTY = ["schedule: every fortnight", "shedule: every hour", "schedule: [every, hour",
          "schedule: every hour\nlog: {level: warning}"]


class Manager:
    """What systemd is to the service: a socket that it reports to (sd_notify(3))."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("")  # under a name that the kernel chooses and no file has
        self.status = ""  # as it was told last

    def environment(self, watchdog_microseconds=None):
        named = {"NOTIFY_SOCKET": "@" + self.socket.getsockname()[1:].decode()}
        if watchdog_microseconds:
            named["WATCHDOG_USEC"] = str(watchdog_microseconds)
        return named

    def hears(self, line):
        """Reads notices up to one with that line; gives it whole."""
        return self.listen(lambda notice: line in notice.splitlines(), line)

    def sees(self, words):
        """The status has these words, or comes to have them."""
        if words not in self.status:
            self.listen(lambda _: words in self.status, words)

    def listen(self, wanted, what):
        """A notice can come every few seconds, so the deadline is that of all of them."""
        end = time.monotonic() + DEADLINE_SECONDS
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            notice = self.socket.recv(4096).decode()
            for line in notice.splitlines():
                if line.startswith("STATUS="):
                    self.status = line
            if wanted(notice):
                return notice
        raise AssertionError(f"'{what}' was not told within {DEADLINE_SECONDS} seconds")

    def close(self):
        self.socket.close()


class Service(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName)
        self.addCleanup(self.stage.close)
        self.manager = Manager()
        self.addCleanup(self.manager.close)
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()

    def configure(self, schedule=YEARLY, terms="reads: once", brake="free"):
        self.stage.configure(source=f"{{kind: sqlite, file: cms.db, {terms}}}", first_send=brake,
                             replace={"schedule: every hour": schedule})

    def start(self, *arguments, **watched):
        environment = os.environ | self.manager.environment(**watched)
        service = self.stage.start_agent("run", "--today", DAY, *arguments, env=environment)
        self.output = max((self.stage.folder / "output").iterdir())
        self.addCleanup(service.kill)
        return service

    def end(self, service):
        service.terminate()
        self.assertEqual(service.wait(DEADLINE_SECONDS), 0)

    def printed(self):
        """What the service that was started last has printed."""
        return self.output.read_text(encoding="utf-8")

    def last_run(self):
        return json.loads(self.stage.agent("status", "--json").stdout)["last_run"]

    def reload(self, service):
        service.send_signal(signal.SIGHUP)
        self.manager.hears("RELOADING=1")
        return self.manager.hears("READY=1")

    def test_the_service_manager_is_told_how_the_service_is(self):
        self.configure()
        service = self.start(watchdog_microseconds=900_000)
        self.assertIn("STATUS=", self.manager.hears("READY=1"))
        self.manager.sees("Intake: next run 2028-02-29T05:")
        for _ in range(3):
            self.manager.hears("WATCHDOG=1")
        service.terminate()
        self.manager.hears("STOPPING=1")
        self.assertEqual(service.wait(DEADLINE_SECONDS), 0)
        self.assertGreater(len(self.stage.items()), 20)

    def test_one_process_at_a_time_works_with_a_ledger(self):
        self.configure()
        service = self.start()
        self.manager.hears("READY=1")
        for command in (["run", "--once", "--today", DAY], ["run", "--today", DAY], ["rotate-key", "other.key"],
                        ["recover", "--anew", "--by", "Somebody", "--reason", "A rehearsal."]):
            other = self.stage.agent(*command, expect=LEDGER_FAILED)
            self.assertIn("Another dataflow-agent works with this ledger.", other.stderr)
        self.stage.agent("status")
        service.kill()
        service.wait(DEADLINE_SECONDS)
        self.stage.run_once(DAY)

    def test_a_stop_leaves_the_run_that_is_under_way_and_the_next_start_does_it_anew(self):
        self.configure(terms=SLOW)
        service = self.start()
        self.manager.sees("Intake: a run is under way")
        self.end(service)
        last = self.last_run()
        self.assertEqual(last["state"], "waiting")
        self.assertIn("The agent was asked to stop during this run.", last["error"])
        self.assertEqual(self.stage.items(), [])
        self.configure()
        again = self.start()
        self.stage.wait_for(self.stage.received, "the council")
        self.end(again)
        self.assertEqual(self.stage.received(), self.stage.built(DAY))

    def test_a_second_signal_gives_up_what_is_under_way_and_loses_nothing(self):
        self.stage.stop_receiver()
        self.stage.write("faults.yaml", "faults:\n  - {hang: true, store: true}\n")
        self.stage.start_receiver("--faults", "faults.yaml")
        self.configure()
        service = self.start()
        self.stage.wait_for(self.stage.deliveries, "a request")
        service.terminate()
        self.manager.hears("STOPPING=1")
        self.end(service)
        self.assertIn("service.gave_up", self.printed())
        self.stage.stop_receiver()
        self.stage.start_receiver()
        self.assertEqual(self.stage.run_once(DAY)["balance"]["waiting"], 0)
        self.assertEqual(self.stage.received(), self.stage.built(DAY))

    def test_new_settings_are_taken_as_a_whole_or_not_at_all(self):
        self.configure()
        service = self.start()
        self.manager.sees("Intake: next run 2028-02-29")
        for faulty in FAULTY:
            self.configure(schedule=faulty)
            self.reload(service)
            self.assertIn("next run 2028-02-29", self.manager.status, faulty)
        self.assertEqual(self.printed().count("settings.refused"), len(FAULTY))
        self.stage.configure(replace={"ledger: agent.db": "ledger: other.db"})
        self.reload(service)
        self.assertIn("The setting 'ledger' can only be changed by a restart.", self.printed())
        # Whoever may enter every folder fails at this name as others do at a folder that is closed to them.
        (self.stage.folder / "secrets" / "loop").symlink_to("loop")
        self.stage.configure(replace={"secrets/client_secret": "secrets/loop"})
        self.reload(service)
        self.assertIn("secrets/loop: This file cannot be read", self.printed())
        self.configure(schedule='schedule: "0 6 1 3 *, UTC"')
        self.reload(service)
        self.manager.sees("Intake: next run 2027-03-01T06:")
        self.end(service)

    def test_reloads_under_load_lose_no_run_and_keep_nothing_open(self):
        self.configure(terms=LOAD)
        service = self.start("--now")
        self.manager.hears("READY=1")
        good = 0
        for number in range(RELOADS):
            faulty = number % 2 == 1
            good += not faulty
            self.configure(schedule=FAULTY[number // 2 % len(FAULTY)] if faulty else YEARLY,
                           terms=LOAD)
            self.reload(service)
            if number == 9:
                before = self.holdings(service)
        self.assertEqual(self.printed().count("settings.taken"), good)
        self.assertEqual(self.printed().count("settings.refused"), RELOADS - good)
        self.stage.wait_for(lambda: len(self.stage.items()) > 0, "the council")
        self.stage.wait_for(lambda: self.holds_no_more(service, before), "what old settings had opened to be closed")
        if SOAK:
            after = self.holdings(service)
            print(f"{RELOADS} reloads: files {before[0]} to {after[0]}, threads {before[1]} to {after[1]}, "
                  f"memory {before[2]} to {after[2]} kB")
            self.assertLess(after[2], before[2] * 1.2)
        self.end(service)
        self.configure()
        last = self.last_run()
        self.assertEqual((last["id"], last["state"]), (1, "settled"))
        self.assertEqual(self.stage.received(), self.stage.built(DAY))

    @unittest.skipUnless(SOAK_MINUTES, "only ./dev soak has the time")
    def test_a_service_that_runs_for_long_loses_no_run_and_grows_by_nothing(self):
        EVERY_MINUTE = 'schedule: "* * * * *, UTC"\nspread_minutes: 0'
        configure = functools.partial(self.configure, brake=OPEN_BRAKE)  # a month of a council in an hour
        configure(EVERY_MINUTE)
        service = self.start()
        self.manager.hears("READY=1")
        reloads, samples = 0, []
        end = time.monotonic() + 60 * SOAK_MINUTES
        while time.monotonic() < end:
            minute = len(samples) + 1
            self.stage.synthesise(30 - abs(minute % 58 - 29), CHILDREN_OF_THE_SOAK)
            before = self.runs()
            self.stage.wait_for(lambda: self.runs() > before or self.went_wrong(), "a run")
            self.assertEqual(self.went_wrong(), [])
            for number in range(20):
                configure(FAULTY[number // 2 % len(FAULTY)] if number % 2 else EVERY_MINUTE)
                self.reload(service)
                reloads += 1
            configure(EVERY_MINUTE)
            self.reload(service)
            samples.append(self.holdings(service))
            print(f"minute {minute}: {self.runs()} runs, {reloads} reloads, files, threads and memory (kB) "
                  f"{samples[-1]}", flush=True)
        # The first minutes fill caches of libraries; from then on nothing grows.
        warm = samples[:len(samples) // 4 + 1]
        least = [min(figures) for figures in zip(*warm)]
        self.stage.wait_for(lambda: self.holds_no_more(service, least), "what was opened for a while to be closed")
        self.assertLess(samples[-1][2], warm[-1][2] * 1.1)
        self.end(service)
        self.assertGreaterEqual(self.runs(), len(samples))
        self.assertEqual(sum(entry["event"] == "read" for entry in self.stage.audit()), self.runs())
        self.assertEqual(self.went_wrong(), [])

    def went_wrong(self):
        events = ("brake.held", "intake.waits", "intake.failed", "schedule.missed", "dispatch.failed", "dispatch.stopped")
        printed = self.printed()
        return [event for event in events if event in printed]

    def runs(self):
        return self.printed().count("intake.settled")

    def holds_no_more(self, service, before):
        """Neither more open files nor more threads."""
        return all(now <= then for now, then in zip(self.holdings(service)[:2], before))

    @staticmethod
    def holdings(service):
        """Open files, threads and resident memory in kB of the process."""
        of = pathlib.Path("/proc") / str(service.pid)
        status = dict(line.split(":", 1) for line in (of / "status").read_text().splitlines())
        return len(list((of / "fd").iterdir())), int(status["Threads"]), int(status["VmRSS"].split()[0])


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
