"""How the agent proves who it is: with a key instead of a secret, and while one key replaces another.

Usage: identity_test.py BUILD FOLDER
"""

import pathlib
import subprocess
import sys
import unittest

import rehearsal

BUILD = FOLDER = None
DAY = "2026-06-01"
CHILDREN = 5
KEY_IN_RECEIVER = "      - {id: council-846-2026, file: agent.pub}\n"


class IdentityTest(unittest.TestCase):

    def setUp(self):
        self.stage = rehearsal.Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)

    def start(self, receiver, agent):
        """Both ends, with these changes to their settings."""
        self.stage.stop_receiver()
        self.stage.start_receiver(replace=receiver)
        self.stage.configure(replace=agent)
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()

    def assert_delivers(self):
        self.assertEqual(self.stage.run_once(DAY)["accepted"], CHILDREN)

    def prove_by_key(self, key, more=""):
        self.start({"    client_secret: {file: secrets/client_secret}\n":
                    f"    assertion_keys: [{{id: client-2026, file: {key}.pub}}]\n"},
                   {"  client_secret: {file: secrets/client_secret}\n":
                    f"  client_key: {{id: client-2026, file: {key}.key{more}}}\n"})

    def test_a_key_takes_the_place_of_the_client_secret(self):
        self.stage.make_key("client")
        self.prove_by_key("client")
        self.assert_delivers()

    def test_a_certificate_names_the_key_of_the_client(self):
        certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=council-846",
                       "-keyout", "client.key", "-out", "client.pem", "-days", "7"]
        subprocess.run(certificate, cwd=self.stage.folder, check=True, capture_output=True)
        subprocess.run(["openssl", "pkey", "-in", "client.key", "-pubout", "-out", "client.pub"],
                       cwd=self.stage.folder, check=True, capture_output=True)
        (self.stage.folder / "client.key").chmod(0o600)
        self.prove_by_key("client", ", certificate: client.pem")
        self.assert_delivers()

    def test_a_key_that_the_token_service_does_not_know_gets_no_token(self):
        self.stage.make_key("client")
        self.prove_by_key("client")
        self.stage.make_key("other")
        text = (self.stage.folder / "agent.yaml").read_text().replace("client.key", "other.key")
        self.stage.write("agent.yaml", text)
        self.stage.run_once(DAY, expect=5)
        self.assertIn("Check client_id, client_secret or client_key, and scope.", self.stage.last_output())

    def test_while_one_signing_key_replaces_another_either_is_enough(self):
        self.stage.make_key("new")
        both = {"signing_key: agent.key\n  key_id: council-846-2026":
                "signing_key: new.key\n  key_id: council-846-2027\n"
                "  previous_key: {id: council-846-2026, file: agent.key}"}
        self.start({}, both)
        self.assert_delivers()
        # The receiver has only the new one by now: the same settings do, and after them the new key alone.
        self.stage.stop_receiver()
        new = {KEY_IN_RECEIVER: "      - {id: council-846-2027, file: new.pub}\n"}
        self.stage.start_receiver(replace=new)
        replay = ["replay", "--all", "--by", "Somebody", "--reason", "A rehearsal."]
        self.stage.agent(*replay)
        self.assert_delivers()
        self.stage.configure(replace={"agent.key\n  key_id: council-846-2026": "new.key\n  key_id: council-846-2027"})
        self.stage.agent(*replay)
        self.assert_delivers()
        self.assertEqual(self.stage.rows("SELECT DISTINCT key_id FROM delivery ORDER BY key_id", of="receiver.db"),
                         [("council-846-2026",), ("council-846-2027",)])


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1])
    FOLDER = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
