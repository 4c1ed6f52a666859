"""A new version of the standard is data: this test adds one, and no program is built for it.

The programs and config/ are copied into a folder of their own, as they are when installed. There a
made-up version 9.0.0 gets a new field with a new code list and a shorter length, the mapping gets a
line, and agent and receiver work under it.
"""

import json
import pathlib
import shutil
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
DAY1 = "2026-06-01"
CHILDREN = 60
LONGEST = 40
VERSION = "dfe-csc/9.0.0"

STANDARD_YAML = f"""\
# A version that nobody published, for a test.
standard: dfe-csc
version: 9.0.0
extends: 1.0.1
fields:
  child_details.surname:
    kind: text
    length: 0-{LONGEST}
    says: The child's family name, if it is short.
  child_details.interpreter:
    kind: code
    length: 0-1
    codes: interpreter
    says: Whether somebody has to interpret.
"""

CODE_LISTS_YAML = """\
interpreter:
  says: Whether somebody has to interpret.
  codes:
    Y: Always
    N: {says: Never, from: 2026-01-01}
"""

RULES_YAML = """\
rules:
  - rule: T1
    says: Somebody always has to interpret, for a test.
    weight: hold
    fields: [child_details.interpreter]
    hint: Nothing is to be done about it.
    on: child_details
    breaks: interpreter = 'Y'
"""

RULE_EXAMPLES_YAML = """\
today: 2026-06-01
examples:
  T1:
    breaks: [{la_child_id: A1, child_details: {interpreter: Y}}]
    keeps: [{la_child_id: A1, child_details: {interpreter: N}}]
"""

MAPPING_LINE = """\
      interpreter: CASE WHEN p.pers_person_id LIKE '%1' THEN 'y' ELSE 'n' END
"""


