"""doctor: each thing that can be wrong on the way to the endpoint is named, and nothing personal leaves.

Usage: doctor_test.py BUILD FOLDER
"""

import json
import pathlib
import sys
import unittest

import rehearsal

BUILD = FOLDER = None
ENDPOINT = 5


class DoctorTest(unittest.TestCase):

    def setUp(self):
        self.stage = rehearsal.Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.configure({})
        self.stage.synthesise(1, 5)
        self.stage.note_values()

    def configure(self, replace):
        self.stage.configure(replace=replace)

    def steps(self, *options, expect=0):
        """Each step with its outcome and what it says."""
        lines = self.stage.agent("doctor", "--json", *options, expect=expect).stdout.splitlines()
        return {step["step"]: (step["outcome"], step["says"]) for step in map(json.loads, lines)}

    def fails_at(self, failing, *says):
        steps = self.steps(expect=ENDPOINT)
        self.assertEqual([name for name, (outcome, _) in steps.items() if outcome == "failed"], failing)
        for text in says:
            self.assertIn(text, steps[failing[0]][1])
        after = list(steps)[list(steps).index(failing[-1]) + 1:]
        return {steps[name][0] for name in after}

    def test_when_all_is_well_every_step_passes_and_nothing_is_stored(self):
        steps = self.steps()
        self.assertEqual({outcome for outcome, _ in steps.values()}, {"passed"})
        self.assertEqual(list(steps), [f"{server}: {stage}" for server in ("token service", "endpoint")
                                       for stage in ("name", "proxy", "connection", "TLS")]
                         + ["clock", "token", "access"])
        self.assertEqual(self.stage.received(), {})
        self.assertFalse((self.stage.folder / "agent.db").exists())
        self.assertIn("pass  access", self.stage.agent("doctor").stdout)

    def test_a_source_is_checked_without_asking_the_endpoint(self):
        self.stage.stop_receiver()
        steps = self.steps("--source")
        self.assertEqual(list(steps)[:4], ["open", "tables", "mapping", "driver"])
        self.assertIn("SQLite 3.", steps["driver"][1])
        self.assertEqual(steps["rights"][0], "warned")  # the file was made by this very account
        self.assertEqual(steps["moment"], ("passed", "All tables are read as of one moment."))
        self.assertIn("which are all", steps["ssd_person"][1])
        self.assertIn("for one read of all tables", steps["cost"][1])
        self.assertFalse((self.stage.folder / "agent.db").exists())
        said = self.stage.agent("doctor", "--source", "--grant-to", "agent", "--dialect", "postgresql").stdout
        self.assertIn("warn  rights", said)
        self.assertIn("GRANT SELECT (", said)
        self.assertIn(" ON ssd_person TO agent;", said)
        self.assertNotIn("GRANT", self.stage.agent("doctor", "--source").stdout)

    def test_a_source_that_does_not_fit_is_told_line_by_line(self):
        self.stage.change_source("ALTER TABLE ssd_person RENAME COLUMN pers_ethnicity TO pers_ethnicty")
        steps = self.steps("--source", expect=4)
        self.assertEqual(steps["mapping"][0], "failed")
        self.assertIn("pers_ethnicty", steps["mapping"][1])
        self.stage.configure(source="{kind: sqlite, file: nowhere.db}")
        steps = self.steps("--source", expect=4)
        self.assertIn("there is no such file", steps["tables"][1])

    def test_a_folder_of_files_is_told_when_nothing_says_that_an_export_is_complete(self):
        self.stage.synthesise(1, 5, to="drop", format="csv")
        self.stage.configure(source="{kind: csv, folder: drop}")
        steps = self.steps("--source")
        self.assertEqual(steps["export"][0], "warned")
        self.stage.write("drop/done.txt", "")
        self.stage.configure(source="{kind: csv, folder: drop, marker: done.txt}")
        self.assertEqual(self.steps("--source")["export"][0], "passed")

    def test_a_rehearsal_record_comes_and_goes_again(self):
        self.assertEqual(self.steps("--rehearse")["rehearsal"][0], "passed")
        self.assertEqual([effect for _, effect in self.stage.items()], ["applied", "purged"])
        self.assertEqual(self.stage.received(), {})

    def test_a_name_that_nobody_knows_is_named(self):
        self.configure({f"  url: https://localhost:{self.stage.port}": "  url: https://nobody.invalid"})
        self.assertEqual(self.fails_at(["endpoint: name"], "Check the address and the name server."), {"left_out"})

    def test_a_port_where_nobody_listens_is_named(self):
        self.configure({f"  url: https://localhost:{self.stage.port}": "  url: https://localhost:1"})
        self.assertEqual(self.fails_at(["endpoint: connection"], "the firewall"), {"left_out"})

    def test_a_certificate_that_is_not_trusted_is_named(self):
        self.configure({"  ca_file: tls/ca.pem\n": ""})
        self.assertEqual(self.fails_at(["token service: TLS", "endpoint: TLS"], "ca_file"), {"left_out"})

    def test_a_wrong_client_secret_is_named_and_not_shown(self):
        self.stage.write("secrets/wrong", "another-made-up-secret\n").chmod(0o600)
        self.configure({"secrets/client_secret": "secrets/wrong"})
        self.assertEqual(self.fails_at(["token"], "Check client_id, client_secret or client_key, and scope."), {"left_out"})
        self.assertNotIn("another-made-up-secret", self.stage.last_output())

    def test_a_wrong_supplier_key_is_named(self):
        self.stage.write("secrets/wrong", "another-made-up-secret\n").chmod(0o600)
        self.configure({"secrets/supplier_key": "secrets/wrong"})
        self.fails_at(["access"], "status 403", "the supplier key")

    def test_a_key_that_is_not_registered_is_named(self):
        self.stage.make_key("other")
        self.configure({"signing_key: agent.key": "signing_key: other.key"})
        self.fails_at(["signature"], "Register the public half of signing_key there, by the name 'council-846-2026'.")

    def test_a_clock_that_is_wrong_is_named(self):
        self.stage.stop_receiver()
        self.stage.write("faults.yaml", 'faults:\n  - {times: 1, answer: {status: 401, headers: {Date: "{date+300}"}}}\n')
        self.stage.start_receiver("--faults", "faults.yaml")
        self.fails_at(["clock"], "seconds behind. Set it by a time server")


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1])
    FOLDER = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
