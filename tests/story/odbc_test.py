"""A made-up council in PostgreSQL and in MariaDB, read by ODBC: also while it is rebuilt and written."""

import os
import pathlib
import random
import re
import sys
import threading
import unittest

import rehearsal
from rehearsal import OPEN_BRAKE, Rehearsal, differences

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "databases"))
import server  # noqa: E402
from council import Council  # noqa: E402

BUILD = FOLDER = None
DAY = "2026-06-01"
CHILDREN = 80
ROUNDS = 8
SOURCE_FAILED = 4


class Writer(threading.Thread):
    """Does one thing over and over until it is stopped."""

    def __init__(self, action):
        super().__init__()
        self.action, self.rounds, self.failure = action, 0, None
        self.stopped = threading.Event()
        self.begun = threading.Event()

    def run(self):
        try:
            while not self.stopped.is_set():
                self.action()
                self.rounds += 1
                self.begun.set()
        except BaseException as failure:  # shown by stop(), on the thread of the test
            self.failure = failure
            self.begun.set()

    def __enter__(self):
        self.start()
        self.begun.wait(rehearsal.DEADLINE_SECONDS)
        return self

    def __exit__(self, *ended):
        self.stopped.set()
        self.join()
        if self.failure:
            raise self.failure


class Databases:
    """The tests of each server; mixed into a case for each."""

    kind = ""

    @classmethod
    def setUpClass(cls):
        cls.server = server.KINDS[cls.kind]()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.kind / self._testMethodName)
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()
        self.council = Council(self.server, self.stage.folder / "cms.db")
        self.council.load()

    def configure(self, **changes):
        self.stage.write("secrets/cms", server.READER_PASSWORD + "\n").chmod(0o600)
        options = {**self.server.options(), "password": "{file: secrets/cms}"}
        self.stage.configure(source="{" + ", ".join(f"{name}: {value}" for name, value in options.items()) + "}", **changes)

    def test_the_documents_are_those_of_the_file(self):
        self.stage.configure()
        expected = self.stage.agent("preview", "--documents", "--unmask", "--today", DAY, keep=False).stdout
        self.assertGreater(len(expected.splitlines()), CHILDREN / 2)
        self.configure()
        found = self.stage.agent("preview", "--documents", "--unmask", "--today", DAY, keep=False).stdout
        self.assertEqual(expected.encode(), found.encode(), "documents differ")

    def test_a_source_that_is_rebuilt_all_the_time_gives_all_or_nothing(self):
        self.configure()
        self.stage.run_once(DAY)
        expected, cohort = self.stage.received(), self.stage.built(DAY)
        self.council.keep()
        outcomes = []
        with Writer(lambda: self.server.sql(self.council.rebuilding())) as rebuild:
            for _ in range(ROUNDS):
                outcomes.append(self.whole_cohort_or_none(cohort))
                self.run_that_purges_nobody(expected)
        self.assertGreater(rebuild.rounds, 2)
        self.assertIn(True, outcomes, "it was never read at all")

    def whole_cohort_or_none(self, cohort):
        """Whether the source could be read; if so it was whole."""
        done = self.stage.agent("preview", "--documents", "--unmask", "--today", DAY, keep=False, expect=None)
        if done.returncode != 0:
            self.assertEqual(done.returncode, SOURCE_FAILED, done.stderr)
            self.assertRegex(done.stderr, "rebuilt|in the way")
            return False
        self.assertEqual(differences(cohort, rehearsal.by_child(done.stdout)), [])
        return True

    def run_that_purges_nobody(self, expected):
        done = self.stage.agent("run", "--once", "--json", "--today", DAY, expect=None)
        self.assertIn(done.returncode, (0, SOURCE_FAILED), done.stderr)
        self.assertEqual(differences(expected, self.stage.received()), [])

    def test_what_is_written_during_a_read_has_arrived_two_polls_later(self):
        self.configure(first_send=OPEN_BRAKE)
        dice = random.Random(7)
        people = [row[0] for row in self.stage.rows("SELECT pers_person_id FROM ssd_person ORDER BY 1")]
        late = server.Session(self.server)
        self.addCleanup(late.close)
        # It began first and commits last, with the time that all others have.
        late.run("BEGIN")
        late.run(f"UPDATE cms.ssd_person SET pers_surname = 'Latecomer' WHERE pers_person_id = '{people[0]}'")

        def write():
            person = dice.choice(people[1:])
            self.server.sql(f"""
                BEGIN;
                UPDATE cms.ssd_person SET pers_surname = 'Made{dice.randrange(1000)}' WHERE pers_person_id = '{person}';
                UPDATE cms.ssd_address SET addr_address_postcode = 'AB1 {dice.randrange(1, 10)}CD' WHERE addr_person_id = '{person}';
                COMMIT;
                DELETE FROM cms.ssd_disability WHERE disa_person_id = '{person}';
                INSERT INTO cms.ssd_disability (disa_table_id, disa_person_id, disa_disability_code)
                VALUES ('T{dice.randrange(10**9)}', '{person}', 'MOB');""")

        with Writer(write) as writer:
            for _ in range(4):
                self.stage.run_once(DAY)
            self.assertGreater(writer.rounds, 2)
        late.run("COMMIT")
        for _ in range(2):
            self.stage.run_once(DAY)
        received, built = self.stage.received(), self.stage.built(DAY)
        self.assertEqual(differences(built, received), [])
        if people[0] in received:
            self.assertIn("Latecomer", str(received[people[0]]))
        self.assertTrue(any(re.search("Made[0-9]", str(document)) for document in received.values()))


def case_of(kind):
    """The tests of a server, or none where it is not on this machine."""
    return type(kind, (Databases, unittest.TestCase), {"kind": kind})


MISSING = {kind: why for kind in server.KINDS if (why := server.lacks(kind))}
for present in server.KINDS.keys() - MISSING.keys():
    globals()[present] = case_of(present)


if __name__ == "__main__":
    for kind, why in MISSING.items():
        print(f"{kind} is left out: {why} (./dev setup installs it)")
    if MISSING and os.environ.get("CI"):
        sys.exit(1)
    if len(MISSING) == len(server.KINDS):
        sys.exit(77)
    rehearsal.main(sys.modules[__name__])
