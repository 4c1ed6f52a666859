"""The findings of a run are exactly what is wrong with the source: nothing is silent and nothing is invented.

For each mess dial of the made-up council, the findings with the dial on are held against those with it off. What
comes is what the dial did (its events, by the table below) and what follows from it (second_opinion.py, from the
documents of ssd_oracle.py). What goes belongs to children that are held or gone, or to values that are no longer there.
"""

import csv
import io
import json
import sys
import unittest
from collections import Counter
from datetime import date

import rehearsal
import second_opinion
from rehearsal import Rehearsal
from second_opinion import KEYS, Finding, place_of

BUILD = FOLDER = None
DAY1, DAY2 = "2026-06-01", "2026-06-02"
CHILDREN = 150

# Written wrongly, but read rightly; or the way in which the SSD says that there is nothing.
UNDERSTOOD = """date_1900 date_with_slashes ethnicity_cnhe ethnicity_lower_case factor_not_json factor_twice nfa_words
    placeholder_text postcode_lower_case_no_space source_code_in_text un_code_in_upn unborn_named
    upn_trailing_space_lower_case""".split()
# What they break is in the documents, so that the second opinion finds all of it.
SEEN_IN_DOCUMENTS = """factor_21_with_others names_awkward none_with_other_disability overlapping_cp_plans
    two_open_episodes upn_shared_by_two_children""".split()
# The rules that name what the dial did, and where: one finding for each event, at the path of the event.
NAMED = {
    "date_impossible": ["F03"],
    "end_before_start": ["O02"],
    "fan_out_duplicates": ["O11"],
    "id_too_long": ["F01"],
    "id_twice": ["8510", ("O10", "child_details")],
    "id_with_hyphen": ["F01"],
    "item_id_too_long": ["F02"],
    "nhs_number_bad": ["O30"],
    "orphan_rows": [("O27", "social_care_episodes")],
    "postcode_bad": ["F08"],
    "sex_word": ["O29"],
    "test_person": ["O28"],
    "unknown_disability": ["F07"],
    "unknown_ethnicity": ["F07"],
    "upn_bad_letter": ["F04"],
    "upn_short": ["F04"],
}
ALL_TOGETHER = {"id_missing": "8500"}

# What hits few children is turned up.
RATES = {dial: 1 for dial in "date_with_slashes end_before_start overlapping_cp_plans un_code_in_upn unborn_named "
                             "unknown_disability none_with_other_disability".split()}
RATE = 0.5


# A dial changes a field for all children at once. That this is noticed is the matter of freshness_test.py.
OF_A_CHANGED_SOURCE = {"S21", "S22", "S23"}


class Place:
    """Where an event happened, as a finding names it."""

    def __init__(self, events, before, now):
        self.events, self.before, self.now = events, before, now

    def of(self, event):
        """The place with the keys of items; None when the event touched nothing that is sent."""
        child, path = event["child"], event["path"].removesuffix("[]")
        if not path.startswith("social_care_episodes[]"):
            return path if child in self.now else None
        if self.now.get(child) is None:
            return self.by_position(event)
        _, items, *field = path.split(".")
        for episode in self.now[child].get("social_care_episodes", []):
            for item in episode.get(items.removesuffix("[]"), []):
                at = f"{place_of('social_care_episodes', episode)}.{place_of(items.removesuffix('[]'), item)}"
                if item[KEYS[items.removesuffix("[]")]] == event["id"]:
                    return ".".join([at, *field])
        return None

    def by_position(self, event):
        """A held child has no document, so the items are counted; their ids are as before but for a tail."""
        _, items, field = event["path"].split(".")
        items = items.removesuffix("[]")
        document = self.before.get(event["child"]) or {}
        for number, episode in enumerate(document.get("social_care_episodes", [])):
            for position, item in enumerate(episode.get(items, [])):
                if event["id"].startswith(item[KEYS[items]] + "-"):
                    return f"social_care_episodes[{number}].{items}[{position}].{field}"
        return None


