"""A rehearsal: a made-up council, an agent and a receiver as real processes in a folder of their own.

Everything the programs print is kept in the folder, so that a later test can search it for personal
values; the receiver keeps every body, so that a later test can hold it against the DfE's contract.
"""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

COUNCIL = "846"
DEADLINE_SECONDS = 120

AGENT_YAML = """\
council: "{council}"
source: {source}
mapping: {mapping}
standard: {standard}
endpoint:
  url: https://localhost:{port}
  token_url: https://localhost:{port}/oauth2/v2.0/token
  client_id: council-846
  client_secret: {{file: secrets/client_secret}}
  supplier_key: {{file: secrets/supplier_key}}
  scope: api://csc/.default
  ca_file: tls/ca.pem
  signing_key: agent.key
  key_id: council-846-2026
  timeout_seconds: 60
  requests_a_minute: 0
ledger: agent.db
schedule: every hour
brake: {{first_send: {first_send}}}
purge_after_days: {purge_after_days}
"""

# For stories that change nearly everybody from run to run.
OPEN_BRAKE = "free, table: {rows: 1000000}, " + ", ".join(
    f"{name}: {{children: 1000000}}" for name in ("leaving", "changed", "field", "ids"))

RECEIVER_YAML = """\
listen: {{address: 127.0.0.1, port: {port}, port_file: port}}
tls: {{certificate: tls/server.pem, key: tls/server.key}}
store: receiver.db
standard: {standard}
signatures: required
keep_bodies: {keep_bodies}
councils:
  - code: "846"
    client_id: council-846
    client_secret: {{file: secrets/client_secret}}
    supplier_key: {{file: secrets/supplier_key}}
    signing_keys:
      - {{id: council-846-2026, file: agent.pub}}
"""


