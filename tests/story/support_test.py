"""support-bundle: what leaves the council holds nobody, and a value that got in stops it.

Usage: support_test.py BUILD FOLDER
"""

import json
import pathlib
import re
import stat
import sys
import unittest
import zipfile

import rehearsal

BUILD = FOLDER = None
CHILDREN = 300


class SupportTest(unittest.TestCase):

    def setUp(self):
        self.stage = rehearsal.Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()
        self.configure()
        self.stage.run_once("2026-06-01")

    def configure(self, **more):
        self.stage.configure(replace={"schedule: every hour": "schedule: every hour\nlog: {file: agent.log}"}, **more)

    def bundle(self, *options, expect=0):
        done = self.stage.agent("support-bundle", "--out", "bundle.zip", *options, expect=expect)
        path = self.stage.folder / "bundle.zip"
        if expect != 0:
            self.assertFalse(path.exists())
            self.assertEqual([], list(self.stage.folder.glob("bundle.zip*")))
            return done
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    def personal_values(self):
        """Names as well, however short."""
        values = set()
        for sql in ("SELECT pers_forename FROM ssd_person", "SELECT pers_surname FROM ssd_person",
                    "SELECT pers_person_id FROM ssd_person", "SELECT pers_upn FROM ssd_person",
                    "SELECT pers_dob FROM ssd_person", "SELECT addr_address_postcode FROM ssd_address"):
            values.update(str(value).strip()[:10] if "dob" in sql else str(value).strip()
                          for value, in self.stage.rows(sql) if value)
        return values

    def test_a_bundle_tells_of_the_agent_and_of_nobody(self):
        files = self.bundle()
        self.assertEqual(sorted(files), ["about.txt", "balance.json", "contents.txt", "deliveries.json", "findings.json",
                                         "log.txt", "mapping.yaml", "runs.json", "schedule.json", "settings.yaml",
                                         "source.json", "status.json"])
        shipped = set((self.stage.bin.parent / "share/dataflow-agent/mappings/ssd.yaml").read_text().splitlines())
        self.assertEqual(set(files["mapping.yaml"].splitlines()) - shipped, set())
        del files["mapping.yaml"]
        words = set()
        for text in files.values():
            words.update(re.findall(r"[\w'-]+", text))
            for secret in ("made-up-client-secret", "made-up-supplier-key", f"localhost:{self.stage.port}"):
                self.assertNotIn(secret, text)
        self.assertGreater(len(self.personal_values()), CHILDREN)
        self.assertEqual(words & self.personal_values(), set())
        self.assertGreater(json.loads(files["balance.json"])["accepted"], CHILDREN / 2)
        self.assertIn("intake.settled", files["log.txt"])
        self.assertIn("client_secret: (set)", files["settings.yaml"])

    def test_hosts_and_folders_of_the_settings_are_in_no_file_of_it(self):
        self.stage.configure(source="{kind: csv, folder: exports-of-today}",
                             replace={"schedule: every hour": "schedule: every hour\nlog: {file: agent.log}",
                                      "https://localhost": "https://api.secret-host.example"})
        self.stage.synthesise(2, CHILDREN, to="exports-of-today", format="csv")
        self.stage.agent("run", "--once", expect=None)
        (self.stage.folder / "exports-of-today").rename(self.stage.folder / "gone")
        self.stage.agent("run", "--once", expect=None)
        files = self.bundle()
        for name, text in files.items():
            for hidden in ("secret-host", "exports-of-today", str(self.stage.folder.resolve()), "council-846-2026",
                           "ssd_person.csv"):
                self.assertNotIn(hidden, text, name)
            if name.endswith(".json"):
                json.loads(text)
        self.assertIn("(set)", files["log.txt"])
        self.assertIn("(set)", files["runs.json"])

    def test_a_value_in_the_log_stops_it_and_is_not_repeated(self):
        name = next(value for value, in self.stage.rows("SELECT pers_upn FROM ssd_person WHERE length(pers_upn) = 13 "
                    "AND pers_person_id IN (SELECT cine_person_id FROM ssd_cin_episodes)"))
        with open(self.stage.folder / "agent.log", "a", encoding="utf-8") as log:
            log.write(f"2026-06-01T06:30:00.000Z error x.y It failed for {name}.\n")
        said = self.bundle(expect=1).stderr
        self.assertIn("log.txt: A value of the kind 'unique_pupil_number' stands in this file", said)
        self.assertNotIn(name, said)
        self.assertNotIn("log.txt", self.bundle("--without", "log.txt"))

    def test_without_a_log_to_read_it_says_so_and_goes_on(self):
        self.stage.configure()
        done = self.stage.agent("support-bundle", "--out", "bundle.zip", "--service", "nothing-of-this-name.service")
        self.assertIn("no entry of nothing-of-this-name.service", done.stderr)
        with zipfile.ZipFile(self.stage.folder / "bundle.zip") as archive:
            self.assertNotIn("log.txt", archive.namelist())

    def test_a_secret_in_the_log_stops_it(self):
        with open(self.stage.folder / "agent.log", "a", encoding="utf-8") as log:
            log.write("2026-06-01T06:30:00.000Z error x.y Bearer(made-up-client-secret)\n")
        self.assertIn("'a secret'", self.bundle(expect=1).stderr)

    def test_a_name_in_a_comment_of_an_own_mapping_stops_it(self):
        shipped = (self.stage.bin.parent / "share/dataflow-agent/mappings/ssd.yaml").read_text()
        (child,), *_ = self.stage.rows("SELECT pers_person_id FROM ssd_person WHERE pers_person_id IN "
                                       "(SELECT cine_person_id FROM ssd_cin_episodes)")
        self.stage.write("own.yaml", shipped + "# nothing is special here\n")
        self.configure(mapping="own.yaml")
        self.assertIn("# nothing is special here", self.bundle()["mapping.yaml"])
        (self.stage.folder / "bundle.zip").unlink()
        self.stage.write("own.yaml", shipped + f"# but see {child}\n")
        self.assertIn("mapping.yaml: A value of the kind", self.bundle(expect=1).stderr)


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1])
    FOLDER = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
