"""Bad input gets a clear error and nothing is lost."""

import os
import shutil
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
DAY1 = "2026-06-01"
CHILDREN = 60


class BadInput(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()

    def fails(self, expect, *words, today=DAY1):
        """`run --once` ends with that code and says these words; afterwards it works as ever."""
        done = self.stage.agent("run", "--once", "--today", today, expect=expect)
        for word in words:
            self.assertIn(word, done.stderr)
        return done

    def works(self):
        self.stage.configure()
        balance = self.stage.run_once(DAY1)["balance"]
        self.assertEqual((balance["remainder"], balance["waiting"]), (0, 0))

    def test_a_missing_table_and_column_are_named_before_anything_is_read(self):
        shutil.copy(self.stage.folder / "cms.db", self.stage.folder / "whole.db")
        self.stage.change_source("ALTER TABLE ssd_cin_plans RENAME TO ssd_cin_plan")
        self.stage.change_source("ALTER TABLE ssd_person RENAME COLUMN pers_surname TO pers_surnam")
        self.fails(4, "The mapping does not fit the source", "The source has no table 'ssd_cin_plans'")
        done = self.stage.agent("check", expect=3)
        self.assertRegex(done.stderr, r"ssd\.yaml:\d+:\d+: The source has no table 'ssd_cin_plans'\. "
                                      r"Did you mean 'ssd_cin_plan'\?")
        self.assertRegex(done.stderr, r"ssd\.yaml:\d+:\d+: There is no column 'p\.pers_surname' here\. "
                                      r"Did you mean 'p\.pers_surnam'\?")
        self.assertEqual(self.stage.deliveries(), [])
        shutil.move(self.stage.folder / "whole.db", self.stage.folder / "cms.db")
        self.works()

    def test_a_child_whose_id_does_not_fit_is_held_and_the_rest_go(self):
        before = self.stage.run_once(DAY1)["balance"]["accepted"]
        child = self.stage.rows("SELECT la_child_id FROM item LIMIT 1", of="receiver.db")[0][0]
        for table, column in (("ssd_person", "pers_person_id"), ("ssd_cin_episodes", "cine_person_id")):
            self.stage.change_source(f"UPDATE {table} SET {column} = 'far-too-long-' || ?1 WHERE {column} = ?1", child)
        second = self.stage.run_once(DAY1)
        self.assertEqual(second["balance"]["held"], 1)
        self.assertEqual(second["balance"]["accepted"], before - 1)
        self.assertEqual(second["balance"]["remainder"], 0)
        self.assertIn("F01", self.stage.agent("balance").stdout)

    def test_a_broken_csv_line_is_named_by_file_and_line_and_nothing_is_sent(self):
        self.stage.synthesise(1, CHILDREN, to="csv", format="csv")
        self.stage.configure(source="{kind: csv, folder: csv}")
        file = self.stage.folder / "csv" / "ssd_cin_plans.csv"
        whole = file.read_text(encoding="utf-8")
        lines = whole.splitlines(keepends=True)
        lines[2] = lines[2].replace(",", "", 1)
        file.write_text("".join(lines), encoding="utf-8")
        self.fails(4, "ssd_cin_plans.csv", "3", "fields where the header has")
        self.assertEqual(self.stage.deliveries(), [])
        file.write_text(whole, encoding="utf-8")
        balance = self.stage.run_once(DAY1)["balance"]
        self.assertEqual((balance["remainder"], balance["waiting"]), (0, 0))

    def test_a_missing_source_is_named(self):
        self.stage.configure(source="{kind: sqlite, file: elsewhere.db}")
        self.fails(4, "elsewhere.db")
        self.works()

    def test_a_wrong_certificate_authority_stops_with_what_to_do(self):
        self.stage._run("dataflow-receiver", "certificate", "--out", "other", "--host", "localhost")
        self.stage.configure(replace={"ca_file: tls/ca.pem": "ca_file: other/ca.pem"})
        self.fails(5, "comes from an authority that is not trusted", "ca_file")
        self.works()

    def test_a_certificate_for_another_host_stops(self):
        self.stage.configure(replace={"https://localhost": "https://127.0.0.1"})
        self.fails(5, "is for another name")
        self.works()

    def test_an_unregistered_signing_key_stops_and_everything_waits(self):
        self.stage.make_key("other")
        self.stage.configure(replace={"signing_key: agent.key": "signing_key: other.key"})
        self.fails(5, "401", "signing key")
        self.works()

    def test_a_wrong_client_secret_and_a_wrong_supplier_key_stop(self):
        self.stage.write("secrets/wrong", "nonsense\n").chmod(0o600)
        self.stage.configure(replace={"client_secret: {file: secrets/client_secret}":
                                      "client_secret: {file: secrets/wrong}"})
        self.fails(5, "token endpoint answered with status 401", "client_secret")
        self.stage.configure(replace={"supplier_key: {file: secrets/supplier_key}":
                                      "supplier_key: {file: secrets/wrong}"})
        self.fails(5, "403", "supplier key")
        self.works()

    def test_a_key_that_others_can_read_is_refused(self):
        os.chmod(self.stage.folder / "agent.key", 0o644)
        self.fails(3, "Other accounts can read this file", "chmod 600")
        os.chmod(self.stage.folder / "agent.key", 0o600)
        self.works()

    def test_all_faults_of_the_settings_are_reported_at_once(self):
        self.stage.configure(replace={"council:": "counsil:", "schedule: every hour": "schedule: often",
                                      "standard: dfe-csc/1.0.1": "standard: dfe-csc/1.0.7"})
        done = self.fails(3)
        for words in ("agent.yaml:1:1: 'counsil' is not known here. Did you mean 'council'?",
                      "'often' is not understood at the beginning."):
            self.assertIn(words, done.stderr)
        self.stage.configure(source="{kind: sqlit, file: x}", mapping="sdd",
                             replace={"standard: dfe-csc/1.0.1": "standard: dfe-csc/1.0.7"})
        done = self.fails(3)
        for words in ("agent.yaml:2:16: There is no kind of source 'sqlit'. Did you mean 'sqlite'?",
                      "There is no standard 'dfe-csc/1.0.7'. Did you mean 'dfe-csc/1.0.1'?"):
            self.assertIn(words, done.stderr)
        self.works()

    def test_a_source_emptied_by_a_refresh_purges_nobody(self):
        self.stage.run_once(DAY1)
        received = len(self.stage.received())
        shutil.copy(self.stage.folder / "cms.db", self.stage.folder / "whole.db")
        self.stage.change_source("DELETE FROM ssd_person")
        self.fails(8, "would be deleted at the endpoint")
        self.assertEqual(len(self.stage.received()), received)
        shutil.move(self.stage.folder / "whole.db", self.stage.folder / "cms.db")
        self.works()

    def test_a_ledger_of_another_council_is_refused(self):
        self.stage.run_once(DAY1)
        self.stage.configure(replace={'council: "846"': 'council: "330"'})
        self.fails(6, "This ledger belongs to council 846")
        self.works()


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
