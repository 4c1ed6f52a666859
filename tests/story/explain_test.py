"""A data lead asks why a field says what it says and what would be sent, and is answered without values
that tell who a child is, unless they are asked for; that is recorded."""

import json
import shutil
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
DAY1, DAY2 = "2026-06-01", "2026-06-02"
CHILDREN = 60


class Explain(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()
        self.child, self.document = next(
            (child, document) for child, document in sorted(self.stage.built(DAY1).items())
            if "closure_date" in document["social_care_episodes"][0])

    def ask(self, *arguments, today=DAY1, **options):
        return self.stage.agent(*arguments, "--today", today, **options).stdout

    def events(self):
        """What was viewed, as (child, detail); the child is masked."""
        return [(event["child"], event["detail"]) for event in self.stage.audit() if event["event"] == "viewed"]

    def masked(self):
        return self.child[0] + "•••"

    def personal(self):
        details = self.document["child_details"]
        return [self.child, details["first_name"], details["surname"], details["date_of_birth"], details["postcode"],
                *(episode["social_care_episode_id"] for episode in self.document["social_care_episodes"])]

    def assert_masked(self, text):
        self.assertEqual([value for value in self.personal() if value in text], [])
        self.assertIn("•••", text)

    def test_an_explanation_is_masked_unless_asked_for_and_that_is_recorded(self):
        before = len(self.events())  # setUp has looked at the documents
        self.assert_masked(self.ask("explain", "--child", self.child))
        self.assert_masked(self.ask("explain", "--child", self.child, "--json"))
        self.assertEqual(len(self.events()), before)
        text = self.ask("explain", "--child", self.child, "--unmask", keep=False)
        self.assertIn(self.document["child_details"]["surname"], text)
        self.assertRegex(text, r"sql +ssd\.yaml:\d+:\d+ p\.pers_surname")
        self.assertEqual(self.events()[before:], [(self.masked(), "explain")])

    def test_every_value_of_the_document_is_explained(self):
        answer = json.loads(self.ask("explain", "--child", self.child, "--unmask", "--json", keep=False))
        self.assertEqual(answer["standing"], "built")
        values = {value["path"]: value["value"] for value in answer["values"]}
        self.assertEqual(values["child_details.surname"], self.document["child_details"]["surname"])
        self.assertEqual(values["social_care_episodes[0].referral_date"],
                         self.document["social_care_episodes"][0]["referral_date"])

    def test_one_field_is_found_by_the_key_of_its_item(self):
        episode = self.document["social_care_episodes"][0]
        path = f"social_care_episodes[{episode['social_care_episode_id']}].referral_date"
        answer = json.loads(self.ask("explain", "--child", self.child, "--path", path, "--json"))
        [value] = answer["values"]
        self.assertEqual(value["value"], episode["referral_date"])
        self.assertEqual(value["path"], "social_care_episodes[0].referral_date")
        [column] = value["columns"]
        self.assertEqual((column["table"], column["table_column"]), ("ssd_cin_episodes", "cine_referral_date"))
        self.assertTrue(column["raw"].startswith(episode["referral_date"]))

    def test_a_child_left_out_is_explained_by_the_rule(self):
        self.stage.change_source("UPDATE ssd_person SET pers_dob = '1980-01-01' WHERE pers_person_id = ?", self.child)
        text = self.ask("explain", "--child", self.child)
        self.assertIn("the rule 'age' leaves it out", text)
        self.assertRegex(text, r"ssd\.yaml:\d+:\d+")

    def test_a_wrong_path_or_child_is_answered_in_a_sentence(self):
        done = self.stage.agent("explain", "--child", self.child, "--path", "child_details.sirname", expect=2)
        self.assertIn("Did you mean 'surname'?", done.stderr)
        self.assertIn("No person in the source", self.ask("explain", "--child", "nobody"))

    def test_a_preview_of_a_child_is_masked_unless_asked_for_and_that_is_recorded(self):
        self.assert_masked(self.ask("preview", "--child", self.child))
        before = len(self.events())
        text = self.ask("preview", "--child", self.child, "--unmask", keep=False)
        for value in self.personal():
            self.assertIn(value, text)
        self.assertEqual(self.events()[before:], [(self.masked(), "preview of the document")])

    def test_a_difference_is_told_field_by_field(self):
        self.stage.run_once(DAY1)
        self.assertIn("Nothing differs", self.ask("preview", "--diff"))
        episode = self.document["social_care_episodes"][0]
        self.stage.change_source("UPDATE ssd_cin_episodes SET cine_close_date = NULL WHERE cine_referral_id = ?",
                                 episode["social_care_episode_id"])
        self.stage.change_source("UPDATE ssd_person SET pers_surname = 'Quillfeather' WHERE pers_person_id = ?",
                                 self.child)
        self.stage.note_values()
        summary = json.loads(self.ask("preview", "--diff", "--json"))
        self.assertEqual({entry["path"]: entry["children"] for entry in summary},
                         {"child_details.surname": 1, "social_care_episodes[].closure_date": 1})
        masked = self.ask("preview", "--diff", "--child", self.child)
        self.assert_masked(masked)
        self.assertNotIn("Quillfeather", masked)
        shown = json.loads(self.ask("preview", "--diff", "--child", self.child, "--unmask", "--json", keep=False))
        self.assertEqual(shown, [
            {"path": "child_details.surname", "before": self.document["child_details"]["surname"],
             "after": "Quillfeather"},
            {"path": f"social_care_episodes[{episode['social_care_episode_id']}].closure_date",
             "before": episode["closure_date"], "after": None}])
        self.assertEqual(self.events()[-1], (self.masked(), "preview of the difference"))

    def test_documents_need_the_mask_off_and_are_recorded(self):
        self.stage.agent("preview", "--documents", expect=2)
        self.assertEqual(self.events(), [("", "preview of all documents")])

    def test_held_children_are_counted_by_rule(self):
        self.stage.change_source("UPDATE ssd_person SET pers_person_id = 'far-too-long-' || pers_person_id "
                                 "WHERE pers_person_id = ?", self.child)
        self.stage.change_source("UPDATE ssd_cin_episodes SET cine_person_id = 'far-too-long-' || cine_person_id "
                                 "WHERE cine_person_id = ?", self.child)
        answer = json.loads(self.ask("preview", "--json"))
        self.assertEqual(answer["held"], 1)
        self.assertEqual([(hold["rule"], hold["children"]) for hold in answer["held_by_rule"]], [("F01", 1)])
        text = self.ask("explain", "--child", "far-too-long-" + self.child)
        self.assertIn("is held", text)
        self.assertRegex(text, r"F01 +la_child_id: It should be 1 to 20")

    def test_a_coming_version_of_the_standard_is_tried(self):
        """The program is put beside a shipped folder that holds a stricter version, too."""
        bin_folder = self.stage.folder / "home" / "bin"
        share = self.stage.folder / "home" / "share" / "dataflow-agent"
        bin_folder.mkdir(parents=True)
        shutil.copy(self.stage.bin / "dataflow-agent", bin_folder)
        shutil.copytree(self.stage.bin.parent / "share" / "dataflow-agent", share)
        versions = share / "standards" / "dfe-csc"
        shutil.copytree(versions / "1.0.1", versions / "2.0.0")
        standard = versions / "2.0.0" / "standard.yaml"
        text = standard.read_text(encoding="utf-8").replace("version: 1.0.1", "version: 2.0.0")
        standard.write_text(text.replace("length: 1-20", "length: 1-3", 1), encoding="utf-8")
        self.stage.bin = bin_folder
        answer = self.ask("preview", "--standard", "dfe-csc/2.0.0")
        self.assertIn(f"Under this version (dfe-csc/2.0.0) {CHILDREN} of {CHILDREN} children would be refused", answer)
        self.assertRegex(answer, rf"{CHILDREN}  F01 +la_child_id: It should be 1 to 3 of the characters")
        self.assertIn("(dfe-csc/1.0.1) 0 of", self.ask("preview", "--standard", "dfe-csc/1.0.1"))


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
