"""The brake, as council IT meets it: a run out of proportion is held as a whole until somebody approves it."""

import hashlib
import json
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
DAY1, DAY2, DAY3 = "2026-06-01", "2026-06-02", "2026-06-03"
CHILDREN = 120
HELD = 8


class Brake(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()

    def decide(self, word, run, by="Ada Made-up", expect=0):
        return self.stage.agent(word, str(run), "--by", by, "--reason", "A made-up reason.", expect=expect)

    def effects(self):
        return [effect for _, effect in self.stage.items()]

    def check_trail(self, approved):
        """The audit trail holds, on a copy and with the public key alone, and one changed bit breaks it."""
        self.stage.agent("backup", "copy.db")
        self.assertEqual((self.stage.folder / "copy.db").stat().st_mode & 0o077, 0)
        self.assertIn("exists already", self.stage.agent("backup", "copy.db", expect=6).stderr)
        found = json.loads(self.stage.agent("verify", "copy.db", "--key", "agent.pub", "--json").stdout)
        self.assertEqual((found["broken"], found["unsealed"], found["signatures_checked"]), (None, 0, True))
        self.assertEqual(found["receipts"], len(self.stage.received()))
        events = [entry["event"] for entry in self.stage.audit()]
        self.assertEqual(events.count("approved"), approved)
        copy = self.stage.folder / "copy.db"
        bytes_of_copy = bytearray(copy.read_bytes())
        bytes_of_copy[len(bytes_of_copy) // 2] ^= 1
        copy.write_bytes(bytes_of_copy)
        self.assertIn("The ledger is damaged.", self.stage.agent("verify", "copy.db", expect=6).stderr)

    def test_the_first_run_sends_nothing_until_it_is_approved(self):
        self.stage.configure(first_send="approved")
        held = self.stage.run_once(DAY1, expect=HELD)
        self.assertEqual([alarm["kind"] for alarm in held["brake"]], ["first_send"])
        self.assertNotIn("balance", held)
        self.assertEqual(self.stage.deliveries(), [])
        status = self.stage.agent("status").stdout
        self.assertIn(f"The brake holds run {held['run']} for {DAY1}", status)
        self.assertIn(f"dataflow-agent approve {held['run']}", status)
        self.decide("approve", held["run"])
        done = self.stage.run_once(DAY1)
        self.assertEqual((done["brake"], done["balance"]["remainder"]), ([], 0))
        self.assertEqual(len(self.stage.received()), done["accepted"])
        self.check_trail(approved=1)
        self.assertNotIn("held_run", json.loads(self.stage.agent("status", "--json").stdout))

    def test_custody_shows_what_was_sent_of_a_child_and_leaves_an_entry(self):
        self.stage.configure()
        self.stage.run_once(DAY1)
        child, _ = self.stage.items()[0]
        self.stage.change_source("UPDATE ssd_person SET pers_surname = 'Ainsleyford' WHERE pers_person_id = ?", child)
        self.stage.run_once(DAY2)
        history = json.loads(self.stage.agent("custody", "--child", child, "--json").stdout)
        self.assertEqual([sent["outcome"] for sent in history["sent"]], ["accepted", "accepted"])
        document = json.dumps(self.stage.received()[child], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.assertEqual(history["sent"][1]["document_digest"], hashlib.sha256(document.encode()).hexdigest())
        self.assertNotIn("Ainsleyford", json.dumps(history))
        again = json.loads(self.stage.agent("custody", "--child", child, "--json").stdout)
        self.assertEqual([done["event"] for done in again["done"]], ["viewed"])
        self.assertIn("Nothing of this child", self.stage.agent("custody", "--child", "NOBODY").stdout)

    def test_a_half_loaded_warehouse_purges_nobody_and_a_loaded_one_needs_no_approval(self):
        self.stage.configure()
        self.stage.run_once(DAY1)
        before = self.stage.received()
        self.stage.change_source("DELETE FROM ssd_person WHERE rowid % 2 = 0")
        said = self.stage.agent("preview", "--today", DAY2).stdout
        self.assertIn("The brake would hold it until somebody approves", said)
        held = self.stage.run_once(DAY2, expect=HELD)
        self.assertEqual(held["brake"][0]["kind"], "leaving")
        self.assertEqual(held["balance"]["waiting"], 0)
        self.assertEqual(self.stage.received(), before)
        self.stage.synthesise(1, CHILDREN)
        done = self.stage.run_once(DAY2)
        self.assertEqual((done["leaving"], done["balance"]["remainder"]), (0, 0))
        self.assertNotIn("purged", self.effects())

    def test_a_child_is_purged_on_the_second_day_without_it(self):
        self.stage.configure(purge_after_days=2)
        self.stage.run_once(DAY1)
        child, _ = self.stage.items()[0]
        self.stage.change_source("DELETE FROM ssd_person WHERE pers_person_id = ?", child)
        for _ in range(2):
            missed = self.stage.run_once(DAY2)
            self.assertEqual((missed["absent"], missed["leaving"], missed["requests"]), (1, 0, 0))
        self.assertIn(child, self.stage.received())
        self.assertIn("still holds 1 child", self.stage.agent("balance").stdout)
        gone = self.stage.run_once(DAY3)
        self.assertEqual((gone["leaving"], gone["accepted"]), (1, 1))
        self.assertNotIn(child, self.stage.received())

    def test_what_was_approved_goes_and_what_was_rejected_does_not(self):
        self.stage.configure(first_send="free, approvals: 2")
        self.stage.run_once(DAY1)
        gone = self.stage.change_source("DELETE FROM ssd_person WHERE rowid % 3 = 0")
        self.assertGreater(gone, 20)
        held = self.stage.run_once(DAY2, expect=HELD)
        self.decide("reject", held["run"])
        self.assertIn("rejected already", self.decide("approve", held["run"], expect=1).stderr)
        again = self.stage.run_once(DAY3, expect=HELD)
        self.decide("approve", again["run"])
        self.assertIn("has approved", self.decide("approve", again["run"], by="ada made-up", expect=1).stderr)
        self.stage.run_once(DAY3, expect=HELD)
        self.assertNotIn("purged", self.effects())
        self.decide("approve", again["run"], by="Grace Made-up")
        done = self.stage.run_once(DAY3)
        self.assertEqual(self.effects().count("purged"), held["leaving"])
        self.assertEqual((done["balance"]["remainder"], done["balance"]["waiting"]), (0, 0))
        self.assertEqual(self.stage.received(), self.stage.built(DAY3))


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