def named(dial, events, before, now):
    """The findings that name what the dial did."""
    if dial in ALL_TOGETHER:
        return {Finding("", ALL_TOGETHER[dial], "")}
    found, place = set(), Place(events, before, now)
    for event in events:
        for rule in NAMED.get(dial, []):
            rule, fixed = rule if isinstance(rule, tuple) else (rule, None)
            at = place.of(event | {"path": fixed} if fixed else event)
            if at is not None:
                found.add(Finding(event["child"], rule, at))
    return found


def surprises(found, expected):
    """What differs between two sets of findings, without identifiers: rule and count."""
    missing = Counter(one.rule for one in expected - found)
    invented = Counter(one.rule for one in found - expected)
    return [f"{count} of rule {rule} {what}" for what, rules in (("missing", missing), ("invented", invented))
            for rule, count in sorted(rules.items())]


class Stage(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure(first_send=rehearsal.OPEN_BRAKE)

    def listed(self, *how):
        """The findings that stand, as the CSV has them."""
        text = self.stage.agent("findings", "--csv", *how, keep=False).stdout
        return list(csv.DictReader(io.StringIO(text)))

    def standing(self):
        rows = self.listed()
        found = {Finding(row["la_child_id"], row["rule"], row["place"]) for row in rows}
        self.assertEqual(len(found), len(rows), "a finding stands twice")
        return found

    def counts(self):
        return {count["rule"]: count for count in json.loads(self.stage.agent("findings", "--json").stdout)}


class Dials(Stage):
    def council(self, **mess):
        events = self.stage.synthesise(1, CHILDREN, **mess)
        self.stage.note_values()
        self.stage.run_once(DAY1)
        documents, opinion = second_opinion.findings(self.stage.folder / "cms.db", date.fromisoformat(DAY1))
        found = {one for one in self.standing() if one.rule not in OF_A_CHANGED_SOURCE}
        return events, documents, opinion, found

    def test_each_dial_brings_exactly_the_findings_that_its_events_foretell(self):
        _, before, opinion_before, found_before = self.council()
        self.assertEqual(surprises(found_before, opinion_before), [])
        struck, brought = set(), 0
        dials = sorted([*UNDERSTOOD, *SEEN_IN_DOCUMENTS, *NAMED, *ALL_TOGETHER])
        for dial in dials:
            with self.subTest(dial=dial):
                events, now, opinion, found = self.council(mess=f"{dial}={RATES.get(dial, RATE)}")
                events = [event for event in events if event.get("dial") == dial]
                sent = {child for child, document in now.items() if document is not None}
                no_longer = {one for one in found_before if one.child and one.child not in sent}
                comes = named(dial, events, before, now) | (opinion - opinion_before) if events else set()
                goes = no_longer | (opinion_before - opinion)
                foretold = (found_before - goes) | comes
                self.assertEqual(surprises(found, foretold), [])
                if dial not in UNDERSTOOD:
                    self.assertTrue(comes or not events, "the dial struck, and nothing was foretold")
                if events:
                    struck.add(dial)
                    brought += len(comes)
                for one in {one.rule: one for one in comes}.values():
                    self.assertNotEqual(surprises(found - {one}, foretold), [])
                    self.assertNotEqual(surprises(found | {one._replace(place="elsewhere")}, foretold), [])
        self.assertEqual(len(dials), len(set(dials)))
        self.assertEqual(len(dials), 36)
        self.assertGreaterEqual(len(struck), 30, f"these struck nobody: {set(dials) - struck}")
        self.assertGreater(brought, 500)


class SelfTest(unittest.TestCase):
    def test_a_missing_and_an_invented_finding_are_both_noticed(self):
        found = {Finding("X1", "F03", "a"), Finding("X2", "F03", "a")}
        self.assertEqual(surprises(found, found), [])
        self.assertEqual(surprises(found - {Finding("X2", "F03", "a")}, found), ["1 of rule F03 missing"])
        self.assertEqual(surprises(found | {Finding("X2", "F04", "a")}, found), ["1 of rule F04 invented"])
        self.assertEqual(surprises({Finding("X1", "F03", "a"), Finding("X2", "F03", "b")}, found),
                         ["1 of rule F03 missing", "1 of rule F03 invented"])


class Standing(Stage):
    """What a data lead sees from day to day, and what the settings can change about it."""

    def setUp(self):
        super().setUp()
        self.stage.synthesise(1, 60)
        self.stage.note_values()

    def set_ethnicity(self, child, value):
        self.assertEqual(self.stage.change_source(
            "UPDATE ssd_person SET pers_ethnicity = ? WHERE pers_person_id = ?", value, child), 1)

    def choose(self, rules):
        self.stage.configure(first_send=rehearsal.OPEN_BRAKE, replace={"schedule: every hour\n": f"schedule: every hour\nrules: {rules}\n"})

    def some_children(self, count):
        children = [child for child, document in self.stage.built(DAY1).items()
                    if "ethnicity" in document["child_details"]]
        return sorted(children)[:count]

    def test_a_finding_keeps_its_first_day_and_goes_when_the_source_is_mended(self):
        one, other = self.some_children(2)
        self.set_ethnicity(one, None)
        self.stage.run_once(DAY1)
        self.set_ethnicity(other, None)
        self.stage.run_once(DAY2)
        self.assertEqual({row["la_child_id"]: (row["first_seen"], row["last_seen"])
                          for row in self.listed("--rule", "4220")},
                         {one: (DAY1, DAY2), other: (DAY2, DAY2)})
        self.set_ethnicity(one, "WBRI")
        self.stage.run_once("2026-06-03")
        self.assertEqual([(row["la_child_id"], row["first_seen"]) for row in self.listed("--rule", "4220")],
                         [(other, DAY2)])
        self.assertIn("findings of rule 4220", [entry["detail"] for entry in self.stage.audit() if entry["event"] == "viewed"])

    def test_the_count_before_is_that_of_the_earlier_day_and_not_of_an_earlier_run(self):
        children = self.some_children(3)
        self.set_ethnicity(children[0], None)
        self.stage.run_once(DAY1)
        self.assertEqual((self.counts()["4220"]["findings"], self.counts()["4220"]["before"]), (1, 0))
        for child in children[1:]:
            self.set_ethnicity(child, None)
            self.stage.run_once(DAY2)
        self.assertEqual((self.counts()["4220"]["findings"], self.counts()["4220"]["before"]), (3, 1))
        for child in children:
            self.set_ethnicity(child, "WBRI")
        self.stage.run_once("2026-06-03")
        self.assertEqual((self.counts()["4220"]["findings"], self.counts()["4220"]["before"]), (0, 3))

    def test_each_kind_of_record_without_its_referral_is_listed(self):
        ways = {
            "child_and_family_assessments": "UPDATE ssd_cin_assessments SET cina_referral_id = 'GONE' "
                                            "WHERE cina_assessment_id = ?",
            "child_in_need_plans": "UPDATE ssd_cin_plans SET cinp_referral_id = NULL WHERE cinp_cin_plan_id = ?",
            "section_47_assessments": "UPDATE ssd_s47_enquiry SET s47e_referral_id = 'GONE' "
                                      "WHERE s47e_s47_enquiry_id = ?",
            "child_protection_plans": "UPDATE ssd_cp_plans SET cppl_referral_id = 'GONE' WHERE cppl_cp_plan_id = ?",
            "child_looked_after_placements": "UPDATE ssd_cla_episodes SET clae_referral_id = NULL WHERE clae_cla_id = "
                                             "(SELECT clap_cla_id FROM ssd_cla_placement "
                                             "WHERE clap_cla_placement_id = ?)",
        }
        documents, lost = self.stage.built(DAY1), set()
        for name, change in ways.items():
            child, item = next((child, items[0][KEYS[name]]) for child, document in sorted(documents.items())
                               if child not in lost and (items := second_opinion.all_items({child: document}, name)))
            self.assertGreater(self.stage.change_source(change, item), 0, name)
            lost.add(child)
        self.stage.run_once(DAY1)
        self.assertEqual({row["la_child_id"] for row in self.listed("--rule", "O27")}, lost)

    def test_a_rule_to_hold_sets_children_aside_until_the_source_is_mended(self):
        child, = self.some_children(1)
        self.stage.run_once(DAY1)
        accepted, sent = self.stage.received(), len(self.stage.items())
        self.choose("{hold: [4220]}")
        self.set_ethnicity(child, None)
        balance = self.stage.run_once(DAY2)["balance"]
        self.assertEqual((balance["held"], balance["remainder"]), (1, 0))
        self.assertRegex(self.stage.agent("balance").stdout, r"4220\W.*The ethnic group is missing or no code for it\.")
        self.assertEqual([(row["la_child_id"], row["weight"]) for row in self.listed("--rule", "4220")],
                         [(child, "hold")])
        self.assertEqual(self.stage.received()[child], accepted[child])
        self.assertNotIn(child, [one for one, _ in self.stage.items()[sent:]])
        self.set_ethnicity(child, "REFU")
        balance = self.stage.run_once(DAY2)["balance"]
        self.assertEqual((balance["held"], balance["waiting"], balance["remainder"]), (0, 0, 0))
        self.assertEqual(self.stage.received()[child]["child_details"]["ethnicity"], "REFU")
        self.assertEqual(self.listed("--rule", "4220"), [])

    def test_a_rule_to_ignore_is_silent_and_the_child_goes(self):
        child, = self.some_children(1)
        self.set_ethnicity(child, None)
        self.stage.run_once(DAY1)
        self.assertIn("4220", self.counts())
        self.choose("{ignore: [4220]}")
        balance = self.stage.run_once(DAY2)["balance"]
        self.assertEqual((balance["held"], balance["waiting"], balance["remainder"]), (0, 0, 0))
        self.assertEqual(self.listed("--rule", "4220"), [])
        self.assertEqual(self.stage.received()[child], self.stage.built(DAY2)[child])

    def test_a_rule_that_does_not_exist_is_a_fault_at_its_line_and_column(self):
        self.choose("{hold: [4221], ignore: [nonsense, F03]}")
        lines = (self.stage.folder / "agent.yaml").read_text(encoding="utf-8").splitlines()
        number, line = next((at, text) for at, text in enumerate(lines, start=1) if text.startswith("rules:"))
        done = self.stage.agent("run", "--once", expect=3)
        for word, says in (("4221", "There is no rule 4221."), ("nonsense", "There is no rule nonsense."),
                           ("F03", "The weight of rule F03 cannot be chosen.")):
            self.assertIn(f"agent.yaml:{number}:{line.index(word) + 1}: {says}", done.stderr)
        self.assertEqual(self.stage.deliveries(), [])

    def test_excel_gets_a_byte_order_mark_and_identifiers_that_stay_as_they_are(self):
        child, = self.some_children(1)
        self.set_ethnicity(child, None)
        for table, column in (("ssd_person", "pers_person_id"), ("ssd_cin_episodes", "cine_person_id")):
            self.stage.change_source(f"UPDATE {table} SET {column} = '0012' WHERE {column} = ?", child)
        self.stage.run_once(DAY1)
        text = self.stage.agent("findings", "--excel", keep=False).stdout
        self.assertTrue(text.startswith("\ufeffla_child_id,"))
        self.assertIn('"=""0012""","=""4220""",', text)
        self.assertIn('"0012","4220",', self.stage.agent("findings", "--csv", keep=False).stdout)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
