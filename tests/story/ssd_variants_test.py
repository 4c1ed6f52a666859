"""The same council as the extracts of SystemC, Mosaic and Eclipse fill the SSD gives the same documents.

What an extract cannot hold stands in a table of docs/ssd.md, and this test reads it there: nothing else may differ,
and what is listed must.
"""

import json
import pathlib
import re
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
DAY1 = "2026-06-01"
CHILDREN = 400
VARIANTS = ["systemc", "mosaic", "eclipse"]
MANY = 2000  # enough for the rare ones below
# Places that a variant reads otherwise. The made-up council must have them, or the test shows nothing.
HARD_PLACES = {
    "systemc": """ssd_person JOIN ssd_immigration_status ON immi_person_id = pers_person_id
                    WHERE pers_dob IS NULL AND immi_immigration_status LIKE 'Unaccompanied%'
                  ssd_permanence JOIN ssd_person ON pers_legacy_id = perm_person_id WHERE perm_cla_id IS NULL
                  ssd_cla_episodes WHERE clae_cla_episode_start_reason LIKE '% - in words'
                  ssd_care_leavers WHERE length(clea_care_leaver_accommodation) > 2""",
    "mosaic": """ssd_person WHERE pers_sex = 'Female'
                 ssd_cin_plans WHERE cin_plan_id IS NOT NULL
                 ssd_s47_enquiry WHERE s47e_s47_outcome_json LIKE '%, Initial child protection conference'
                 ssd_linked_identifiers WHERE link_identifier_type = 'FUPN'""",
    "eclipse": """ssd_person WHERE pers_dob = pers_expected_dob
                  ssd_person WHERE pers_upn_unknown = pers_upn
                  ssd_person WHERE pers_ethnicity = 'ORAB'
                  ssd_person WHERE pers_ethnicity = '??'
                  ssd_immigration_status WHERE immi_immigration_status LIKE 'Unaccompanied%'
                  ssd_s47_enquiry WHERE s47e_s47_outcome_json LIKE '%OUTCOME_CP_CONFERENCE_FLAG%'""",
}
PAGE = pathlib.Path(__file__).parents[2] / "docs" / "ssd.md"


def left_empty():
    """The fields that an extract leaves empty, by variant: the table of docs/ssd.md."""
    empty = {variant: set() for variant in VARIANTS}
    lines = iter(PAGE.read_text(encoding="utf-8").splitlines())
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells == ["Field", "SystemC", "Mosaic", "Eclipse"]:
            next(lines)
            for row in lines:
                if not row.startswith("|"):
                    return empty
                field, *marks = [cell.strip(" `") for cell in row.strip("|").split("|")]
                for variant, mark in zip(VARIANTS, marks):
                    if mark:
                        empty[variant].add(field)
    raise AssertionError("docs/ssd.md has no table of what an extract leaves empty")


def places(node, path):
    """The objects that hold a value at a path such as a[].b, with its name there."""
    name, _, rest = path.partition(".")
    value = node.get(name.removesuffix("[]"))
    if value is None or not rest:
        return [] if value is None else [(node, name)]
    return [place for item in (value if name.endswith("[]") else [value]) for place in places(item, rest)]


