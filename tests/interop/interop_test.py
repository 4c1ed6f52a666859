"""Holds both ends to http-message-signatures from npm: it verifies the agent's requests and the
receiver's answers, and the receiver verifies what it signs. For each kind of key.

Usage: interop_test.py BUILD FOLDER
"""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "story"))

import unittest  # noqa: E402

import modules  # noqa: E402
import rehearsal  # noqa: E402

BUILD = FOLDER = None
DAY = "2026-06-01"
CHILDREN = 20
ALGORITHMS = ("ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512")


class Stage(rehearsal.Rehearsal):
    """A rehearsal with a key of each kind, which the receiver knows; it signs its own answers."""

    KEY = "      - {{id: {0}, file: {0}.pub}}\n"
    ANSWERS = "receipts: digests\nresponses: {{signing_key: {0}.key, key_id: {0}}}\n"

    def __init__(self, folder, answers="ed25519"):
        self.answers = answers
        super().__init__(BUILD, folder)
        self.scripts = pathlib.Path(BUILD).resolve() / "interop"
        for name in ALGORITHMS:
            made = self._run("dataflow-receiver", "keygen", "--out", name, "--algorithm", name)
            assert made.returncode == 0, made.stderr

    def write(self, name, text):
        if name == "receiver.yaml":  # the list of keys comes last in it
            text += "".join(map(self.KEY.format, ALGORITHMS)) + self.ANSWERS.format(self.answers)
        return super().write(name, text)

    def keys(self, ends_with, names=ALGORITHMS):
        return [{"id": name, "algorithm": name, "file": str(self.folder.resolve() / f"{name}.{ends_with}")}
                for name in names]

    def start_endpoint(self, *known):
        """The endpoint in Node, which knows these keys."""
        tls = self.folder.resolve() / "tls"
        self.write("endpoint.json", json.dumps({
            "certificate": str(tls / "server.pem"), "key": str(tls / "server.key"), "port_file": "node-port",
            "log": "requests.jsonl", "keys": self.keys("pub", known)}))
        with open(self._output("endpoint"), "wb") as output:
            endpoint = subprocess.Popen(["node", self.scripts / "endpoint.mjs", "endpoint.json"], cwd=self.folder,
                                        stdout=output, stderr=subprocess.STDOUT)
        port_file = self.folder / "node-port"

        def is_open():
            assert endpoint.poll() is None, f"the endpoint ended with {endpoint.returncode}: {self.last_output()}"
            return port_file.exists()

        self.wait_for(is_open, "the port of the endpoint")
        self.port = int(port_file.read_text(encoding="utf-8"))
        return endpoint

    def requests(self):
        return [json.loads(line) for line in (self.folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()]

    def send(self, **settings):
        """What became of the requests that the sender in Node made."""
        body = "[" + ",".join(self.agent("preview", "--documents", "--unmask", "--today", DAY, keep=False)
                              .stdout.splitlines()[:2]) + "]"
        self.write("sender.json", json.dumps({
            "url": f"https://localhost:{self.port}/children_social_care_data/846/children",
            "token_url": f"https://localhost:{self.port}/oauth2/v2.0/token", "ca": "tls/ca.pem",
            "client": {"client_id": "council-846", "client_secret": "made-up-client-secret", "scope": "s"},
            "supplier_key": "made-up-supplier-key", "body": body, "keys": self.keys("key"),
            "answer_keys": self.keys("pub"), **settings}))
        done = subprocess.run(["node", self.scripts / "sender.mjs", "sender.json"], cwd=self.folder, text=True,
                              capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


class InteropTest(unittest.TestCase):
    def stage(self, name="", **options):
        stage = Stage(FOLDER / (self.id().rsplit(".", 1)[-1] + name), **options)
        self.addCleanup(stage.close)
        return stage

    def deliver(self, stage, signing_key, known):
        """The agent delivers a council to the endpoint in Node; gives what that found out of each request."""
        endpoint = stage.start_endpoint(*known)
        self.addCleanup(endpoint.wait)
        self.addCleanup(endpoint.kill)
        stage.configure(replace={"  signing_key: agent.key\n  key_id: council-846-2026\n": signing_key})
        stage.synthesise(1, CHILDREN)
        stage.note_values()
        stage.agent("run", "--once", "--today", DAY)
        requests = stage.requests()
        self.assertEqual(sum(request["children"] for request in requests), len(stage.built(DAY)))
        for request in requests:
            self.assertTrue(request["verified"] and request["digest_fits"], request)
            self.assertFalse(request["verified_when_changed"] or request["verified_at_another_address"], request)
        return requests

    def test_it_verifies_what_the_agent_signs_and_nothing_that_was_changed(self):
        for name in ALGORITHMS:
            with self.subTest(name):
                self.deliver(self.stage(f"-{name}"), f"  signing_key: {name}.key\n  key_id: {name}\n", [name])

    def test_it_takes_either_signature_while_one_key_replaces_another(self):
        signing_key = ("  signing_key: ed25519.key\n  key_id: ed25519\n"
                       "  previous_key: {id: ecdsa-p256-sha256, file: ecdsa-p256-sha256.key}\n")
        requests = self.deliver(self.stage(), signing_key, ["ecdsa-p256-sha256"])
        self.assertEqual({request["signatures"] for request in requests}, {2})

    def ready(self, name="", **options):
        """A stage whose receiver runs, with a council to send."""
        stage = self.stage(name, **options)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, CHILDREN)
        stage.note_values()
        return stage

    def test_the_receiver_takes_what_it_signs_and_nothing_that_was_changed(self):
        stage = self.ready()
        results = stage.send(changes=["none", "header", "body", "digest", "unsigned"])
        found = {(result["key"], result["change"]): result["status"] for result in results}
        expected = {(name, change): 200 if change == "none" else 401 for name in ALGORITHMS
                    for change in ("none", "header", "body", "digest", "unsigned")}
        self.assertEqual(found, expected)
        self.assertEqual(len(stage.received()), 2)

    def test_it_verifies_the_answers_of_the_receiver_and_for_no_other_request(self):
        for name in ALGORITHMS:
            with self.subTest(name):
                for result in self.ready(name=f"-{name}", answers=name).send(changes=["none", "header"]):
                    self.assertTrue(result["answer_verified"] and result["answer_digest_fits"], result)
                    self.assertFalse(result["answer_verified_for_another"] or result["answer_verified_when_changed"],
                                     result)


if __name__ == "__main__":
    modules.install(pathlib.Path(sys.argv[1]).resolve() / "interop")
    rehearsal.main(sys.modules[__name__])
