"""Council IT looks before an upgrade: what would be done with the ledger and the settings that are there."""

import pathlib
import shutil
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
LEDGERS = pathlib.Path(__file__).resolve().parent.parent / "ledger" / "versions"
SETTINGS, LEDGER = 3, 6


class Upgrade(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.synthesise(1, 20)
        self.stage.note_values()
        self.stage.configure()
        shutil.copy(LEDGERS / "5.db", self.stage.folder / "agent.db")
        self.stage.write("agent.db.key", "6b" * 32 + "\n").chmod(0o600)

    def check(self, expect=0):
        done = self.stage.agent("upgrade", "--check", expect=expect)
        return done.stdout + done.stderr

    def ledger(self):
        return (self.stage.folder / "agent.db").read_bytes()

    def test_an_older_ledger_is_looked_at_copied_read_and_only_then_brought_up_to_date(self):
        before = self.ledger()
        said = self.check()
        self.assertIn("The ledger has version 5; it will be brought to 6 when the service starts. Take a copy first", said)
        self.assertTrue(said.endswith("Ready.\n"), said)
        self.stage.agent("backup", "copy.db")
        self.assertIn("The brake holds run 4", self.stage.agent("status").stdout)
        verified = self.stage.agent("verify", "copy.db", "--key", str(LEDGERS / "5.pub")).stdout
        self.assertIn("Everything is as it was written.", verified)
        self.assertIn("ledger    ", self.stage.agent("check", expect=None).stdout)
        self.assertIn("would send 20 new", self.stage.agent("preview", "--today", "2026-06-01").stdout)
        self.assertEqual(self.ledger(), before)
        self.stage.agent("reject", "4", "--by", "Somebody", "--reason", "A rehearsal.")
        self.assertIn("The ledger has version 6, which stays.", self.check())
        self.stage.agent("verify", "agent.db", "--key", str(LEDGERS / "5.pub"))
        # Back by the copy, which is still what the older program wrote.
        (self.stage.folder / "agent.db").unlink()
        (self.stage.folder / "copy.db").rename(self.stage.folder / "agent.db")
        self.assertIn("The ledger has version 5", self.check())

    def test_what_is_not_ready_is_named_and_nothing_is_changed(self):
        before = self.ledger()
        self.stage.configure(replace={"schedule: every hour": "every_minutes: 30"})
        self.assertIn("Write instead:  schedule: every 30 minutes", self.check(SETTINGS))
        self.stage.configure(replace={'council: "846"': 'council: "847"'})
        self.assertIn("belongs to council 846", self.check(LEDGER))
        for command in ("check", "preview"):
            done = self.stage.agent(command, expect=None if command == "check" else LEDGER)
            self.assertIn("belongs to council 846", done.stderr, command)
        self.stage.configure()
        self.assertEqual(self.ledger(), before)
        damaged = bytearray(before)
        damaged[len(damaged) // 2] ^= 1
        (self.stage.folder / "agent.db").write_bytes(damaged)
        self.assertIn("Not ready.", self.check(LEDGER))
        (self.stage.folder / "agent.db").unlink()
        self.assertIn("There is no ledger yet", self.check())
        (self.stage.folder / "agent.db.key").unlink()
        for command in (["status"], ["balance"], ["backup", "copy.db"], ["upgrade", "--check"], ["health"],
                        ["findings", "--csv"], ["custody", "--child", "C1"], ["audit", "--unmask"]):
            done = self.stage.agent(*command, expect=None)
            self.assertIn("There is no ledger yet", done.stdout + done.stderr, command)
        self.assertEqual(list(self.stage.folder.glob("agent.db*")), [])
        self.assertNotEqual(self.stage.agent("upgrade", expect=None).returncode, 0)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
