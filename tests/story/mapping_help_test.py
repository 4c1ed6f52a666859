"""The commands that help whoever writes a mapping, as whole processes."""

import json
import pathlib
import shutil
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
DAY1 = "2026-06-01"
SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "config" / "mappings" / "ssd.yaml"

# What is changed in the shipped mapping, and the fault that it should give on the changed line.
PLANTED = [
    ("    CNHE: CHNE", "    CNHE: CHNEE", "'CHNEE' is no code of 'ethnicity'. Did you mean 'CHNE'?"),
    ("    from: ssd_address", "    from: ssd_adress", "The source has no table 'ssd_adress'. Did you mean 'ssd_address'?"),
    ("      AND (day(immi_immigration_status_end_date) IS NULL", "      AND (day(immi_immigration_status_end_dat) IS NULL",
     "There is no column 'immi_immigration_status_end_dat' here."),
    ("        WHERE in_window(cine_referral_date, cine_close_date)", "        WHERE in_windw(cine_referral_date, cine_close_date)",
     "There is no function 'in_windw'. Did you mean 'in_window'?"),
    ("      first_name: p.pers_forename", "      firstname: p.pers_forename", "'firstname' is not known here. Did you mean 'first_name'?"),
    ("      date_of_birth: p.pers_dob", "      date_of_birth: number(p.pers_dob)", "'date_of_birth' should be a date."),
    ("             WHEN is_code('upn_unknown_reason', p.pers_upn) THEN p.pers_upn END",
     "             WHEN is_code('upn_unknown_reasn', p.pers_upn) THEN p.pers_upn END", "There is no code list 'upn_unknown_reasn'."),
    ("      social_care_episode_id: e.cine_referral_id", "      # no key", None),
    ("  social_care_episodes[].child_protection_plans:", "  social_care_episodes[].child_protection_plan:",
     "is no object or list of dfe-csc/1.0.1. Did you mean 'social_care_episodes[].child_protection_plans"),
    ("      icpc_required_flag: member(s.s47e_s47_outcome_json, 'CP_CONFERENCE_FLAG')", "      icpc_required_flag: member(s.s47e_s47_outcome_json)",
     "Write member(json, 'name')."),
    ("    where: in_window(s.csdq_sdq_completed_date) AND number(s.csdq_sdq_score) BETWEEN 0 AND 40",
     "    where: in_window(s.csdq_sdq_completed_date) AND s.csdq_sdq_score BETWEEN 0 AND 40", "Write number(s.csdq_sdq_score)."),
]


