"""A ledger that is gone, damaged, old or locked stops the agent, and a person makes it whole again."""

import sys
import unittest

import rehearsal
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
CHILDREN = 60
DAY1, DAY2, DAY3 = "2026-06-01", "2026-06-02", "2026-06-03"
LEDGER = 6


class Recover(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure(first_send=rehearsal.OPEN_BRAKE)
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()
        self.stage.run_once(DAY1)

    def path(self, name):
        return self.stage.folder / name

    def stops(self, *arguments):
        """What the agent says when it stops for its ledger; the receiver must not notice."""
        before = self.stage.deliveries()
        said = self.stage.agent(*arguments, expect=LEDGER).stderr
        self.assertEqual(self.stage.deliveries(), before)
        return said

    def recover(self, *way):
        return self.stage.agent("recover", *way, "--by", "Ada Made-up", "--reason", "A rehearsal.").stdout

    def a_child_leaves(self):
        child = sorted(self.stage.received())[0]
        self.stage.change_source("DELETE FROM ssd_person WHERE pers_person_id = ?", child)
        return child

    def assert_ends_equal(self, day):
        self.assertEqual(differences(self.stage.built(day), self.stage.received()), [])

    def test_a_ledger_that_is_gone_is_not_replaced_by_an_empty_one_and_is_rebuilt_from_the_endpoint(self):
        child = self.a_child_leaves()
        for name in ("agent.db", "agent.db-wal", "agent.db-shm"):
            self.path(name).unlink(missing_ok=True)
        self.assertIn("The ledger is gone; its mark is still there.", self.stops("run", "--once", "--today", DAY2))
        said = self.recover("--received", str(self.stage.write("held.jsonl", self.stage.exported())))
        self.assertRegex(said, r"\d+ children known to be at the endpoint")
        # Without the rebuilding nobody would know that the child has to be purged.
        done = self.stage.run_once(DAY2)
        self.assertEqual((done["leaving"], done["new"], done["requests"]), (1, 0, 1))
        self.assertNotIn(child, self.stage.received())
        self.assert_ends_equal(DAY2)
        self.assertEqual(self.stage.audit()[0]["event"], "recovered")
        self.assertIn("by Ada Made-up: A rehearsal.", self.stage.audit()[0]["detail"])

    def test_a_damaged_ledger_stops_and_a_copy_takes_its_place(self):
        self.stage.agent("backup", "copy.db")
        self.a_child_leaves()
        damaged = bytearray(self.path("agent.db").read_bytes())
        damaged[3 * 16384 + 77] ^= 1
        self.path("agent.db").write_bytes(damaged)
        self.assertIn("The ledger is damaged.", self.stops("run", "--once", "--today", DAY2))
        said = self.recover("--from", "copy.db")
        aside = next(self.stage.folder.glob("agent.db.set-aside-*[0-9]Z"))
        self.assertIn(f"Set aside: {aside}", said)
        self.assertEqual(aside.read_bytes(), damaged)
        self.stage.run_once(DAY2)
        self.assert_ends_equal(DAY2)
        self.assertIn("repeat", [effect for _, effect in self.stage.items()])
        self.assertIsNone(self.verified("agent.db"))

    def test_a_copy_put_back_by_hand_is_found_out(self):
        self.stage.agent("backup", "copy.db")
        self.stage.change_source("UPDATE ssd_person SET pers_surname = 'Ainsleyford' WHERE pers_person_id = ?",
                                 sorted(self.stage.received())[0])
        self.stage.run_once(DAY2)
        self.path("copy.db").rename(self.path("agent.db"))
        self.assertIn("The ledger is older than its mark", self.stops("run", "--once", "--today", DAY3))

    def test_a_new_key_opens_the_ledger_and_the_old_one_does_not(self):
        old_key = self.path("agent.db.key").read_text()
        self.stage.agent("backup", "copy.db")
        said = self.stage.agent("rotate-key", "new.key").stdout
        self.assertIn("ledger_key", said)
        self.assertEqual(self.path("new.key").stat().st_mode & 0o077, 0)
        self.assertNotIn(self.path("new.key").read_text().strip(), said)
        self.assertIn("The key does not open this file.", self.stops("run", "--once", "--today", DAY2))
        self.stage.configure(first_send=rehearsal.OPEN_BRAKE,
                             replace={"ledger: agent.db": "ledger: agent.db\nledger_key: {file: new.key}"})
        self.assertEqual(self.stage.run_once(DAY1)["requests"], 0)
        self.assertIn("key_changed", [entry["event"] for entry in self.stage.audit()])
        self.assertIsNone(self.verified("agent.db"))
        self.assertEqual(self.path("agent.db.key").read_text(), old_key)  # it opens the copies from before
        self.assertIsNone(self.verified("copy.db", "--ledger-key", "agent.db.key"))

    def verified(self, file, *more):
        done = self.stage.agent("verify", file, "--key", "agent.pub", *more)
        return None if "Everything is as it was written." in done.stdout else done.stdout


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