def installed(folder):
    """The programs with their data, in a folder of their own: what an installation looks like."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "bin").mkdir(parents=True)
    for program in ("dataflow-agent", "dataflow-receiver"):
        shutil.copy2(pathlib.Path(BUILD) / "bin" / program, folder / "bin")
    shutil.copytree((pathlib.Path(BUILD) / "share" / "dataflow-agent").resolve(), folder / "share" / "dataflow-agent")
    (folder / "share" / "dataflow-receiver").symlink_to("dataflow-agent")  # both read the same standards
    return folder


class NewStandard(unittest.TestCase):
    def setUp(self):
        folder = FOLDER / self.id().rsplit(".", 1)[-1]
        self.programs = installed(folder / "installed")
        self.config = self.programs / "share" / "dataflow-agent"
        self.version = self.config / "standards" / VERSION
        self.version.mkdir()
        (self.version / "standard.yaml").write_text(STANDARD_YAML, encoding="utf-8")
        (self.version / "code-lists.yaml").write_text(CODE_LISTS_YAML, encoding="utf-8")
        (self.version / "rules.yaml").write_text(RULES_YAML, encoding="utf-8")
        (self.version / "rule-examples.yaml").write_text(RULE_EXAMPLES_YAML, encoding="utf-8")
        mapping = self.config / "mappings" / "ssd.yaml"
        before, after = mapping.read_text(encoding="utf-8").split("      ethnicity: p.pers_ethnicity\n")
        mapping.write_text(f"{before}      ethnicity: p.pers_ethnicity\n{MAPPING_LINE}{after}", encoding="utf-8")
        # No body is kept: those of the other stories are held against the DfE's contract, and this
        # version is none of the DfE's.
        self.stage = Rehearsal(self.programs, folder / "run", keep_bodies=False, standard=VERSION)
        self.addCleanup(self.stage.close)

    def findings(self):
        return json.loads(self.stage.agent("preview", "--json", "--today", DAY1).stdout)["findings"]

    def test_documents_are_built_delivered_and_taken_under_it(self):
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, CHILDREN)
        child, = self.stage.rows("SELECT pers_person_id FROM ssd_person JOIN ssd_cin_episodes "
                                 "ON cine_person_id = pers_person_id AND cine_close_date IS NULL "
                                 "WHERE pers_person_id NOT LIKE '%1' LIMIT 1")[0]
        before = self.findings()
        self.assertGreater(before, 0, "the new rule finds something")
        self.stage.change_source("UPDATE ssd_person SET pers_surname = ? WHERE pers_person_id = ?",
                                 "Brackwenth" * 5, child)
        self.assertEqual(self.findings(), before + 1, "what is left out is a finding")
        self.stage.note_values()
        self.assertIn(VERSION, self.stage.agent("check").stdout)

        first = self.stage.run_once(DAY1)
        self.assertEqual((first["balance"]["remainder"], first["balance"]["waiting"]), (0, 0))
        received = self.stage.received()
        self.assertEqual(differences(self.stage.built(DAY1), received), [])
        self.assertGreaterEqual(len(received), CHILDREN * 0.8)
        for document in received.values():
            self.assertEqual(document["child_details"]["interpreter"], "N")
            self.assertFalse(document["la_child_id"].endswith("1"), "the new rule holds whoever breaks it")
        held = [hold for hold in first["balance"]["held_by_rule"] if hold["rule"] == "T1"]
        self.assertEqual(len(held), 1)
        self.assertGreater(held[0]["children"], 0)

        self.assertNotIn("surname", received[child]["child_details"], "the name that is too long is left out")
        self.assertIn("first_name", received[child]["child_details"], "and the rest of the child goes")
        self.assertTrue(all("surname" in document["child_details"] for other, document in received.items()
                            if other != child), "other names go as ever")

    def test_a_mapping_line_for_the_new_field_is_named_under_an_older_version(self):
        self.stage.standard = "dfe-csc/1.0.1"
        self.stage.configure()
        self.stage.synthesise(1, CHILDREN)
        done = self.stage.agent("check", expect=3)
        self.assertRegex(done.stderr, r"ssd\.yaml:\d+:\d+: .*'interpreter'")

    def test_the_standard_commands_know_it(self):
        listed = json.loads(self.stage.agent("standard", "list", "--json").stdout)
        self.assertEqual([version["id"] for version in listed], [VERSION, "dfe-csc/1.0.1", "dfe-csc/1.0.0"])
        self.assertEqual(listed[0]["fields"], listed[1]["fields"] + 1)
        self.assertEqual(listed[0]["code_lists"], listed[1]["code_lists"] + 1)
        self.assertIn(f"{VERSION} is ok: ", self.stage.agent("standard", "check", VERSION).stdout)
        self.assertIn(f"{VERSION} is ok: ", self.stage.agent("standard", "check", str(self.version)).stdout)
        self.assertIn("(text: at most 40 characters)",
                      self.stage.agent("standard", "show", VERSION, "--field", "child_details.surname").stdout)
        self.assertIn("N  Never  (from 2026-01-01)",
                      self.stage.agent("standard", "show", VERSION, "--codes", "interpreter").stdout)
        page = self.stage.agent("standard", "export", VERSION, "--format", "markdown").stdout
        self.assertIn("| `child_details.interpreter` | code | at most 1 character | [interpreter](#interpreter) |", page)

    def test_it_is_compared_with_what_another_version_publishes(self):
        def published(version):
            schema = json.loads(self.stage.agent("standard", "export", version, "--format", "json-schema").stdout)
            self.stage.write("published.json", json.dumps({"components": {"schemas": {"CSC": schema}}}))

        published("dfe-csc/1.0.1")
        found = self.stage.agent("standard", "compare", "published.json", "--standard", VERSION, expect=1)
        self.assertEqual(found.stdout.splitlines(), [
            "child_details.interpreter: Only our description has this member.",
            "child_details.surname: maxLength is 40 in our description and not stated in the published file.",
            "2 differences"])
        answer = self.stage.agent("standard", "compare", "published.json", "--standard", VERSION, "--json", expect=1)
        self.assertEqual([(one["path"], one["keyword"], one["ours"], one["theirs"])
                          for one in json.loads(answer.stdout)],
                         [("child_details.interpreter", "member", "present", ""),
                          ("child_details.surname", "maxLength", "40", "")])
        published(VERSION)
        self.assertEqual(self.stage.agent("standard", "compare", "published.json", "--standard", VERSION).stdout,
                         "no differences\n")

    def test_faults_in_it_are_all_named_with_their_places(self):
        text = STANDARD_YAML.replace("0-40", "40-0").replace("codes: interpreter", "codes: interpretor")
        (self.version / "standard.yaml").write_text(text, encoding="utf-8")
        (self.version / "code-lists.yaml").write_text(CODE_LISTS_YAML.replace("2026-01-01", "1 January"),
                                                      encoding="utf-8")
        done = self.stage.agent("standard", "check", VERSION, expect=3)
        self.assertRegex(done.stderr, r"9\.0\.0/standard\.yaml:8:13: A range such as 1-20 was expected")
        self.assertRegex(done.stderr, r"9\.0\.0/standard\.yaml:13:12: There is no code list 'interpretor'\. "
                                      r"Did you mean 'interpreter'\?")
        self.assertRegex(done.stderr, r"9\.0\.0/code-lists\.yaml:5:28: A day such as 2025-03-31 was expected")
        self.assertEqual(len(done.stderr.splitlines()), 3)

    def test_what_cannot_be_compared_is_said(self):
        def compare(name, text, words, expect=1):
            if text is not None:
                self.stage.write(name, text)
            done = self.stage.agent("standard", "compare", name, "--standard", VERSION, expect=expect)
            self.assertIn(words, done.stderr)

        compare("absent.json", None, "absent.json: This file cannot be read, or is empty.")
        compare("openapi.yaml", "openapi: 3.0.3\n", "openapi.yaml: This file is not JSON.")
        compare("deep.json", "[" * 100_000, "deep.json: This file is not JSON.")
        compare("other.json", '{"openapi": "3.0.3"}', "It has no schema components.schemas.CSC.")
        done = self.stage.agent("standard", "show", "dfe-csc/9.0.1", expect=3)
        self.assertIn("There is no standard 'dfe-csc/9.0.1' here. Did you mean 'dfe-csc/9.0.0'?", done.stderr)
        done = self.stage.agent("standard", "show", VERSION, "--field", "child_details.surnam", expect=2)
        self.assertIn("Did you mean 'child_details.surname'?", done.stderr)
        done = self.stage.agent("standard", "show", VERSION, "--codes", "sex", "--field", "purge", expect=2)
        self.assertIn("Ask for a field or for a code list", done.stderr)
        done = self.stage.agent("standard", "show", VERSION, "--codes", "sexx", expect=2)
        self.assertIn("Did you mean 'sex'?", done.stderr)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
