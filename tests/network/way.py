"""A rehearsal with something in the way between agent and receiver, and what each way is asked."""

import os
import sys

STORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "story")
sys.path.insert(0, STORY)

import unittest  # noqa: E402

import rehearsal  # noqa: E402

DAY = "2026-06-01"
CHILDREN = 20
LOGIN = "username: council, password: {file: secrets/%s}"
SECRETS = ("right-pa55word", "wrong-pa55word", "made-up-client-secret", "made-up-supplier-key")
# The machine's own proxies have no part in these rehearsals.
OWN_PROXIES = {name: "" for base in ("https_proxy", "http_proxy", "all_proxy", "no_proxy")
               for name in (base, base.upper())}


class Way(unittest.TestCase):
    """`module` names the build and the folder, as in the stories."""

    module = None

    def stage(self):
        stage = rehearsal.Rehearsal(self.module.BUILD, self.module.FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(stage.close)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, CHILDREN)
        stage.note_values()
        for name in ("right", "wrong"):
            stage.write(f"secrets/{name}", f"{name}-pa55word\n").chmod(0o600)
        return stage

    def peer(self, kind, *arguments, **options):
        peer = kind(*arguments, **options)
        self.addCleanup(peer.close)
        return peer

    def configure(self, stage, *lines, port=None):
        """The rehearsal's settings with these lines more under `endpoint`."""
        more = "".join(f"  {line}\n" for line in lines)
        stage.configure(replace={"  ca_file: tls/ca.pem\n": "  ca_file: tls/ca.pem\n" + more})
        if port:
            text = (stage.folder / "agent.yaml").read_text(encoding="utf-8")
            stage.write("agent.yaml", text.replace(f"localhost:{stage.port}", f"localhost:{port}"))

    def proxied(self, stage, proxy, *more):
        self.configure(stage, "proxy: {" + ", ".join([f'url: "{proxy.url}"', *more]) + "}")

    def accounts(self, proxy):
        """Whom the proxy let through."""
        return {account for status, account in proxy.asked() if status == 200}

    def run_agent(self, stage, *options, expect=0, **env):
        """One run; gives all that it printed."""
        done = stage.agent("run", "--once", "--today", DAY, *options, expect=expect,
                           env={**os.environ, **OWN_PROXIES, **env})
        printed = done.stdout + done.stderr
        for secret in SECRETS:
            self.assertNotIn(secret, printed)
        return printed

    def assert_arrived(self, stage, **env):
        """A run delivers the whole council."""
        self.run_agent(stage, **env)
        self.assertEqual(rehearsal.differences(stage.built(DAY), stage.received()), [])
        self.assertGreater(len(stage.received()), CHILDREN // 2)

    def assert_nothing_sent(self, stage, says, *advice, **env):
        """A run ends because of the endpoint, says why, and nothing arrived."""
        printed = self.run_agent(stage, expect=5, **env)
        self.assertIn(says, printed)
        for piece in advice:
            self.assertIn(piece, printed)
        self.assertEqual(stage.deliveries(), [])
