"""Deliveries signed by a key that stays in a PKCS#11 token: a real SoftHSM.

Usage: token_test.py BUILD FOLDER
"""

import os
import signal
import sys

import peers
import way
from way import rehearsal

BUILD = FOLDER = None
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "made-up-5678"
WRONG_PIN = "made-up-0000"


class SoftToken:
    """A token in the folder of the rehearsal. The agent's public key there becomes that of its key `agent`."""

    def __init__(self, stage):
        folder = stage.folder.resolve()
        (folder / "tokens").mkdir()
        conf = stage.write("softhsm2.conf", f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
        self.env = {"SOFTHSM2_CONF": str(conf.resolve())}
        self.folder = folder
        peers.run("softhsm2-util", "--init-token", "--free", "--label", "council", "--so-pin", "1234", "--pin", PIN,
                  env=self.env)

    def make(self, kind):
        """A key pair in the token; its public half in agent.pub."""
        login = ["pkcs11-tool", "--module", MODULE, "--token-label", "council", "--login", "--pin", PIN]
        peers.run(*login, "--keypairgen", "--key-type", kind, "--label", "agent", "--id", "01", env=self.env)
        der = self.folder / "agent.der"
        peers.run(*login, "--read-object", "--type", "pubkey", "--label", "agent", "--output-file", der, env=self.env)
        peers.run("openssl", "pkey", "-pubin", "-inform", "der", "-in", der, "-out", self.folder / "agent.pub")


class TokenTest(way.Way):
    module = sys.modules[__name__]

    def prepare(self, kind="EC:prime256v1", pin="pin", key="agent", proves_client=False):
        """A rehearsal whose receiver knows the public half of the token's key, and whose agent has the token.

        With `proves_client` that key also takes the place of the client secret.
        """
        stage = self.stage()
        self.token = SoftToken(stage)
        self.token.make(kind)
        stage.stop_receiver()
        secret = "client_secret: {file: secrets/client_secret}\n"
        known = {secret: "assertion_keys: [{id: client-2026, file: agent.pub}]\n"} if proves_client else {}
        stage.start_receiver(replace=known)
        stage.write("secrets/pin", PIN + "\n").chmod(0o600)
        stage.write("secrets/wrong_pin", WRONG_PIN + "\n").chmod(0o600)
        place = f"pkcs11: {MODULE}, token: council, key: {key}, pin: {{file: secrets/{pin}}}"
        changed = {"signing_key: agent.key": f"signing_key: {{{place}}}"}
        if proves_client:
            changed[secret] = f"client_key: {{id: client-2026, {place}}}\n"
        stage.configure(replace=changed)
        (stage.folder / "agent.key").unlink()
        return stage

    def check(self, stage, expect=0):
        """`dataflow-agent check`: all that it printed."""
        done = stage.agent("check", expect=expect, env={**os.environ, **self.token.env})
        printed = done.stdout + done.stderr
        for pin in (PIN, WRONG_PIN):
            self.assertNotIn(pin, printed)
        return printed

    def test_an_elliptic_key_in_a_token_signs_what_the_receiver_verifies(self):
        stage = self.prepare()
        self.assertIn("'agent' in token 'council'", self.check(stage))
        self.assert_arrived(stage, **self.token.env)

    def test_an_rsa_key_in_a_token_signs_what_the_receiver_verifies(self):
        self.assert_arrived(self.prepare("rsa:2048"), **self.token.env)

    def test_a_key_in_a_token_proves_the_client_as_well(self):
        self.assert_arrived(self.prepare(proves_client=True), **self.token.env)

    def test_a_key_that_a_reload_has_opened_again_signs(self):
        stage = self.prepare()
        settings = (stage.folder / "agent.yaml").read_text()
        schedules = ["0 6 1 3 *", "0 6 2 3 *", "* * * * *"]
        taken = [rehearsal.replaced(settings, {"schedule: every hour": f'schedule: "{schedule}, UTC"\nspread_minutes: 0'})
                 for schedule in schedules]
        stage.write("agent.yaml", taken[0])
        service = stage.start_agent("run", "--today", way.DAY, env={**os.environ, **way.OWN_PROXIES, **self.token.env})
        self.addCleanup(service.kill)
        said = max((stage.folder / "output").iterdir())
        stage.wait_for(lambda: "service.started" in said.read_text(), "the start")
        for number, text in enumerate(taken[1:], 1):
            self.assertEqual(stage.deliveries(), [])
            stage.write("agent.yaml", text)
            service.send_signal(signal.SIGHUP)
            stage.wait_for(lambda number=number: said.read_text().count("settings.taken") == number, "the new settings")
        stage.wait_for(lambda: "delivery.accepted" in said.read_text(), "the delivery of the first run")
        service.terminate()
        self.assertEqual(service.wait(rehearsal.DEADLINE_SECONDS), 0)

    def test_check_tells_a_wrong_pin_from_a_missing_key_and_nothing_is_sent(self):
        stage = self.prepare(pin="wrong_pin")
        self.assertIn("The PIN of the token is wrong.", self.check(stage, expect=3))
        self.run_agent(stage, expect=3, **self.token.env)
        self.assertEqual(stage.deliveries(), [])

    def test_check_names_the_keys_that_are_there(self):
        printed = self.check(self.prepare(key="agnet"), expect=3)
        self.assertIn("The token has no private key 'agnet'.", printed)
        self.assertIn("agent (id 01)", printed)


if __name__ == "__main__":
    peers.need("softhsm2-util", "pkcs11-tool", "openssl")
    rehearsal.main(sys.modules[__name__])
