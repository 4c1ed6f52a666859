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
        self.fails_at(["access"], "Register the public half of signing_key there, by the name 'council-846-2026'.")

    def test_a_clock_that_is_wrong_is_named(self):
        self.stage.stop_receiver()
        self.stage.write("faults.yaml", 'faults:\n  - {times: 1, answer: {status: 401, headers: {Date: "{date+300}"}}}\n')
        self.stage.start_receiver("--faults", "faults.yaml")
        self.fails_at(["clock"], "seconds behind. Set it by a time server")


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1])
    FOLDER = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
