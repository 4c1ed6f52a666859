"""A hostile endpoint: for each line of the table in docs/delivery.md the receiver plays a script of
faults. However it goes on, in the end every good child is accepted and exactly the bad are set aside.

Usage: hostile_test.py BUILD FOLDER
"""

import json
import pathlib
import sys
import unittest

import rehearsal

BUILD = FOLDER = None
DAY = "2026-06-01"
CHILDREN = 24
MOST_RUNS = 12

# Small envelopes, so that a small council has several; two under way at once.
PROFILE = """\
title: The receiver, with small envelopes
path: /children_social_care_data/{council}/children
supplier_key_header: SupplierKey
most_children: 8
receipts: [%s]
answers: %s
encoding: %s
in_flight: 2
"""
SIGNED = "receipts: digests\nresponses: {signing_key: receiver.key, key_id: receiver-2026}\n"


def answer(status, headers="", body="", **when):
    """A fault: this answer, so often or on such occasions."""
    conditions = "".join(f", {name}: {value}" for name, value in when.items())
    return f"  - {{answer: {{status: {status}, headers: {{{headers}}}, body: '{body}'}}{conditions}}}\n"


def fault(**parts):
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in parts.items()) + "}\n"


# name: the script, and which children are bad: by their place among those who would be accepted.
BAD = [2, 11, 12, 23]
PLAIN = {
    "204 for a while": (answer(204, times=2), []),
    "a permanent redirect": (answer(301, "Location: /elsewhere", times=2), []),
    "a redirect that keeps the method": (answer(307, "Location: /elsewhere", times=1), []),
    "400 that names the bad": ("400 named", BAD),
    "400 that names nobody": ("400", BAD),
    "422 that names nobody": ("422", [5]),
    "401 once": (answer(401, times=1), []),
    "401 again and again": (answer(401, times=4), []),
    "a token that ends too early": (fault(expire_tokens="true", requests="{from: 2, to: 3}"), []),
    "no token for a while": (fault(token="true", answer="{status: 503}", times=2), []),
    "a token endpoint that answers nonsense": (fault(token="true", answer="{status: 200, body: '{}'}", times=1), []),
    "403 because access was withdrawn": (answer(403, times=4), []),
    "403 because of what a record says": ("403", [7]),
    "403 because of what several records say": ("403", BAD),
    "404 for a while": (answer(404, times=1), []),
    **{f"{status} for a while": (answer(status, times=1), []) for status in (405, 406, 407, 411, 425, 426, 431)},
    "408": (answer(408, times=2), []),
    "409": (answer(409, times=1), []),
    "413 for more than three": (answer(413, more_children_than=3), []),
    "413 for one child alone": ("413", [9]),
    "415 for a while": (answer(415, times=1), []),
    "429 with seconds": (answer(429, 'Retry-After: "1"', times=2), []),
    "429 with a date": (answer(429, 'Retry-After: "{date+1}"', times=2), []),
    "503 with seconds": (answer(503, 'Retry-After: "1"', times=2), []),
    "503 with a date": (answer(503, 'Retry-After: "{date+1}"', times=2), []),
    "500": (answer(500, body="<html>", times=2), []),
    "503 although it was stored": (fault(store="true", answer="{status: 503}", times=2), []),
    "a status that nobody knows": (answer(299, times=1), []),
    "a hang before anything is stored": (fault(hang="true", times=1), []),
    "a hang after all is stored": (fault(store="true", hang="true", times=1), []),
    "a connection cut before reading": (fault(cut="before_reading", times=2), []),
    "a reply that is lost": (fault(store="true", cut="before_answer", times=2), []),
    "a reply that is cut": (fault(store="true", cut="within_answer", times=2), []),
    "too few receipts": (fault(receipts="too_few", times=1), []),
    "too many receipts": (fault(receipts="too_many", times=1), []),
    "unreadable receipts": (fault(receipts="unreadable", times=1), []),
    "no receipts": (fault(receipts="empty", times=1), []),
    "slow answers": (fault(delay_ms=50), []),
    "everything at once": (
        answer(503, 'Retry-After: "1"', requests="{from: 2, to: 2}")
        + fault(store="true", cut="before_answer", requests="{from: 4, to: 4}")
        + fault(receipts="too_few", requests="{from: 6, to: 6}")
        + answer(401, requests="{from: 8, to: 8}") + answer(413, more_children_than=4)
        + fault(expire_tokens="true", requests="{from: 10, to: 10}"), []),
}
OF_SIGNED_ANSWERS = {
    "an answer without its signature": (fault(signature="missing", times=1), []),
    "an answer with the signature of another": (fault(signature="wrong", times=1), []),
    "receipts of a signed answer that are too few": (fault(receipts="too_few", times=1), []),
}


class HostileTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        """The council, and what arrives of it on a good day."""
        cls.stage = rehearsal.Rehearsal(BUILD, FOLDER)
        cls.addClassCleanup(cls.stage.close)
        cls.stage.write("plain.yaml", PROFILE % ("list", "unsigned", "none"))
        cls.stage.write("signed.yaml", PROFILE % ("digests", "signed", "gzip"))
        cls.stage.make_key("receiver")
        cls.stage.synthesise(1, CHILDREN)
        cls.stage.note_values()
        cls.good_day = cls.outcome(*cls.play("plain", "faults: []\n"))
        assert len(cls.good_day[0]) > max(BAD)
        cls.children = sorted(cls.good_day[0])

    @classmethod
    def play(cls, profile, script):
        """A new agent and a new receiver, and runs until nothing waits; gives how many it took."""
        stage = cls.stage
        for name in ("agent.db", "receiver.db"):
            for file in stage.folder.glob(name + "*"):
                file.unlink()
        stage.write("faults.yaml", script)
        stage.start_receiver("--faults", "faults.yaml", more=SIGNED if profile == "signed" else "")
        keys = "answer_keys: [{id: receiver-2026, file: receiver.pub}]"
        stage.configure(replace={"timeout_seconds: 60": f"timeout_seconds: 4\n  profile: {profile}.yaml\n  {keys}"})
        try:
            for runs in range(1, MOST_RUNS + 1):
                if stage.agent("run", "--once", "--today", DAY, expect=None).returncode == 0:
                    return runs, profile
            raise AssertionError(f"after {MOST_RUNS} runs something still waits:\n{stage.last_output()}")
        finally:
            stage.stop_receiver()

    @classmethod
    def outcome(cls, runs, profile):
        """What arrived, the balance of the agent, and the number of runs."""
        balance = json.loads(cls.stage.agent("balance", "--json").stdout)
        return cls.stage.received(), balance, runs

    def script(self, kind, bad):
        """A fault that lasts, because of these children."""
        children = [self.children[place] for place in bad]
        if kind.startswith("  - "):
            return "faults:\n" + kind, children
        status = kind.split()[0]
        body = "{positions} not taken" if kind.endswith("named") else "not taken"
        lines = "".join(f"  - {{holds: '\"{child}\"', answer: {{status: {status}, body: '{body}'}}}}\n"
                        for child in children)
        return "faults:\n" + lines, children

    def hold_out(self, profile, faults):
        for name, (kind, bad) in faults.items():
            with self.subTest(name):
                script, children = self.script(kind, bad)
                received, balance, runs = self.outcome(*self.play(profile, script))
                expected = {child: document for child, document in self.good_day[0].items()
                            if child not in children}
                self.assertEqual(received, expected)
                self.assertEqual(balance["held"], self.good_day[1]["held"] + len(children))
                self.assertEqual((balance["waiting"], balance["remainder"]), (0, 0))
                self.assertTrue(json.loads(self.stage.agent("verify", "agent.db", "--json").stdout)["broken"] is None)
                print(f"{name}: {runs} runs", flush=True)

    def test_whatever_goes_wrong_the_good_are_accepted_and_the_bad_set_aside(self):
        self.hold_out("plain", PLAIN)

    def test_answers_that_cannot_be_trusted_move_nothing(self):
        self.hold_out("signed", OF_SIGNED_ANSWERS)

    def test_signed_receipts_are_verified_later_without_a_network(self):
        self.play("signed", "faults: []\n")
        done = self.stage.agent("verify", "agent.db", "--json", "--answer-key", "receiver.pub")
        self.assertEqual(json.loads(done.stdout)["signed_answers"], 3)
        # Another endpoint's key does not do, and says so.
        self.stage.make_key("another")
        done = self.stage.agent("verify", "agent.db", "--answer-key", "another.pub", expect=9)
        self.assertIn("The signature of the answer to delivery 1 is not the endpoint's.", done.stdout)


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1])
    FOLDER = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
