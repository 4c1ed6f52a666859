"""init: what it writes works at once, whoever answered: a person, or a file of answers.

A real terminal (a pseudo-terminal), a real receiver and a made-up council. No secret that was typed or
named is ever printed.

Usage: init_test.py BUILD FOLDER
"""

import os
import pathlib
import pty
import pwd
import re
import select
import stat
import subprocess
import sys
import time
import unittest

import rehearsal

BUILD = FOLDER = None
SETTINGS, SOURCE, ENDPOINT = 3, 4, 5
SECRETS = ("made-up-client-secret", "made-up-supplier-key")

ANSWERS = """\
council: "846"
source: {{kind: sqlite, file: ../cms.db}}
mapping: ssd
endpoint:
  url: https://localhost:{port}
  token_url: https://localhost:{port}/oauth2/v2.0/token
  client_id: council-846
  client_secret: {{file: ../secrets/client_secret}}
  supplier_key: {{file: ../secrets/supplier_key}}
  scope: api://csc/.default
  ca_file: ../tls/ca.pem
  key_id: council-846-2026
schedule: every weekday at 06:30
"""


class Conversation:
    """A person at a terminal: waits for a question, and types."""

    def __init__(self, stage, *arguments):
        self.stage = stage
        self.said = ""
        self.read = 0
        self.process, self.terminal = self._start(arguments)

    def _start(self, arguments):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([self.stage.bin / "dataflow-agent", *arguments], cwd=self.stage.folder, stdin=theirs,
                                   stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        return process, ours

    def _more(self):
        ready, _, _ = select.select([self.terminal], [], [], 0.1)
        if not ready:
            return self.process.poll() is None
        try:
            piece = os.read(self.terminal, 65536)
        except OSError:  # the other side is closed
            return False
        self.said += piece.decode()
        return bool(piece)

    def expect(self, text):
        end = time.monotonic() + rehearsal.DEADLINE_SECONDS
        while text not in self.said[self.read:]:
            assert self._more() and time.monotonic() < end, f"'{text}' did not come after:\n{self.said[self.read:]}"
        self.read = self.said.index(text, self.read) + len(text)

    def answer(self, question, text=""):
        """Types the answer once the question stands there, with its default or without."""
        self.expect(f"\n{question}")
        self.expect(": ")
        os.write(self.terminal, (text + "\n").encode())

    def finish(self):
        while self._more():
            pass
        code = self.process.wait(rehearsal.DEADLINE_SECONDS)
        os.close(self.terminal)
        self.stage.write(f"output/{self.process.pid}-init.txt", self.said)
        return code


class InitTest(unittest.TestCase):

    def setUp(self):
        self.stage = rehearsal.Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.synthesise(1, 20)
        self.stage.note_values()
        (self.stage.folder / "new").mkdir()

    def answers(self, replace=None):
        self.stage.write("answers.yaml", rehearsal.replaced(ANSWERS.format(port=self.stage.port), replace))

    def init(self, *options, expect=0):
        return self.stage.agent("init", "--config", "new/agent.yaml", "--answers", "answers.yaml", *options, expect=expect)

    def written(self):
        return sorted(str(path.relative_to(self.stage.folder / "new"))
                      for path in (self.stage.folder / "new").rglob("*") if path.is_file())

    def mode(self, name):
        return stat.S_IMODE((self.stage.folder / "new" / name).stat().st_mode)

    def register(self):
        """What the DfE does with the note: takes the key out of it."""
        note = (self.stage.folder / "new/hand-to-the-DfE.txt").read_text()
        self.assertIn("Council          846", note)
        self.assertIn("Name of the key  council-846-2026", note)
        key = re.search("-----BEGIN PUBLIC KEY-----.*-----END PUBLIC KEY-----\n", note, re.DOTALL).group()
        self.assertEqual(key, (self.stage.folder / "new/agent.pub").read_text())
        self.stage.stop_receiver()
        self.stage.write("agent.pub", key)
        self.stage.start_receiver()

    def works(self):
        """check, doctor and a run with what init wrote."""
        config = ("--config", "new/agent.yaml")
        self.assertIn("(nothing was sent)", self.stage.agent("check", *config).stdout)
        self.register()
        self.assertIn("pass  access", self.stage.agent("doctor", *config).stdout)
        self.stage.agent("run", "--once", "--json", *config, expect=8)
        self.stage.agent("approve", "1", "--by", "Somebody", "--reason", "A rehearsal.", *config)
        self.stage.agent("run", "--once", "--json", *config)
        self.assertGreaterEqual(len(self.stage.received()), 15)

    def no_secret_was_printed(self):
        for path in (self.stage.folder / "output").iterdir():
            for secret in SECRETS:
                self.assertNotIn(secret, path.read_text(), path.name)
        for name in self.written():
            if not name.startswith("secrets/") and not name.startswith("agent.db"):
                text = (self.stage.folder / "new" / name).read_text()
                for secret in SECRETS:
                    self.assertNotIn(secret, text, name)

    def test_a_person_is_asked_and_each_answer_is_tested_at_once(self):
        talk = Conversation(self.stage, "init", "--config", "new/agent.yaml")
        talk.answer("council", "84")
        talk.expect("three-digit code")
        talk.answer("council", "846")
        talk.answer("standard")
        talk.answer("source.kind", "sqlit")
        talk.expect("Did you mean 'sqlite'?")
        talk.answer("source.kind", "sqlite")
        talk.answer("source.file", "../nowhere.db")
        talk.expect("there is no such file")
        talk.answer("The source", "again")
        talk.answer("source.kind [sqlite]")
        talk.answer("source.file [../nowhere.db]", "../cms.db")
        talk.expect("The shipped mapping ssd finds in it all that it reads.")
        talk.answer("mapping [ssd]")
        talk.expect("pass  ssd_person")
        talk.answer("endpoint.profile [dfe-csc]")
        talk.answer("endpoint.url", "http://localhost")
        talk.expect("https://")
        talk.answer("endpoint.url", f"https://localhost:{self.stage.port}")
        talk.answer("endpoint.token_url", f"https://localhost:{self.stage.port}/oauth2/v2.0/token")
        talk.answer("endpoint.client_id", "council-846")
        talk.answer("endpoint.client_secret", "another-made-up-secret")
        talk.answer("endpoint.supplier_key", "made-up-supplier-key")
        talk.answer("endpoint.scope", "api://csc/.default")
        talk.answer("endpoint.ca_file", "../tls/ca.pem")
        talk.answer("endpoint.proxy")
        talk.answer("endpoint.signing_key")
        talk.answer("endpoint.key_id", "council-846-2026")
        talk.answer("endpoint.key_kind [ed25519]")
        talk.expect("FAIL  token")
        talk.answer("The endpoint", "again")
        for question in ("profile", "url", "token_url", "client_id"):
            talk.answer(f"endpoint.{question} [")
        talk.answer("endpoint.client_secret [the one that is there]", "made-up-client-secret")
        for question in ("supplier_key", "scope", "ca_file", "proxy", "signing_key", "key_id", "key_kind"):
            talk.answer(f"endpoint.{question} [")
        talk.expect("later signature")
        talk.answer("ledger [agent.db]")
        talk.answer("schedule", "every blue moon")
        talk.expect("blue moon")
        self.assertEqual(self.written(), [])
        talk.answer("schedule", "every weekday at 06:30")
        talk.expect("Write them? [Y/n]")
        os.write(talk.terminal, b"\n")
        self.assertEqual(talk.finish(), 0)
        self.assertEqual(self.written(), ["agent.key", "agent.pub", "agent.yaml", "hand-to-the-DBA.txt", "hand-to-the-DfE.txt",
                                          "hand-to-the-network-team.txt", "secrets/client_secret", "secrets/supplier_key"])
        for name in ("agent.key", "secrets/client_secret", "secrets/supplier_key"):
            self.assertEqual(self.mode(name), 0o600, name)
        self.works()
        self.no_secret_was_printed()
        self.assertNotIn("another-made-up-secret", talk.said)

    def test_ctrl_c_leaves_nothing_behind_and_the_terminal_as_it_was(self):
        talk = Conversation(self.stage, "init", "--config", "new/agent.yaml", "--offline")
        for question, text in (("council", "846"), ("standard", ""), ("source.kind", "sqlite"), ("source.file", "cms.db"),
                               ("mapping", "ssd"), ("endpoint.profile", ""), ("endpoint.url", "https://localhost"),
                               ("endpoint.token_url", "https://localhost"), ("endpoint.client_id", "x")):
            talk.answer(question, text)
        talk.expect("endpoint.client_secret: ")
        os.write(talk.terminal, b"half a sec\x03")
        self.assertEqual(talk.finish(), 1)
        self.assertIn("nothing was written", talk.said)
        self.assertNotIn("half a sec", talk.said)
        self.assertEqual(self.written(), [])

    def test_a_file_of_answers_installs_without_anybody(self):
        self.answers()
        said = self.init().stdout
        self.assertIn("SELECT is the only right it needs", said)
        self.assertEqual(self.mode("agent.key"), 0o600)
        yaml = (self.stage.folder / "new/agent.yaml").read_text()
        self.assertIn("schedule: \"every weekday at 06:30\"", yaml)
        self.assertEqual(self.mode("agent.yaml"), 0o644)
        self.works()
        self.no_secret_was_printed()

    def test_all_faults_of_the_answers_are_told_at_once_with_their_places(self):
        self.answers({'council: "846"': 'council: "84"', "mapping: ssd": "mapping: sdd", "  scope: api://csc/.default\n": "",
                      "schedule: every weekday at 06:30": "schedule: every blue moon\nlegder: agent.db",
                      "client_secret: {file: ../secrets/client_secret}": "client_secret: made-up-client-secret"})
        faults = self.init(expect=SETTINGS).stderr
        for text in ("answers.yaml:1:10: council: The DfE's three-digit code", "answers.yaml:3:10: mapping: There is no shipped mapping",
                     "Did you mean 'ssd'?", "'endpoint.scope' is missing.", "answers.yaml:12:11: schedule: ",
                     "A secret does not stand in a file of answers.", "'legder' is not known here.", "Did you mean 'ledger'?",
                     "Nothing was written."):
            self.assertIn(text, faults)
        self.assertEqual(self.written(), [])
        self.no_secret_was_printed()

    def test_what_does_not_answer_is_named_and_offline_goes_on_without_it(self):
        self.answers()
        self.stage.stop_receiver()
        self.assertIn("FAIL  endpoint: connection", self.init(expect=ENDPOINT).stdout)
        self.answers({"../cms.db": "../nowhere.db"})
        self.stage.start_receiver()
        self.assertIn("there is no such file", self.init(expect=SOURCE).stderr)
        self.answers({"../cms.db": "../nowhere.db", "mapping: ssd\n": ""})
        self.assertNotIn("'mapping' is missing", self.init(expect=SOURCE).stderr)
        self.answers({"../cms.db": "../nowhere.db"})
        self.assertEqual(self.written(), [])
        self.stage.stop_receiver()
        said = self.init("--offline").stdout
        self.assertIn("The source was not asked, because of --offline.", said)
        self.assertIn("The endpoint was not asked, because of --offline.", said)
        self.assertIn("agent.yaml", self.written())

    def test_nothing_is_overwritten_unless_it_is_told_to(self):
        self.answers()
        self.init()
        before = {name: (self.stage.folder / "new" / name).read_bytes() for name in self.written()}
        self.assertIn("exists already", self.init(expect=1).stderr)
        self.assertEqual(before, {name: (self.stage.folder / "new" / name).read_bytes() for name in self.written()})
        self.answers({"every weekday at 06:30": "every hour"})
        self.init("--replace")
        after = {name: (self.stage.folder / "new" / name).read_bytes() for name in self.written()}
        self.assertEqual([name for name in before if before[name] != after[name]], ["agent.yaml", "hand-to-the-DBA.txt"])

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_the_files_are_given_to_the_account_of_the_service(self):
        self.answers({"schedule: every": "ledger: data/agent.db\nschedule: every"})
        self.assertIn("There is no such account.", self.init("--owner", "nobody-of-that-name", expect=1).stderr)
        self.init("--owner", "nobody")
        nobody = pwd.getpwnam("nobody").pw_uid
        for name in self.written() + ["data"]:
            self.assertEqual((self.stage.folder / "new" / name).stat().st_uid, nobody, name)

    def test_a_database_on_a_server_gets_its_grants_without_being_asked(self):
        self.answers({"{kind: sqlite, file: ../cms.db}": "{kind: odbc, driver: SQL Server, server: cms.council, user: reader, "
                      "password: {credential: cms_password}, database: cms}\ndba: {dialect: sqlserver}",
                      "client_secret: {file: ../secrets/client_secret}": "client_secret: {credential: client_secret}"})
        said = self.init().stdout
        self.assertIn("the secret 'cms_password' is given to the service only", said)
        note = (self.stage.folder / "new/hand-to-the-DBA.txt").read_text()
        self.assertIn("GRANT SELECT ON ssd_person (", note)
        self.assertIn("TO reader;", note)
        network = (self.stage.folder / "new/hand-to-the-network-team.txt").read_text()
        self.assertIn(f"localhost:{self.stage.port}  HTTPS", network)
        self.assertIn("cms.council:(the usual port", network)


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1])
    FOLDER = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