class MappingHelp(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)

    def source(self, mapping="ssd", children=60):
        self.stage.configure(mapping=mapping)
        self.stage.synthesise(1, children)
        self.stage.note_values()

    def test_planted_faults_are_all_reported_in_one_run_each_with_its_line(self):
        text = SHIPPED.read_text(encoding="utf-8")
        expected = []
        for old, new, fault in PLANTED:
            self.assertEqual(text.count("\n" + old + "\n") + text.count("\n" + old + " #"), 1, old)
            text = text.replace("\n" + old, "\n" + new, 1)
            line = text[:text.index("\n" + new)].count("\n") + 2
            if fault is None:  # the fault is told at the block's name
                fault = "'social_care_episode_id' is not mapped, and it is required."
                line = text[:text.index("\n  social_care_episodes:\n")].count("\n") + 2
            expected.append((line, fault))
        self.stage.write("ssd.yaml", text)
        self.source("ssd.yaml")
        report = self.stage.agent("check", expect=3).stderr.splitlines()
        self.assertGreaterEqual(len(expected), 10)
        for line, fault in expected:
            with self.subTest(fault):
                self.assertTrue([said for said in report if f"ssd.yaml:{line}:" in said and fault in said],
                                f"line {line}, {fault}\n" + "\n".join(report))
        self.assertEqual(len(report), len(expected), "\n".join(report))
        places = [int(said.split(":")[1]) for said in report]
        self.assertEqual(places, sorted(places))

    def test_a_failing_mapping_test_names_path_expectation_find_and_line(self):
        text = SHIPPED.read_text(encoding="utf-8")
        shutil.copy(SHIPPED, self.stage.folder / "right.yaml")
        self.assertRegex(self.stage.agent("mapping", "test", "right.yaml").stdout, r"(\d+) of \1 tests passed\.")
        text = text.replace("child_details.postcode: BN3 3BB", "child_details.postcode: BN1 1AA", 1)
        line = text[:text.index("child_details.postcode: BN1 1AA")].count("\n") + 1
        self.stage.write("wrong.yaml", text)
        said = self.stage.agent("mapping", "test", "wrong.yaml", expect=1).stdout
        self.assertIn(f"wrong.yaml:{line}: A1 child_details.postcode: expected BN1 1AA, found BN3 3BB.", said)
        self.assertIn("FAIL", said)
        self.stage.write("none.yaml", text[:text.index("\nvariants:")])
        self.assertIn("It holds no tests.", self.stage.agent("mapping", "test", "none.yaml", expect=1).stderr)
        self.stage.write("broken.yaml", text.replace("{pers_person_id: A1", "{pers_person: A1", 1))
        self.assertIn("Did you mean", self.stage.agent("mapping", "test", "broken.yaml", expect=3).stderr)

    def test_coverage_counts_every_field_and_prints_nothing_personal(self):
        self.source()
        documents = self.stage.built(DAY1)
        answer = json.loads(self.stage.agent("mapping", "coverage", "--today", DAY1, "--json").stdout)
        fields = {field["field"]: field for field in answer["fields"]}
        self.assertEqual(answer["documents"], len(documents))
        self.assertEqual(fields["la_child_id"]["filled"], len(documents))
        surnames = sum("surname" in document.get("child_details", {}) for document in documents.values())
        self.assertEqual(fields["child_details.surname"]["filled"], surnames)
        self.assertEqual(fields["child_details.surname"]["of"], len(documents))
        episodes = sum(len(document.get("social_care_episodes", [])) for document in documents.values())
        self.assertEqual(fields["social_care_episodes[].referral_date"]["of"], episodes)
        text = self.stage.agent("mapping", "coverage", "--today", DAY1).stdout
        self.assertIn("child_details.surname", text)
        self.assertIn("100.0 %", text)

    def test_the_grants_name_the_columns_that_the_mapping_reads_and_need_no_source(self):
        self.stage.configure(source="{kind: sqlite, file: nowhere.db}")
        tables = json.loads(self.stage.agent("mapping", "columns", "--json").stdout)
        self.assertIn("pers_upn", tables["ssd_person"])
        self.assertNotIn("pers_nationality", tables["ssd_person"])
        self.assertIn("-- Leave out what your database does not have of version_number, is_current.\n"
                      "GRANT SELECT ON ssd_version_log (version_number, is_current) TO dataflow_agent;",
                      self.stage.agent("mapping", "columns").stdout)
        for dialect, grant in (
                ("sqlserver", "GRANT SELECT ON ssd_disability (disa_person_id, disa_disability_code) TO csc_reader;"),
                ("postgresql", "GRANT SELECT (disa_person_id, disa_disability_code) ON ssd_disability TO csc_reader;"),
                ("mysql", "GRANT SELECT (disa_person_id, disa_disability_code) ON ssd_disability TO csc_reader;"),
                ("oracle", "CREATE OR REPLACE VIEW dataflow_ssd_disability AS SELECT disa_person_id, "
                           "disa_disability_code FROM ssd_disability;\n"
                           "GRANT SELECT ON dataflow_ssd_disability TO csc_reader;")):
            with self.subTest(dialect):
                said = self.stage.agent("mapping", "columns", "--grant-to", "csc_reader", "--dialect", dialect).stdout
                self.assertIn(grant, said)
        said = self.stage.agent("mapping", "columns", "--grant-to", "csc]reader").stdout
        self.assertIn(" TO [csc]]reader];", said)
        said = self.stage.agent("mapping", "columns", "--grant-to", "csc@10.0.0.7", "--dialect", "mysql").stdout
        self.assertIn(" TO `csc`@`10.0.0.7`;", said)
        # With those columns and no others, the mapping runs.
        self.source()
        whole = self.stage.built(DAY1)
        present = {name for name, in self.stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in present:
            columns = [row[1] for row in self.stage.rows(f"PRAGMA table_info({table})")]
            for column in columns:
                if table in tables and column not in tables[table]:
                    self.stage.change_source(f"ALTER TABLE {table} RENAME COLUMN {column} TO hidden_{column}")
            if table not in tables:
                self.stage.change_source(f"ALTER TABLE {table} RENAME TO hidden_{table}")
        self.assertEqual(self.stage.built(DAY1), whole)

    def test_unmapped_codes_are_counted_and_rare_ones_are_masked(self):
        self.source()
        ids = [row[0] for row in self.stage.rows("SELECT pers_person_id FROM ssd_person ORDER BY pers_person_id")]
        for child in ids[:20]:
            self.stage.change_source("UPDATE ssd_person SET pers_ethnicity = 'WBRX' WHERE pers_person_id = ?", child)
        self.stage.change_source("UPDATE ssd_person SET pers_ethnicity = 'see note on file' WHERE pers_person_id = ?", ids[0])
        def field(*more):
            answer = json.loads(self.stage.agent("mapping", "codes", "--today", DAY1, "--json", *more).stdout)
            return next(entry for entry in answer if entry["field"] == "child_details.ethnicity")
        masked = field()
        self.assertEqual(masked["columns"], ["ssd_person.pers_ethnicity"])
        frequent = {text["text"]: text for text in masked["texts"]}
        self.assertIn("WBRI", frequent["WBRX"]["nearest"])
        self.assertNotIn("see note on file", frequent)
        self.assertGreater(frequent["WBRX"]["rows"], 2)
        self.assertGreaterEqual(masked["other_texts"], 0)
        text = self.stage.agent("mapping", "codes", "--today", DAY1).stdout
        self.assertIn("WBRX", text)
        self.assertNotIn("see note", text)
        # A code table mends it, and the documents with it.
        shutil.copy(SHIPPED, self.stage.folder / "ssd.yaml")
        mapping = (self.stage.folder / "ssd.yaml").read_text(encoding="utf-8")
        inline = mapping[mapping.index("  ethnicity:\n"):mapping.index("lookups:\n")]
        self.stage.write("ssd.yaml", mapping.replace(inline, "  ethnicity: {file: codes/ethnicity.csv}\n\n", 1))
        (self.stage.folder / "codes").mkdir()
        (self.stage.folder / "codes" / "ethnicity.csv").write_text(
            "Local code;National code;From;To;Note\r\nwbrx;WBRI;;;our own\r\nCNHE;CHNE;;;\r\n", encoding="utf-8-sig")
        self.stage.configure(mapping="ssd.yaml")
        mended = json.loads(self.stage.agent("mapping", "codes", "--today", DAY1, "--json").stdout)
        shown = [text["text"] for entry in mended for text in entry["texts"]]
        self.assertNotIn("WBRX", shown)
        (self.stage.folder / "codes" / "ethnicity.csv").write_text("local code,national code\nwbrx,WBRJ\n")
        said = self.stage.agent("check", expect=3).stderr
        self.assertIn("ethnicity.csv:2: 'WBRJ' is no code of 'ethnicity'. Did you mean 'WBRI'", said)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