class SsdVariants(unittest.TestCase):
    def setUp(self):
        self.begin("plain")

    def begin(self, name):
        """A council, an agent and a receiver that nothing has happened to."""
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName / name)
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure()

    def make(self, shape, children=CHILDREN):
        self.stage.agent("synthesise", "--children", str(children), "--seed", "7", "--day", "1", "--shape", shape,
                         "--to", "cms.db")
        self.stage.note_values()

    def lines(self):
        """The documents as they would be sent, one a line, by child."""
        text = self.stage.agent("preview", "--documents", "--unmask", "--today", DAY1, keep=False).stdout
        return {json.loads(line)["la_child_id"]: line for line in text.splitlines()}

    def found(self, rule):
        answer = self.stage.agent("findings", "--rule", rule, "--json", keep=False).stdout
        return [json.loads(line) for line in answer.splitlines()]

    def test_each_extract_gives_the_documents_of_the_plain_ssd_but_for_what_it_leaves_empty(self):
        self.make("ssd", MANY)
        plain = self.lines()
        self.assertGreater(len(plain), MANY * 0.7)
        for variant in VARIANTS:
            with self.subTest(variant=variant):
                self.make(f"ssd-{variant}", MANY)
                for place in re.sub(r"\n\s+(?=WHERE)", " ", HARD_PLACES[variant]).splitlines():
                    self.assertGreater(self.stage.rows(f"SELECT count(*) FROM {place}")[0][0], 0, place)
                self.compare(plain, self.lines(), left_empty()[variant])

    def compare(self, plain, found, empty):
        self.assertEqual(plain.keys(), found.keys())
        gone = set()
        for child, line in plain.items():
            if line == found[child]:
                continue
            expected, document = json.loads(line), json.loads(found[child])
            for field in empty:
                if places(document, field):
                    continue
                for holder, name in places(expected, field):
                    del holder[name]
                    gone.add(field)
            problems = rehearsal.differences({"": expected}, {"": document})
            self.assertEqual(problems, [])
        self.assertEqual(gone, empty, "what docs/ssd.md lists, and what a document has lost")

    def test_the_probe_names_the_variant_everywhere_it_is_asked(self):
        for variant in VARIANTS:
            with self.subTest(variant=variant):
                self.begin(variant)
                self.make(f"ssd-{variant}")
                coverage = json.loads(self.stage.agent("mapping", "coverage", "--json", "--today", DAY1).stdout)
                self.assertEqual(coverage["mapping"], f"ssd/{variant}")
                child = sorted(self.lines())[0]
                explanation = json.loads(self.stage.agent("explain", "--child", child, "--json", "--today", DAY1,
                                                          keep=False).stdout)
                self.assertEqual(explanation["mapping"], f"ssd/{variant}")
                self.stage.run_once(DAY1)
                [finding] = self.found("V01")
                self.assertIn(f"the variant {variant}:", finding["what"])
                [version] = self.found("V03")
                self.assertIn("version 1.4.3", version["what"])
                self.assertEqual(self.found("V02") + self.found("V04"), [])
                status = self.stage.agent("status").stdout
                self.assertIn(f"the variant {variant}:", status)
                self.assertIn("version 1.4.3", status)
                [mapped] = [entry["detail"] for entry in self.stage.audit() if entry["event"] == "mapped"]
                self.assertIn(f"mapping ssd/{variant} ", mapped)

    def test_the_plain_ssd_is_no_variant(self):
        self.make("ssd")
        self.stage.run_once(DAY1)
        for rule in ("V01", "V02", "V03", "V04", "V05"):
            self.assertEqual(self.found(rule), [], rule)
        self.assertIn("plain, systemc, mosaic, eclipse", self.stage.agent("check").stdout)

    def test_who_names_the_wrong_variant_is_told(self):
        for variant, wrong in [("systemc", "eclipse"), ("mosaic", "systemc"), ("eclipse", "plain")]:
            with self.subTest(variant=variant, wrong=wrong):
                self.begin(variant)
                self.make(f"ssd-{variant}")
                self.configure_variant(wrong)
                self.stage.run_once(DAY1)
                [finding] = self.found("V02")
                self.assertIn(f"name the variant {wrong}", finding["what"])
                self.assertIn(f"those of {variant}", finding["what"])
                self.assertEqual(self.found("V01"), [])

    def test_plans_whose_key_the_wrong_variant_does_not_find_hold_their_children(self):
        self.make("ssd-mosaic")
        with_plans = {child for child, line in self.lines().items() if "child_in_need_plans" in line}
        self.assertGreater(len(with_plans), 10)
        self.configure_variant("plain")
        self.assertEqual(with_plans & self.lines().keys(), set())

    def test_the_right_variant_can_be_named(self):
        self.make("ssd-mosaic")
        found = self.lines()
        self.configure_variant("mosaic")
        self.assertEqual(self.lines(), found)
        self.stage.run_once(DAY1)
        self.assertEqual(self.found("V01") + self.found("V02"), [])
        self.assertIn("ssd, variant mosaic", self.stage.agent("check").stdout)

    def test_a_variant_that_the_mapping_does_not_have_is_a_fault_with_its_place(self):
        self.make("ssd")
        self.configure_variant("mosiac")
        done = self.stage.agent("check", expect=None)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("agent.yaml:4:10: The mapping 'ssd' has no variant 'mosiac'. Did you mean 'mosaic'?",
                      done.stdout + done.stderr)

    def configure_variant(self, variant):
        self.stage.configure(replace={"mapping: ssd\n": f"mapping: ssd\nvariant: {variant}\n"})


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