def replaced(text, changes):
    """The text with each piece that is a key of `changes` replaced by its value."""
    for old, new in (changes or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text


class Rehearsal:
    """One folder with everything in it. `build` is the folder that holds bin/."""

    def __init__(self, build, folder, keep_bodies=True, standard="dfe-csc/1.0.1"):
        self.bin = pathlib.Path(build).resolve() / "bin"
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.receiver = None
        self.port = 0
        self.keep_bodies = keep_bodies
        self.standard = standard
        self.outputs = 0
        self._make_keys()

    # ----- the programs

    def agent(self, *arguments, expect=0, **options):
        """Runs dataflow-agent in the folder and gives its standard output."""
        done = self._run("dataflow-agent", *arguments, **options)
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"dataflow-agent {' '.join(arguments)} ended with {done.returncode}, "
                                 f"not {expect}:\n{done.stdout}{done.stderr}")
        return done

    def run_once(self, today=None, expect=0):
        """`run --once --json`: what it answered."""
        day = ["--today", today] if today else []
        done = self.agent("run", "--once", "--json", *day, expect=expect)
        return json.loads(done.stdout) if done.stdout else None

    def approve(self):
        """Approves what the brake holds, if it holds anything."""
        held = json.loads(self.agent("status", "--json").stdout).get("held_run")
        if held and not held["approved"]:
            self.agent("approve", str(held["id"]), "--by", "Somebody", "--reason", "A rehearsal.")

    def start_agent(self, *arguments, **options):
        """Starts dataflow-agent and leaves it running."""
        return self._start("dataflow-agent", *arguments, **options)

    def start_receiver(self, *options, more="", replace=None):
        """Starts the receiver and waits until it listens. Always on the same port of this rehearsal.

        `more` is added to its settings, and `replace` changes pieces of their text.
        """
        text = RECEIVER_YAML.format(port=self.port, standard=self.standard, keep_bodies=str(self.keep_bodies).lower())
        self.write("receiver.yaml", replaced(text, replace) + more)
        port_file = self.folder / "port"
        port_file.unlink(missing_ok=True)
        self.receiver = self._start("dataflow-receiver", "serve", "--config", "receiver.yaml", *options)

        def is_open():
            assert self.receiver.poll() is None, f"the receiver ended with {self.receiver.returncode} at once"
            return port_file.exists() and port_file.read_text().strip()

        self.wait_for(is_open, "the receiver's port")
        self.port = int(port_file.read_text())

    def stop_receiver(self):
        if self.receiver:
            self.receiver.terminate()
            code = self.receiver.wait(DEADLINE_SECONDS)
            self.receiver = None
            assert code == 0, f"the receiver ended with {code}"

    def close(self):
        if self.receiver:
            self.receiver.kill()
            self.receiver.wait()

    # ----- what they work on

    def configure(self, source="{kind: sqlite, file: cms.db}", mapping="ssd", first_send="free", purge_after_days=1, **changes):
        """Writes agent.yaml; a change replaces a piece of text."""
        text = AGENT_YAML.format(council=COUNCIL, source=source, mapping=mapping, port=self.port,
                                 standard=self.standard, first_send=first_send, purge_after_days=purge_after_days)
        self.write("agent.yaml", replaced(text, changes.get("replace")))

    def synthesise(self, day, children, seed=7, to="cms.db", **more):
        """Makes up the council of that day; gives the events up to it."""
        extra = [part for name, value in more.items() for part in (f"--{name.replace('_', '-')}", str(value))]
        self.agent("synthesise", "--children", str(children), "--seed", str(seed), "--day", str(day),
                   "--shape", "ssd", "--to", to, "--events", "events.jsonl", *extra)
        return [json.loads(line) for line in (self.folder / "events.jsonl").read_text().splitlines()]

    def change_source(self, sql, *values):
        with sqlite3.connect(self.folder / "cms.db") as cms:
            changed = cms.execute(sql, values).rowcount
        cms.close()
        return changed

    def rows(self, sql, *values, of="cms.db"):
        database = sqlite3.connect(f"file:{self.folder / of}?mode=ro", uri=True)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    # ----- what came of it

    def exported(self):
        """The receiver's present state, as text: one document a line."""
        done = self._run("dataflow-receiver", "export", "--store", "receiver.db", "--council", COUNCIL, keep=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def received(self):
        """The receiver's present state: document by child."""
        return by_child(self.exported())

    def built(self, today=None):
        """What the agent builds from the source now: document by child."""
        day = ["--today", today] if today else []
        return by_child(self.agent("preview", "--documents", "--unmask", *day, keep=False).stdout)

    def audit(self):
        """The agent's audit trail, one dict an entry."""
        return [json.loads(line) for line in self.agent("audit", "--json").stdout.splitlines()]

    def deliveries(self):
        """(status, children, bytes) of each request the receiver saw."""
        return self.rows("SELECT status, children, bytes FROM delivery ORDER BY id", of="receiver.db")

    def items(self):
        """(la_child_id, effect) of each child of each accepted request."""
        return self.rows("SELECT la_child_id, effect FROM item ORDER BY delivery, position", of="receiver.db")

    def note_values(self):
        """Writes down the personal values of the made-up council, for the search at the end."""
        values = set()
        for sql in ("SELECT pers_person_id FROM ssd_person", "SELECT pers_forename FROM ssd_person",
                    "SELECT pers_surname FROM ssd_person", "SELECT pers_upn FROM ssd_person",
                    "SELECT pers_single_unique_id FROM ssd_person",
                    "SELECT addr_address_postcode FROM ssd_address"):
            values.update(str(value).strip() for value, in self.rows(sql) if value is not None)
        values = sorted(value for value in values if len(value) >= 5)
        with open(self.folder / "personal-values.txt", "a", encoding="utf-8") as file:
            file.writelines(value.replace("\n", " ").replace("\r", " ") + "\n" for value in values)

    # ----- small things

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def wait_for(self, condition, what):
        """Waits for something another process does; fails when it does not come."""
        end = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < end, f"{what} did not come within {DEADLINE_SECONDS} seconds"
            time.sleep(0.02)

    def _make_keys(self):
        self.write("secrets/client_secret", "made-up-client-secret\n").chmod(0o600)
        self.write("secrets/supplier_key", "made-up-supplier-key\n").chmod(0o600)
        self.make_key("agent")
        done = self._run("dataflow-receiver", "certificate", "--out", "tls", "--host", "localhost")
        assert done.returncode == 0, done.stderr

    def make_key(self, name):
        """A key pair, NAME.key and NAME.pub."""
        done = self._run("dataflow-receiver", "keygen", "--out", name)
        assert done.returncode == 0, done.stderr

    def last_output(self):
        """What the program that was started last has printed."""
        return max((self.folder / "output").iterdir()).read_text(encoding="utf-8")

    def _output(self, name):
        self.outputs += 1
        return self.folder / "output" / f"{self.outputs:05}-{name}.txt"

    def _run(self, program, *arguments, keep=True, **options):
        done = subprocess.run([self.bin / program, *arguments], cwd=self.folder, text=True, encoding="utf-8",
                              capture_output=True, timeout=600, check=False, **options)
        path = self._output(program)
        path.parent.mkdir(exist_ok=True)
        # What was asked for by --unmask or export is personal by purpose; its errors must not be.
        path.write_text((done.stdout if keep else "") + done.stderr, encoding="utf-8")
        return done

    def _start(self, program, *arguments, **options):
        path = self._output(program)
        path.parent.mkdir(exist_ok=True)
        with open(path, "wb") as output:
            return subprocess.Popen([self.bin / program, *arguments], cwd=self.folder, stdout=output,
                                    stderr=subprocess.STDOUT, **options)


def by_child(lines):
    documents = [json.loads(line) for line in lines.splitlines()]
    found = {document["la_child_id"]: document for document in documents}
    assert len(found) == len(documents), "a child occurs twice"
    return found


def differences(expected, found):
    """The children that differ, with what is wrong; empty when both are equal. Without values."""
    problems = []
    for child in sorted(expected.keys() | found.keys()):
        if child not in found:
            problems.append("a child is missing")
        elif child not in expected:
            problems.append("a child is there that should not be")
        elif expected[child] != found[child]:
            problems.append("a document differs at " + ", ".join(sorted(paths(expected[child], found[child]))))
    return problems


def paths(a, b, path=""):
    """Where two documents differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for name in a.keys() | b.keys():
            yield from paths(a.get(name), b.get(name), f"{path}.{name}" if path else name)
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for index, (one, other) in enumerate(zip(a, b)):
            yield from paths(one, other, f"{path}[{index}]")
    elif a != b:
        yield path


def main(module):
    """Runs the tests of a module. Arguments: BUILD FOLDER, then unittest's own."""
    import sys
    import unittest
    build, folder, *rest = sys.argv[1:]
    module.BUILD = build
    module.FOLDER = pathlib.Path(folder)
    os.makedirs(folder, exist_ok=True)
    unittest.main(module=module, argv=[sys.argv[0], "-v", *rest])
