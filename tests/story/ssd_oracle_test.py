"""Pins each rule of the oracle with a hand-made database of a few rows.

Run with: /usr/bin/python3 tests/story/ssd_oracle_test.py
"""

import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from datetime import date

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import ssd_oracle  # noqa: E402

TODAY = date(2026, 6, 2)  # the window is 2024-04-01 to 2026-06-03

COLUMNS = {
    "ssd_person": "pers_person_id pers_legacy_id pers_upn pers_upn_unknown pers_forename pers_surname pers_dob "
                  "pers_expected_dob pers_sex pers_ethnicity",
    "ssd_linked_identifiers": "link_person_id link_identifier_type link_identifier_value link_valid_from_date",
    "ssd_disability": "disa_person_id disa_disability_code",
    "ssd_address": "addr_table_id addr_person_id addr_address_start_date addr_address_postcode",
    "ssd_immigration_status": "immi_person_id immi_immigration_status immi_immigration_status_end_date",
    "ssd_sdq_scores": "csdq_person_id csdq_sdq_completed_date csdq_sdq_score",
    "ssd_cin_episodes": "cine_referral_id cine_person_id cine_referral_date cine_close_date cine_referral_source_code "
                        "cine_referral_nfa cine_close_reason",
    "ssd_involvements": "invo_referral_id invo_professional_id invo_professional_role_id invo_involvement_start_date "
                        "invo_involvement_end_date",
    "ssd_professionals": "prof_professional_id prof_social_worker_registration_no",
    "ssd_cin_assessments": "cina_assessment_id cina_person_id cina_referral_id cina_assessment_start_date "
                           "cina_assessment_auth_date",
    "ssd_assessment_factors": "cinf_assessment_id cinf_assessment_factors_json",
    "ssd_cin_plans": "cinp_cin_plan_id cinp_person_id cinp_referral_id cinp_cin_plan_start_date "
                     "cinp_cin_plan_end_date",
    "ssd_s47_enquiry": "s47e_s47_enquiry_id s47e_referral_id s47e_s47_start_date s47e_s47_end_date "
                       "s47e_s47_outcome_json",
    "ssd_initial_cp_conference": "icpc_s47_enquiry_id icpc_icpc_date",
    "ssd_cp_plans": "cppl_cp_plan_id cppl_referral_id cppl_cp_plan_start_date cppl_cp_plan_end_date",
    "ssd_cla_placement": "clap_cla_placement_id clap_cla_id clap_person_id clap_cla_placement_start_date "
                         "clap_cla_placement_end_date clap_cla_placement_type clap_cla_placement_postcode "
                         "clap_cla_placement_change_reason",
    "ssd_cla_episodes": "clae_cla_episode_id clae_person_id clae_cla_id clae_referral_id clae_cla_episode_start_date "
                        "clae_cla_episode_start_reason clae_cla_episode_ceased_reason",
    "ssd_permanence": "perm_table_id perm_person_id perm_cla_id perm_adm_decision_date perm_matched_date "
                      "perm_placed_for_adoption_date",
    "ssd_care_leavers": "clea_person_id clea_care_leaver_latest_contact clea_care_leaver_accommodation "
                        "clea_care_leaver_activity",
}


# Rows are made by these; each names only what its test is about.

def person(**columns):
    return "ssd_person", {"pers_person_id": "A1", "pers_dob": "2015-05-05", **columns}


def episode(referral="R1", referred="2025-01-10", closed=None, **columns):
    return "ssd_cin_episodes", {"cine_person_id": "A1", "cine_referral_id": referral, "cine_referral_date": referred,
                                "cine_close_date": closed, **columns}


def former_upn(value, valid_from=None, kind="Former Unique Pupil Number"):
    return "ssd_linked_identifiers", {"link_person_id": "A1", "link_identifier_type": kind,
                                      "link_identifier_value": value, "link_valid_from_date": valid_from}


def disability(code):
    return "ssd_disability", {"disa_person_id": "A1", "disa_disability_code": code}


def address(identifier, start, postcode):
    return "ssd_address", {"addr_table_id": identifier, "addr_person_id": "A1", "addr_address_start_date": start,
                           "addr_address_postcode": postcode}


def immigration(status, end=None):
    return "ssd_immigration_status", {"immi_person_id": "A1", "immi_immigration_status": status,
                                      "immi_immigration_status_end_date": end}


def sdq(on, score):
    return "ssd_sdq_scores", {"csdq_person_id": "A1", "csdq_sdq_completed_date": on, "csdq_sdq_score": score}


def involvement(worker, start, end=None, role="CW", referral="R1"):
    return "ssd_involvements", {"invo_professional_id": worker, "invo_professional_role_id": role,
                                "invo_involvement_start_date": start, "invo_involvement_end_date": end,
                                "invo_referral_id": referral}


def professional(worker, number):
    return "ssd_professionals", {"prof_professional_id": worker, "prof_social_worker_registration_no": number}


def assessment(identifier, start, authorised=None, referral="R1", **columns):
    return "ssd_cin_assessments", {"cina_assessment_id": identifier, "cina_referral_id": referral,
                                   "cina_assessment_start_date": start, "cina_assessment_auth_date": authorised,
                                   **columns}


def factors(text, assessment_id="S1"):
    return "ssd_assessment_factors", {"cinf_assessment_id": assessment_id, "cinf_assessment_factors_json": text}


def cin_plan(identifier, start, end=None, referral="R1", child="A1"):
    return "ssd_cin_plans", {"cinp_cin_plan_id": identifier, "cinp_person_id": child, "cinp_referral_id": referral,
                             "cinp_cin_plan_start_date": start, "cinp_cin_plan_end_date": end}


def enquiry(identifier, start, end=None, outcome=None):
    return "ssd_s47_enquiry", {"s47e_s47_enquiry_id": identifier, "s47e_referral_id": "R1",
                               "s47e_s47_start_date": start, "s47e_s47_end_date": end,
                               "s47e_s47_outcome_json": outcome}


def conference(enquiry_id, on):
    return "ssd_initial_cp_conference", {"icpc_s47_enquiry_id": enquiry_id, "icpc_icpc_date": on}


def cp_plan(identifier, start, end=None):
    return "ssd_cp_plans", {"cppl_cp_plan_id": identifier, "cppl_referral_id": "R1", "cppl_cp_plan_start_date": start,
                            "cppl_cp_plan_end_date": end}


def placement(identifier, start, end=None, period="C1", child="A1", **columns):
    return "ssd_cla_placement", {"clap_cla_placement_id": identifier, "clap_cla_id": period, "clap_person_id": child,
                                 "clap_cla_placement_start_date": start, "clap_cla_placement_end_date": end, **columns}


def care(identifier, referral="R1", period="C1", start="2025-02-01", child="A1", start_reason=None, end_reason=None):
    return "ssd_cla_episodes", {"clae_cla_episode_id": identifier, "clae_person_id": child, "clae_cla_id": period,
                                "clae_referral_id": referral, "clae_cla_episode_start_date": start,
                                "clae_cla_episode_start_reason": start_reason,
                                "clae_cla_episode_ceased_reason": end_reason}


def permanence(identifier, placed=None, matched=None, decided=None, child="A1", period=None):
    return "ssd_permanence", {"perm_table_id": identifier, "perm_person_id": child, "perm_cla_id": period,
                              "perm_placed_for_adoption_date": placed, "perm_matched_date": matched,
                              "perm_adm_decision_date": decided}


def care_leaver(contact, accommodation=None, activity=None):
    return "ssd_care_leavers", {"clea_person_id": "A1", "clea_care_leaver_latest_contact": contact,
                                "clea_care_leaver_accommodation": accommodation,
                                "clea_care_leaver_activity": activity}


def is_id(column):
    return column.endswith(("_id", "_type", "_registration_no"))


def pad(place, value):
    """The id with white space at its ends that differs from row to row."""
    return None if value is None else " " * (place % 3) + value + "\t\r\n"[:1 + place % 3]


def write_database(path, rows):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    for table, columns in COLUMNS.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns.split())})")  # no types: values stay as given
    for table, columns in rows:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(columns.values()))
    connection.commit()
    connection.close()


class OracleTest(unittest.TestCase):
    maxDiff = None

    def database(self, *rows):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "cms.db"
        write_database(path, rows)
        return path

    def documents(self, *rows):
        return ssd_oracle.documents(self.database(*rows), TODAY)

    def document(self, *rows):
        """The document of child A1, who has an episode R1 unless the rows give the person or the episodes."""
        given = {table for table, _ in rows}
        defaults = [row for row in (person(), episode()) if row[0] not in given]
        documents = self.documents(*defaults, *rows)
        self.assertEqual(list(documents), ["A1"])
        return documents["A1"]

    def details(self, *rows):
        return self.document(*rows)["child_details"]

    def episodes(self, *rows):
        return self.document(*rows)["social_care_episodes"]

    def first_episode(self, *rows):
        return self.episodes(*rows)[0]

    def items(self, name, *rows):
        return self.first_episode(*rows).get(name)

    def assert_held(self, *rows):
        self.assertIsNone(self.document(*rows))

    def assert_in_cohort(self, *rows):
        self.assertEqual(list(self.documents(*rows)), ["A1"])

    def assert_outside(self, *rows):
        self.assertEqual(self.documents(*rows), {})


class Values(unittest.TestCase):
    def test_what_extracts_write_for_nothing_is_null(self):
        for nothing in (None, "", "  \t\n", "SSD_PH", "PLACEHOLDER_DATA", "1900-01-01", "1900-01-01 00:00:00", b""):
            self.assertIsNone(ssd_oracle.text_or_null(nothing), nothing)
        for something in ("ssd_ph", "SSD_PH1", "01/01/1900", "0"):
            self.assertEqual(ssd_oracle.text_or_null(something), something)

    def test_numbers_and_bytes_are_taken_as_text(self):
        self.assertEqual(ssd_oracle.text_or_null(7), "7")
        self.assertEqual(ssd_oracle.text_or_null(b"A1"), "A1")

    def test_dates_are_iso_or_british_and_lose_their_time(self):
        for text in ("2024-02-29", "2024-02-29 13:45:00.000", "2024-02-29T00:00:00Z", "2024-02-29 whatever",
                     "29/02/2024", "29/02/2024 13:45", "29/02/2024T13:45"):
            self.assertEqual(ssd_oracle.day(text), date(2024, 2, 29), text)

    def test_any_other_date_is_unreadable(self):
        for text in (None, "2023-02-29", "2024-13-01", "0000-01-01", "20240229", "2024-2-29", "1/2/2024",
                     "2024-02-29Z", "02/29/2024", "29-02-2024", "today", " 2024-02-29", "٢٠٢٤-02-29"):
            self.assertIsNone(ssd_oracle.day(text), text)

    def test_text_is_on_one_line_with_single_plain_spaces(self):
        self.assertEqual(ssd_oracle.clean_text(" Anne\r\n\tMarie\u00a0\u2003 O\u2019Neil "), "Anne Marie O\u2019Neil")
        self.assertEqual(ssd_oracle.clean_text("\ufeffZo\u0000\u200b\u2060\u0085\u007f\u000be\u0308"), "Zoe\u0308")
        self.assertEqual(ssd_oracle.clean_text("a\u2028b\u3000c"), "a b c")
        self.assertEqual(ssd_oracle.clean_text("zero\u200cwidth joiners stay"), "zero\u200cwidth joiners stay")
        self.assertIsNone(ssd_oracle.clean_text("\u200b \u00a0\u0001"))
        self.assertIsNone(ssd_oracle.clean_text(None))

    def test_a_code_is_the_whole_text_or_its_beginning(self):
        def source(text):
            return ssd_oracle.code(text, ssd_oracle.REFERRAL_SOURCES)
        self.assertEqual(source(" 1a "), "1A")
        self.assertEqual(source("1A: individual"), "1A")
        self.assertEqual(source("10 not known"), "10")
        self.assertEqual(source("4"), "4")
        self.assertEqual(source("4_housing"), "4")
        for unreadable in (None, "1", "1 A", "1AB", "10a", "11", "housing 4", "4é", ": 1A"):
            self.assertIsNone(source(unreadable), unreadable)

    def test_the_longest_code_at_the_beginning_counts(self):
        self.assertEqual(ssd_oracle.code("AB-C more", {"AB", "AB-C"}), "AB-C")

    def test_letters_are_upper_cased_in_ascii_only(self):
        self.assertIsNone(ssd_oracle.code("\u017f", ssd_oracle.START_REASONS))  # long s upper-cases to S in Unicode

    def test_flags_in_any_case(self):
        for text in ("y", "YES", " T ", "True", "1"):
            self.assertIs(ssd_oracle.flag(text), True, text)
        for text in ("n", "No", "F", "false", "0"):
            self.assertIs(ssd_oracle.flag(text), False, text)
        for text in (None, "x", "2", "yes please"):
            self.assertIsNone(ssd_oracle.flag(text), text)

    def test_upn_with_the_right_check_letter(self):
        for number in ("H801200001001", "B823299901156", "H935205112088", "A000000000000"):
            self.assertEqual(ssd_oracle.upn(number), number)
        self.assertEqual(ssd_oracle.upn(" h801200001001 "), "H801200001001")
        for wrong in (None, "A801200001001", "H80120000100", "H8012000010010", "H80120000100X1", "0801200001001",
                      "UN1"):
            self.assertIsNone(ssd_oracle.upn(wrong), wrong)

    def test_a_temporary_upn_has_no_tested_check_letter(self):
        self.assertEqual(ssd_oracle.upn("X80120000100A"), "X80120000100A")
        self.assertEqual(ssd_oracle.upn("I80120000100a"), "I80120000100A")
        for wrong in ("X80120000100I", "X80120000100O", "X80120000100S", "X8012000010XA", "X8A120000100A",
                      "180120000100A"):
            self.assertIsNone(ssd_oracle.upn(wrong), wrong)

    def test_postcodes_have_one_space(self):
        for text, expected in (("m11ae", "M1 1AE"), ("B33 8TH", "B33 8TH"), (" cr2  6xh ", "CR2 6XH"),
                               ("DN551PT", "DN55 1PT"), ("W1A 0AX", "W1A 0AX"), ("EC1A1BB", "EC1A 1BB"),
                               ("gir0aa", "GIR 0AA")):
            self.assertEqual(ssd_oracle.postcode(text), expected)

    def test_postcodes_that_cannot_exist_are_left_out(self):
        for text in (None, "XXXX", "nopostcode", "QA1 1AA", "V1 1AA", "X1 1AA", "AI1 1AA", "AJ1 1AA", "AZ1 1AA",
                     "W1I 0AX", "W1P 0AX", "EC1C 1BB", "M1 1CE", "M1 1AO", "M1 AAE", "M111 1AE", "AAA1 1AA", "1M1 1AE"):
            self.assertIsNone(ssd_oracle.postcode(text), text)


class Times(unittest.TestCase):
    def test_the_window_starts_on_the_1_april_two_years_back(self):
        for today, start in ((date(2026, 6, 2), date(2024, 4, 1)), (date(2026, 4, 1), date(2024, 4, 1)),
                             (date(2026, 3, 31), date(2023, 4, 1)), (date(2028, 2, 29), date(2025, 4, 1))):
            self.assertEqual(ssd_oracle.collection_window(today).start, start)

    def test_the_window_ends_tomorrow(self):
        self.assertEqual(ssd_oracle.collection_window(date(2026, 12, 31)).end, date(2027, 1, 1))

    def test_a_span_meets_the_window_when_one_day_is_shared(self):
        window = ssd_oracle.collection_window(TODAY)
        self.assertTrue(window.meets(date(2020, 1, 1), date(2024, 4, 1)))
        self.assertFalse(window.meets(date(2020, 1, 1), date(2024, 3, 31)))
        self.assertTrue(window.meets(date(2026, 6, 3), None))
        self.assertFalse(window.meets(date(2026, 6, 4), None))
        self.assertTrue(window.meets(date(2001, 1, 1), None))
        self.assertFalse(window.meets(None, date(2025, 1, 1)))

    def test_the_ends_of_march_in_the_window(self):
        window = ssd_oracle.collection_window(TODAY)
        self.assertEqual(window.ends_of_march(), [date(2025, 3, 31), date(2026, 3, 31)])
        on_30_march = ssd_oracle.collection_window(date(2026, 3, 30))
        self.assertEqual(on_30_march.ends_of_march(), [date(2024, 3, 31), date(2025, 3, 31), date(2026, 3, 31)])

    def test_birthdays_of_29_february(self):
        self.assertEqual(ssd_oracle.birthday(date(2000, 2, 29), 26), date(2026, 3, 1))
        self.assertEqual(ssd_oracle.birthday(date(2000, 2, 29), 16), date(2016, 2, 29))


class Cohort(OracleTest):
    def test_a_birth_up_to_the_end_of_the_window(self):
        self.assert_in_cohort(person(pers_dob="2026-06-03"), episode())
        self.assert_outside(person(pers_dob="2026-06-04"), episode())

    def test_a_26th_birthday_after_the_start_of_the_window(self):
        self.assert_in_cohort(person(pers_dob="1998-04-02"), episode())
        self.assert_outside(person(pers_dob="1998-04-01"), episode())

    def test_an_unborn_child_expected_in_the_window(self):
        self.assert_in_cohort(person(pers_dob=None, pers_expected_dob="2026-06-03"), episode())
        self.assert_outside(person(pers_dob=None, pers_expected_dob="2026-06-04"), episode())
        self.assert_outside(person(pers_dob=None, pers_expected_dob="2024-03-31"), episode())

    def test_an_unreadable_birth_counts_as_none(self):
        self.assert_in_cohort(person(pers_dob="2015-02-30", pers_expected_dob="2026-01-01"), episode())
        self.assert_outside(person(pers_dob="1900-01-01"), episode())

    def test_without_activity_nobody_is_in(self):
        self.assert_outside(person())

    def test_an_episode_in_window(self):
        self.assert_in_cohort(person(), episode(closed="2024-04-01", referred="2020-01-01"))
        self.assert_outside(person(), episode(closed="2024-03-31", referred="2020-01-01"))
        self.assert_outside(person(), episode(cine_person_id="A2"))

    def test_an_open_episode_without_a_started_assessment(self):
        future = episode(referred="2026-07-01")
        self.assert_in_cohort(person(), future)
        self.assert_in_cohort(person(), future, assessment("S1", None))
        self.assert_in_cohort(person(), future, assessment("S1", "2025-02-30"))
        self.assert_outside(person(), future, assessment("S1", "2019-01-01"))
        self.assert_outside(person(), episode("R1 ", referred="2026-07-01"), assessment("S1", "2019-01-01"))
        self.assert_in_cohort(person(), episode(referred="soon", closed="never"))
        self.assertNotIn("social_care_episodes", self.document(person(), future))

    def test_a_plan_in_window(self):
        old = episode(referred="2020-01-01", closed="2021-01-01")
        self.assert_in_cohort(person(), old, cin_plan("P1", "2020-01-01"))
        self.assert_in_cohort(person(), cin_plan("P1", "2020-01-01", referral=None))
        self.assert_outside(person(), old, cin_plan("P1", "2020-01-01", "2024-03-31"))
        self.assert_outside(person(), old, cin_plan("P1", "2025-01-01", child="A2"))

    def test_a_looked_after_episode_linked_to_an_episode_in_window(self):
        self.assert_in_cohort(person(), care("L1", referral="R1 "), episode(cine_person_id="A2"))
        self.assert_outside(person(), care("L1"),
                            episode(cine_person_id="A2", referred="2020-01-01", closed="2021-01-01"))

    def test_a_placement_in_window(self):
        self.assert_in_cohort(person(), placement("M1", "2024-01-01", period=None))
        self.assert_outside(person(), placement("M1", "2024-01-01", "2024-03-31"))
        self.assert_outside(person(), placement("M1", None))

    def test_a_placement_without_person_belongs_to_the_person_of_its_period(self):
        self.assert_in_cohort(person(), care("L1", referral=None), placement("M1", "2025-01-01", child=None))
        self.assert_outside(person(), care("L1", referral=None), placement("M1", "2025-01-01", child="A2"))

    def test_a_care_leaver(self):
        future = episode(referred="2026-07-01")
        started = assessment("S1", "2026-01-01")  # else the open episode alone would be enough
        contact = care_leaver("2026-01-01")
        self.assert_in_cohort(person(pers_dob="2005-01-01"), future, started, contact)
        self.assert_in_cohort(person(pers_dob="2010-06-02", pers_person_id=" A1"), future, started, contact)
        self.assert_outside(person(pers_dob="2010-06-03"), future, started, contact)
        self.assert_outside(person(pers_dob="2005-01-01"), future, started, care_leaver("2024-03-31"))
        self.assert_outside(person(pers_dob="2005-01-01"), contact)
        self.assert_outside(person(pers_dob="2005-01-01"), contact,
                            episode(referred="2020-01-01", closed="2021-01-01"))
        self.assert_outside(person(pers_dob=None, pers_expected_dob="2026-01-01"), future, started, contact)


class Identity(OracleTest):
    def test_ends_of_ids_are_trimmed_everywhere(self):
        document = self.document(person(pers_person_id="A1 "), episode(cine_person_id="\tA1", referral=" R1 "),
                                 cin_plan(" P1", "2025-01-01", referral="R1\n"))
        self.assertEqual(document["la_child_id"], "A1")
        self.assertEqual(document["social_care_episodes"][0]["child_in_need_plans"][0]["child_in_need_plan_id"], "P1")

    def test_padded_ids_make_no_difference(self):
        """Every item of a child is found when every id and every key of a join is padded with other spaces."""
        rows = [
            person(pers_legacy_id="M1"), episode(), former_upn("H801200001001"), disability("LD"),
            address("1", "2020-01-01", "M1 1AE"), immigration("U"), sdq("2025-01-01", "7"),
            involvement("W1", "2025-01-01"), professional("W1", "SW1"), assessment("S1", "2025-01-01"),
            factors('["1A"]'), cin_plan("P1", "2025-01-01"), enquiry("E1", "2025-01-01"),
            conference("E1", "2025-01-15"), cp_plan("Q1", "2025-01-01"),
            care("L1", start_reason="S"), placement("M1", "2025-01-01"),
            permanence("1", "2025-01-01", child=None, period="C1"), care_leaver("2025-01-01"),
        ]
        plain = self.document(*rows)
        self.assertEqual(set(plain["social_care_episodes"][0]), {
            "social_care_episode_id", "referral_date", "care_worker_details", "child_and_family_assessments",
            "child_in_need_plans", "section_47_assessments", "child_protection_plans",
            "child_looked_after_placements", "adoption", "care_leavers", "purge"})
        padded = [(table, {name: pad(place, value) if is_id(name) else value for name, value in columns.items()})
                  for place, (table, columns) in enumerate(rows)]
        self.assertEqual(self.document(*padded), plain)

    def test_rows_that_order_by_a_missing_id_can_be_ordered(self):
        self.assertEqual(self.details(address("1", "2020-01-01", "M1 1AE"), address(None, "2020-01-01", "CR2 6XH"))
                         ["postcode"], "M1 1AE")
        self.assertEqual(self.details(former_upn(None), former_upn("H801200001001"))["former_unique_pupil_number"],
                         "H801200001001")
        self.assert_held(episode(None), episode("R1"))
        self.assertIn("adoption", self.first_episode(permanence(None, "2025-01-01"), permanence("1", "2025-01-01")))
        self.assertIn("child_looked_after_placements", self.first_episode(
            care(None, "R2"), care("L1", "R1"), placement("M1", "2025-01-01")))

    def test_numbers_link_to_text(self):
        self.assertEqual(list(self.documents(person(pers_person_id=17), episode(cine_person_id="17"))), ["17"])

    def test_an_unfit_child_id_is_held(self):
        for unfit in ("A-1", "A" * 21, "Ä1", "A\u200b1"):
            held = self.documents(person(pers_person_id=unfit), episode(cine_person_id=unfit))
            self.assertEqual(held, {unfit: None})

    def test_a_child_id_on_two_rows_is_held_when_either_is_in_the_cohort(self):
        self.assert_held(person(), person(pers_person_id=" A1 "))
        self.assert_held(person(pers_dob="1950-01-01"), person())
        self.assert_outside(person(pers_dob="1950-01-01"), person(pers_dob="1951-01-01"), episode())

    def test_an_emitted_item_without_fit_id_holds_the_child(self):
        unfit_ids = (None, "SSD_PH", "R.1", "R" * 37)
        for unfit in unfit_ids:
            self.assert_held(episode(unfit))
            self.assert_held(assessment(unfit, "2025-01-01"))
            self.assert_held(cin_plan(unfit, "2025-01-01"))
            self.assert_held(enquiry(unfit, "2025-01-01"))
            self.assert_held(cp_plan(unfit, "2025-01-01"))
            self.assert_held(care("L1"), placement(unfit, "2025-01-01"))

    def test_an_unfit_id_out_of_the_window_does_no_harm(self):
        self.assertIsNotNone(self.document(cin_plan("P.1", "2020-01-01", "2021-01-01"), episode()))
        self.assertIsNotNone(self.document(episode(), episode("R.2", "2020-01-01", "2021-01-01")))

    def test_the_suppliers_id_is_left_out_when_unfit(self):
        self.assertEqual(self.document(person(pers_legacy_id=" M_1-a "))["mis_child_id"], "M_1-a")
        for unfit in (None, "M 1", "M" * 37):
            self.assertNotIn("mis_child_id", self.document(person(pers_legacy_id=unfit)))

    def test_persons_without_id_are_counted(self):
        database = self.database(person(pers_person_id=None), person(pers_person_id="SSD_PH"), person(), episode())
        self.assertEqual(list(ssd_oracle.documents(database, TODAY)), ["A1"])
        self.assertEqual(ssd_oracle.held_without_id(database), 2)

    def test_a_missing_id_links_nothing(self):
        document = self.document(episode(), cin_plan("P1", "2025-01-01", referral=None), disability("LD"),
                                 ("ssd_disability", {"disa_person_id": None, "disa_disability_code": "MOB"}))
        self.assertEqual(document["child_details"]["disabilities"], ["LD"])
        self.assertNotIn("child_in_need_plans", document["social_care_episodes"][0])

    def test_children_are_in_byte_order(self):
        ids = ["a1", "B1", "10", "9"]
        rows = [person(pers_person_id=each) for each in ids]
        rows += [episode("R" + each, cine_person_id=each) for each in ids]
        self.assertEqual(list(self.documents(*rows)), ["10", "9", "B1", "a1"])


class Details(OracleTest):
    def test_the_least_that_a_child_has(self):
        self.assertEqual(self.document(), {
            "la_child_id": "A1",
            "child_details": {"date_of_birth": "2015-05-05", "sex": "U", "disabilities": ["NONE"], "uasc_flag": False,
                              "purge": False},
            "social_care_episodes": [{"social_care_episode_id": "R1", "referral_date": "2025-01-10", "purge": False}],
            "purge": False,
        })

    def test_names_and_dates(self):
        details = self.details(person(pers_forename=" Mary\tJane", pers_surname="\u200b", pers_dob="05/05/2015 00:00",
                                      pers_expected_dob="2015-05-01T00:00:00"))
        self.assertEqual(details["first_name"], "Mary Jane")
        self.assertNotIn("surname", details)
        self.assertEqual(details["date_of_birth"], "2015-05-05")
        self.assertEqual(details["expected_date_of_birth"], "2015-05-01")

    def test_sex(self):
        for value, expected in (("m", "M"), (" F ", "F"), ("Male", "U"), ("U", "U"), (None, "U"), ("1", "U")):
            self.assertEqual(self.details(person(pers_sex=value))["sex"], expected)

    def test_ethnicity(self):
        for value, expected in (("wbri", "WBRI"), ("MWBa", "MWBA"), ("CNHE", "CHNE"), ("cnhe - Chinese", "CHNE"),
                                ("WBRI White British", "WBRI"), ("ORAB", None), ("??", None), ("WBRIT", None)):
            self.assertEqual(self.details(person(pers_ethnicity=value)).get("ethnicity"), expected)

    def test_a_valid_upn_silences_the_reason(self):
        details = self.details(person(pers_upn="h801200001001", pers_upn_unknown="UN1"))
        self.assertEqual(details["unique_pupil_number"], "H801200001001")
        self.assertNotIn("unique_pupil_number_unknown_reason", details)

    def test_the_reason_why_there_is_no_upn(self):
        def reason(number, unknown):
            details = self.details(person(pers_upn=number, pers_upn_unknown=unknown))
            self.assertNotIn("unique_pupil_number", details)
            return details.get("unique_pupil_number_unknown_reason")
        self.assertEqual(reason(None, "un10"), "UN10")
        self.assertEqual(reason("A801200001001", "UN1: not of school age"), "UN1")
        self.assertEqual(reason(" un4 ", None), "UN4")
        self.assertEqual(reason("UN4", "SSD_PH"), "UN4")
        self.assertEqual(reason("UN4", "UN2"), "UN2")
        self.assertIsNone(reason("UN4", "X801200001001"))
        self.assertIsNone(reason("UN11", None))
        self.assertIsNone(reason("UN4: unknown", None))

    def test_only_the_newest_former_upn_counts(self):
        def former(*rows):
            return self.details(*rows).get("former_unique_pupil_number")
        self.assertEqual(former(former_upn("H801200001001", "2020-01-01"), former_upn("B823299901156", "2019-01-01")),
                         "H801200001001")
        self.assertIsNone(former(former_upn("wrong", "2020-01-01"), former_upn("B823299901156", "2019-01-01")))
        self.assertEqual(former(former_upn("H801200001001", "2020-01-01"), former_upn("B823299901156", "2020-01-01")),
                         "B823299901156")
        self.assertEqual(former(former_upn("H801200001001", "2020-01-01"), former_upn("B823299901156", None)),
                         "H801200001001")
        self.assertIsNone(former(former_upn("H801200001001", kind="NHS number")))

    def test_disabilities_are_distinct_and_sorted(self):
        details = self.details(disability("vis"), disability("LD "), disability("VIS: sight"), disability("other"))
        self.assertEqual(details["disabilities"], ["LD", "VIS"])

    def test_unreadable_disabilities_are_not_none(self):
        self.assertNotIn("disabilities", self.details(disability("other")))
        self.assertNotIn("disabilities", self.details(disability(None)))

    def test_an_unborn_child_has_no_disabilities(self):
        unborn = person(pers_dob=None, pers_expected_dob="2026-01-01")
        self.assertNotIn("disabilities", self.details(unborn))
        self.assertNotIn("disabilities", self.details(unborn, disability("LD")))
        both = person(pers_expected_dob="2026-01-01")
        self.assertEqual(self.details(both)["disabilities"], ["NONE"])

    def test_more_disabilities_than_the_dfe_takes_hold_the_child(self):
        every = [disability(code) for code in ssd_oracle.DISABILITIES]
        self.assert_held(*every)
        self.assertEqual(len(self.details(*every[1:])["disabilities"]), 12)

    def test_the_home_is_the_newest_address(self):
        def home(*rows):
            return self.details(*rows).get("postcode")
        self.assertEqual(home(address("1", "2020-01-01", "M1 1AE"), address("2", "2021-01-01", "cr26xh")), "CR2 6XH")
        self.assertEqual(home(address("2", "2021-01-01", "M1 1AE"), address("10", "2021-01-01", "CR2 6XH")), "CR2 6XH")
        self.assertEqual(home(address("1", "unknown", "M1 1AE"), address("2", "1999-01-01", "CR2 6XH")), "CR2 6XH")
        self.assertIsNone(home(address("1", "2020-01-01", "M1 1AE"), address("2", "2021-01-01", "XXXX")))

    def test_unaccompanied_asylum_seekers(self):
        def seeking(*rows):
            details = self.details(*rows)
            return details["uasc_flag"], details.get("uasc_end_date")
        self.assertEqual(seeking(), (False, None))
        self.assertEqual(seeking(immigration("UASC")), (False, None))
        self.assertEqual(seeking(immigration(" u ")), (True, None))
        self.assertEqual(seeking(immigration("U", "2024-03-31")), (False, None))
        self.assertEqual(seeking(immigration("U", "2024-04-01")), (True, "2024-04-01"))
        self.assertEqual(seeking(immigration("U", "2025-04-01"), immigration("U", "2025-06-01")), (True, "2025-06-01"))
        self.assertEqual(seeking(immigration("U", "2025-04-01"), immigration("U")), (True, None))
        self.assertEqual(seeking(immigration("U", "unreadable")), (True, None))
        self.assertEqual(seeking(immigration("U", "2025-04-01"), immigration("X")), (True, "2025-04-01"))


class Health(OracleTest):
    def test_scores_newest_first_then_lowest(self):
        block = self.document(sdq("2025-01-01", "12"), sdq("2026-01-01", 40), sdq("2025-01-01 10:00", " 3 "))
        self.assertEqual(block["health_and_wellbeing"], {
            "sdq_assessments": [{"date": "2026-01-01", "score": 40}, {"date": "2025-01-01", "score": 3},
                                {"date": "2025-01-01", "score": 12}],
            "purge": False,
        })

    def test_without_a_usable_score_there_is_no_block(self):
        for on, score in (("2024-03-31", 5), ("2026-06-04", 5), ("2025-01-01", 41), ("2025-01-01", "-1"),
                          ("2025-01-01", "7.0"), ("2025-01-01", 7.0), ("2025-01-01", None), ("2025-01-01", "9" * 5000),
                          (None, 5)):
            self.assertNotIn("health_and_wellbeing", self.document(sdq(on, score)))


class Episodes(OracleTest):
    def test_every_field(self):
        row = episode(referred="2025-01-10 00:00:00", closed="01/02/2026", cine_referral_source_code="1A: individual",
                      cine_referral_nfa="f", cine_close_reason="rc7 - other")
        self.assertEqual(self.first_episode(row), {
            "social_care_episode_id": "R1", "referral_date": "2025-01-10", "referral_source": "1A",
            "referral_no_further_action_flag": False, "closure_date": "2026-02-01", "closure_reason": "RC7",
            "purge": False})

    def test_unreadable_values_are_left_out(self):
        row = episode(closed="2025-02-30", cine_referral_source_code="1", cine_referral_nfa="?",
                      cine_close_reason="RC10")
        self.assertEqual(set(self.first_episode(row)), {"social_care_episode_id", "referral_date", "purge"})

    def test_only_in_window_newest_first_then_by_id(self):
        found = self.episodes(episode("R1", "2020-01-01", "2021-01-01"), episode("R2", "2024-05-01"),
                              episode("R9", "2025-05-01"), episode("R10", "2025-05-01"), episode("R3", None))
        self.assertEqual([each["social_care_episode_id"] for each in found], ["R10", "R9", "R2"])

    def test_rows_with_one_id_are_one_item(self):
        found = self.episodes(episode("R1", "2024-05-01"), episode(" R1", "2025-05-01"))
        self.assertEqual([each["referral_date"] for each in found], ["2025-05-01"])

    def test_items_hang_on_the_referral_not_on_the_person(self):
        found = self.items("child_and_family_assessments", assessment("S1", "2025-01-01", cina_person_id="A2"))
        self.assertEqual(len(found), 1)
        found = self.items("child_in_need_plans", episode(), cin_plan("P1", "2025-01-01", referral="R2"))
        self.assertIsNone(found)


class CareWorkers(OracleTest):
    def workers(self, *rows, plan=cin_plan("P1", "2025-01-01")):
        return self.items("care_worker_details", plan, *rows)

    def test_a_worker_on_an_end_of_march(self):
        self.assertEqual(self.workers(involvement("W1", "2025-01-01", "2025-03-31"), professional("W1", " SW12345 ")),
                         [{"worker_id": "SW12345", "start_date": "2025-01-01", "end_date": "2025-03-31"}])
        self.assertEqual(self.workers(involvement("W1", "2026-03-31", "unreadable"), professional("W1", "SW12345")),
                         [{"worker_id": "SW12345", "start_date": "2026-03-31"}])

    def test_no_worker_between_two_ends_of_march(self):
        self.assertIsNone(self.workers(involvement("W1", "2025-04-01", "2026-03-30"), professional("W1", "SW1")))
        self.assertIsNone(self.workers(involvement("W1", "2020-01-01", "2024-03-31"), professional("W1", "SW1")))
        self.assertIsNone(self.workers(involvement("W1", "2026-04-01"), professional("W1", "SW1")))
        self.assertIsNone(self.workers(involvement("W1", None), professional("W1", "SW1")))

    def test_only_with_a_plan_in_window(self):
        rows = involvement("W1", "2025-01-01"), professional("W1", "SW1")
        self.assertIsNone(self.workers(*rows, plan=cin_plan("P1", "2020-01-01", "2024-03-31")))
        self.assertIsNone(self.workers(*rows, plan=cin_plan("P1", "2025-01-01", referral="R2")))

    def test_only_social_workers_with_a_number(self):
        self.assertIsNone(self.workers(involvement("W1", "2025-01-01", role="16PLUS"), professional("W1", "SW1")))
        self.assertIsNone(self.workers(involvement("W1", "2025-01-01", role="cw"), professional("W1", "SW1")))
        self.assertIsNone(self.workers(involvement("W1", "2025-01-01"), professional("W1", None)))
        self.assertIsNone(self.workers(involvement("W1", "2025-01-01"), professional("W2", "SW1")))
        self.assertEqual(len(self.workers(involvement("W1", "2025-01-01", role=" CW "), professional("W1", "SW1"))), 1)

    def test_an_unfit_number_is_left_out_of_the_item(self):
        for number in ("SW12345678901", "SW.1"):
            self.assertEqual(self.workers(involvement("W1", "2025-01-01"), professional("W1", number)),
                             [{"start_date": "2025-01-01"}])

    def test_newest_first_then_by_worker_id(self):
        found = self.workers(
            involvement("W1", "2024-05-01"), involvement("W2", "2025-01-01"), involvement("W3", "2025-01-01"),
            involvement("W4", "2025-01-01"), professional("W1", "SW1"), professional("W2", "SW3"),
            professional("W3", "SW2"), professional("W4", "!"))
        self.assertEqual([each.get("worker_id") for each in found], ["SW2", "SW3", None, "SW1"])


class Assessments(OracleTest):
    def test_started_or_authorised_in_the_window(self):
        found = self.items(
            "child_and_family_assessments", assessment("S1", "2024-03-31", "2024-04-01"),
            assessment("S2", "2026-06-03"), assessment("S3", "2024-03-31"),
            assessment("S4", "2024-03-31", "2026-06-04"), assessment("S5", None, "2025-01-01"))
        self.assertEqual([each["child_and_family_assessment_id"] for each in found], ["S2", "S1", "S5"])
        self.assertEqual(found[1], {"child_and_family_assessment_id": "S1", "start_date": "2024-03-31",
                                    "authorisation_date": "2024-04-01", "purge": False})

    def factors_of(self, *texts):
        rows = [factors(text) for text in texts]
        return self.items("child_and_family_assessments", assessment("S1", "2025-01-01"), *rows)[0].get("factors")

    def test_factors_of_all_rows_distinct_in_byte_order(self):
        self.assertEqual(self.factors_of('["2B", "1a", "10A"]', '["2B", "3C: other", "18D", 7]'),
                         ["10A", "1A", "2B", "3C"])

    def test_factors_as_an_object(self):
        answers = '{"1A": "Yes", "1B": "No", "1C": " y ", "2A": true, "2B": 1, "2C": "t", "3A": null}'
        self.assertEqual(self.factors_of(answers), ["1A", "1C", "2A", "2B"])

    def test_factors_as_words(self):
        self.assertEqual(self.factors_of("1A, 2B ,x,"), ["1A", "2B"])
        self.assertEqual(self.factors_of("21"), ["21"])

    def test_no_factors(self):
        for text in (None, "[]", "{}", '["99Z"]', '["1A"', "[NaN]", '"1A"', "null"):
            self.assertIsNone(self.factors_of(text))

    def test_more_factors_than_the_dfe_takes_hold_the_child(self):
        every = sorted(ssd_oracle.FACTORS)
        self.assertEqual(len(every), 42)
        self.assertEqual(self.factors_of(json.dumps(every[:41])), every[:41])
        self.assert_held(assessment("S1", "2025-01-01"), factors(json.dumps(every[:20])),
                         factors(json.dumps(every[20:])))


class Plans(OracleTest):
    def test_child_in_need_plans(self):
        found = self.items("child_in_need_plans", cin_plan("P1", "2020-01-01", "2024-04-01"),
                           cin_plan("P2", "2025-01-01"), cin_plan("P3", "2020-01-01", "2024-03-31"),
                           cin_plan("P4", None))
        self.assertEqual(found, [
            {"child_in_need_plan_id": "P2", "start_date": "2025-01-01", "purge": False},
            {"child_in_need_plan_id": "P1", "start_date": "2020-01-01", "end_date": "2024-04-01", "purge": False}])

    def test_child_protection_plans(self):
        found = self.items("child_protection_plans", cp_plan("Q2", "2025-01-01"),
                           cp_plan("Q1", "2025-01-01", "nonsense"), cp_plan("Q3", "2020-01-01", "2024-03-31"),
                           cp_plan("Q1", "2025-01-01", "nonsense"))
        self.assertEqual(found, [
            {"child_protection_plan_id": "Q1", "start_date": "2025-01-01", "purge": False},
            {"child_protection_plan_id": "Q2", "start_date": "2025-01-01", "purge": False}])


class Enquiries(OracleTest):
    def enquiries(self, *rows):
        return self.items("section_47_assessments", *rows)

    def test_every_field(self):
        found = self.enquiries(enquiry("E1", "2025-01-01", "2025-01-20", '{"CP_CONFERENCE_FLAG": "Y"}'),
                               conference("E1", "2025-02-01"), conference("E1", "2025-01-15"), conference("E1", "bad"))
        self.assertEqual(found, [{
            "section_47_assessment_id": "E1", "start_date": "2025-01-01", "end_date": "2025-01-20",
            "icpc_required_flag": True, "icpc_date": "2025-02-01", "purge": False}])

    def test_the_newest_conference_can_bring_an_enquiry_in(self):
        old = enquiry("E1", "2024-01-01", "2024-01-31")
        self.assertIsNone(self.enquiries(old))
        self.assertEqual(len(self.enquiries(old, conference("E1", "2024-04-01"))), 1)
        self.assertIsNone(self.enquiries(old, conference("E1", "2024-04-01"), conference("E1", "2026-06-04")))
        self.assertEqual(self.enquiries(enquiry("E1", None), conference("E1", "2025-01-01")),
                         [{"section_47_assessment_id": "E1", "icpc_date": "2025-01-01", "purge": False}])

    def test_the_conference_date_need_not_be_in_the_window(self):
        found = self.enquiries(enquiry("E1", "2024-01-01"), conference("E1", "2024-02-01"))
        self.assertEqual(found[0]["icpc_date"], "2024-02-01")

    def test_whether_a_conference_is_required(self):
        for outcome, expected in (('{"CP_CONFERENCE_FLAG": "n"}', False), ('{"CP_CONFERENCE_FLAG": true}', True),
                                  ('{"CP_CONFERENCE_FLAG": 0}', False), ('{"CP_CONFERENCE_FLAG": null}', None),
                                  ('{"CP_CONFERENCE_FLAG": ["Y"]}', None),
                                  ('{"OUTCOME_CP_CONFERENCE_FLAG": "Y"}', None),
                                  ('["CP_CONFERENCE_FLAG"]', None), ("CP_CONFERENCE_FLAG", None), (None, None)):
            found = self.enquiries(enquiry("E1", "2025-01-01", outcome=outcome))
            self.assertIs(found[0].get("icpc_required_flag"), expected, outcome)


class Placements(OracleTest):
    def placements(self, *rows):
        return self.items("child_looked_after_placements", *rows)

    def test_every_field(self):
        found = self.placements(
            care("L1", start_reason="S: started", end_reason="X1 - next"),
            placement("M1", "2025-02-01", "2025-03-01", clap_cla_placement_type="u6: foster",
                      clap_cla_placement_postcode="m11ae", clap_cla_placement_change_reason="carpl"))
        self.assertEqual(found, [{
            "child_looked_after_placement_id": "M1", "start_date": "2025-02-01", "end_date": "2025-03-01",
            "start_reason": "S", "end_reason": "X1", "placement_type": "U6", "postcode": "M1 1AE",
            "change_reason": "CARPL", "purge": False}])

    def test_unreadable_values_are_left_out(self):
        found = self.placements(care("L1"), placement(
            "M1", "2025-02-01", "2025-01-31", clap_cla_placement_type="Z2", clap_cla_placement_postcode="?",
            clap_cla_placement_change_reason="?"))
        self.assertEqual(found, [{"child_looked_after_placement_id": "M1", "start_date": "2025-02-01", "purge": False}])

    def test_a_placement_may_end_on_the_day_it_starts(self):
        found = self.placements(care("L1"), placement("M1", "2025-02-01", "2025-02-01"))
        self.assertEqual(found[0]["end_date"], "2025-02-01")

    def test_reasons_are_the_smallest_of_the_period(self):
        def reasons(*rows):
            found = self.placements(*rows, placement("M1", "2025-02-01"))[0]
            return found.get("start_reason"), found.get("end_reason")
        self.assertEqual(
            reasons(care("L1", start_reason=" s", end_reason="e3"),
                    care("L2", start_reason="L later", end_reason="E11 adopted", referral=None)), ("L", "E11"))
        self.assertEqual(reasons(care("L1", start_reason="S", end_reason="X1"),
                                 care("L2", start_reason="A?", end_reason="?")), (None, None))
        self.assertEqual(reasons(care("L1", start_reason="Started", end_reason="E 3")), ("S", None))

    def test_withdrawn_placement_types_are_accepted(self):
        for kind in ("Z1", "H5", "P2", "Z11"):
            found = self.placements(care("L1"), placement("M1", "2025-02-01", clap_cla_placement_type=kind))
            self.assertEqual(found[0]["placement_type"], kind)

    def test_in_window_newest_first_once_per_id(self):
        found = self.placements(
            care("L1"), placement("M1", "2024-05-01"), placement("M2", "2025-05-01"), placement("M1", "2024-06-01"),
            placement("M3", "2020-01-01", "2024-03-31"), placement("M4", None),
            placement("M5", "2025-05-01", period="C2"))
        self.assertEqual([(each["child_looked_after_placement_id"], each["start_date"]) for each in found],
                         [("M2", "2025-05-01"), ("M1", "2024-06-01")])

    def test_a_period_belongs_to_the_referral_of_its_newest_episode_that_names_one(self):
        def carriers(*rows):
            found = self.episodes(episode("R1", "2025-01-10"), episode("R2", "2025-01-09"), *rows,
                                  placement("M1", "2025-02-01"))
            return [each["social_care_episode_id"] for each in found if "child_looked_after_placements" in each]
        self.assertEqual(carriers(care("L1", "R1", start="2025-02-01"), care("L2", "R2", start="2025-03-01")), ["R2"])
        self.assertEqual(carriers(care("L1", "R1", start="2025-02-01"), care("L2", None, start="2025-03-01")), ["R1"])
        self.assertEqual(carriers(care("L2", "R1"), care("L10", "R2")), ["R2"])
        self.assertEqual(carriers(care("L1", "R1", start=None), care("L2", "R2", start="2001-01-01")), ["R2"])
        self.assertEqual(carriers(care("L1", "R1", start="2025-02-01"), care("L2", "R9", start="2025-03-01")), [])
        self.assertEqual(carriers(care("L1", None)), [])


class Adoption(OracleTest):
    def adoptions(self, *rows):
        """Which episode carries which block."""
        return {each["social_care_episode_id"]: each["adoption"] for each in self.episodes(*rows) if "adoption" in each}

    def test_all_dates_of_a_row_with_one_in_the_window(self):
        found = self.adoptions(permanence("1", placed="2030-01-01", matched="2024-04-01", decided="2020-01-01"))
        self.assertEqual(found, {"R1": {"initial_decision_date": "2020-01-01", "matched_date": "2024-04-01",
                                        "placed_date": "2030-01-01", "purge": False}})

    def test_a_row_without_a_date_in_the_window_is_no_block(self):
        self.assertEqual(self.adoptions(permanence("1", placed="2024-03-31", matched="2026-06-04", decided="bad")), {})
        self.assertEqual(self.adoptions(permanence("1")), {})

    def test_the_newest_row_by_placed_then_matched_then_decided(self):
        def decision(*rows):
            return self.adoptions(*rows)["R1"]["initial_decision_date"]
        self.assertEqual(decision(permanence("1", matched="2026-01-01", decided="2025-01-01"),
                                  permanence("2", placed="2025-01-01", decided="2025-01-02")), "2025-01-02")
        self.assertEqual(decision(permanence("1", matched="2025-01-01", decided="2025-03-03"),
                                  permanence("2", matched="2025-01-02", decided="2025-02-02")), "2025-02-02")
        self.assertEqual(decision(permanence("1", decided="2025-03-03"), permanence("2", decided="2025-03-04")),
                         "2025-03-04")

    def test_a_row_belongs_to_the_person_of_its_period(self):
        self.assertIn("R1", self.adoptions(care("L1"), permanence("1", "2025-02-01", child="legacy", period="C1")))
        self.assertEqual(self.adoptions(care("L1", child="A2"), permanence("1", "2025-02-01", period="C1")), {})
        self.assertEqual(self.adoptions(care("L1", child="A2"), permanence("1", "2025-02-01", period=" C1 ")), {})
        self.assertIn("R1", self.adoptions(care("L1", child=None), permanence("1", "2025-02-01", period="C1")))
        self.assertIn("R1", self.adoptions(permanence("1", "2025-02-01", period="C9")))
        self.assertEqual(self.adoptions(permanence("1", "2025-02-01", child="A2")), {})

    def test_the_episode_that_was_open_on_the_day_carries_it(self):
        three = (episode("R1", "2024-05-01", "2024-12-31"), episode("R2", "2025-01-01", "2025-06-30"),
                 episode("R3", "2025-09-01"))
        for placed, carrier in (("2024-12-31", "R1"), ("2025-01-01", "R2"), ("2025-07-15", "R3"), ("2026-01-01", "R3")):
            self.assertEqual(list(self.adoptions(*three, permanence("1", placed))), [carrier])
        matched = permanence("1", matched="2025-02-01", decided="2024-06-01")
        self.assertEqual(list(self.adoptions(*three, matched)), ["R2"])
        self.assertEqual(self.adoptions(*three, permanence("1", decided="2024-06-01")),
                         {"R1": {"initial_decision_date": "2024-06-01", "purge": False}})

    def test_of_two_open_episodes_the_newest_carries_it(self):
        day = "2025-02-01"
        self.assertEqual(list(self.adoptions(episode("R1", "2024-05-01"), episode("R2", "2024-06-01"),
                                             permanence("1", day))), ["R2"])
        self.assertEqual(list(self.adoptions(episode("R2", "2024-05-01"), episode("R10", "2024-05-01"),
                                             permanence("1", day))), ["R10"])

    def test_without_an_episode_in_window_there_is_no_place_for_it(self):
        document = self.document(person(), episode(referred="2026-07-01"), permanence("1", "2025-02-01"))
        self.assertNotIn("social_care_episodes", document)


class CareLeavers(OracleTest):
    def block(self, *rows):
        return self.first_episode(*rows).get("care_leavers")

    def test_the_newest_contact(self):
        found = self.block(care_leaver("2025-01-01", "C", "F1"), care_leaver("2025-02-01 09:00", "d2", "p3: work"),
                           care_leaver("unknown", "B", "F2"))
        self.assertEqual(found, {"contact_date": "2025-02-01", "accommodation": "D", "activity": "P3", "purge": False})

    def test_the_contact_may_lie_before_the_window(self):
        self.assertEqual(self.block(care_leaver("2019-01-01")), {"contact_date": "2019-01-01", "purge": False})

    def test_ties_go_to_the_smaller_accommodation_then_activity(self):
        found = self.block(care_leaver("2025-01-01", "U", "F1"), care_leaver("2025-01-01", "C", "F2"),
                           care_leaver("2025-01-01", "C", "F1"))
        self.assertEqual((found["accommodation"], found["activity"]), ("C", "F1"))
        found = self.block(care_leaver("2025-01-01"), care_leaver("2025-01-01", "C"),
                           care_leaver("2025-01-01", "C", "F1"))
        self.assertEqual((found["accommodation"], found["activity"]), ("C", "F1"))

    def test_no_readable_contact_is_no_block(self):
        self.assertIsNone(self.block(care_leaver(None, "U", "F1")))

    def test_codes(self):
        for value, expected in (("B1", "B"), ("z2", "Z"), ("U: independent", "U"), ("B1 with parent", "B"),
                                ("B3", None), ("A", None), ("BA", None), ("Lodgings", None)):
            self.assertEqual(self.block(care_leaver("2025-01-01", value)).get("accommodation"), expected)
        for value, expected in (("f3", "F3"), ("0", None), ("G4 ill", "G4"), ("F9", None)):
            self.assertEqual(self.block(care_leaver("2025-01-01", activity=value)).get("activity"), expected)

    def test_one_episode_carries_it(self):
        found = self.episodes(episode("R1", "2024-05-01", "2024-12-31"), episode("R2", "2025-01-01"),
                              care_leaver("2024-06-01"))
        self.assertEqual(["care_leavers" in each for each in found], [False, True])


class Output(OracleTest):
    def run_oracle(self, *rows):
        program = pathlib.Path(__file__).with_name("ssd_oracle.py")
        return subprocess.run([sys.executable, str(program), str(self.database(*rows)), "--today", "2026-06-02"],
                              capture_output=True, check=True)

    def test_canonical_json(self):
        self.assertEqual(ssd_oracle.canonical({"b": [1, "é\u2028\"\\\n\u0001/\u007f"], "a": {"d": True, "c": False}}),
                         '{"a":{"c":false,"d":true},"b":[1,"é\u2028\\"\\\\\\n\\u0001/\u007f"]}')

    def test_one_line_per_child_and_the_count_aside(self):
        ran = self.run_oracle(person(pers_surname="Ó\u2028Sé", pers_dob="2015-05-05"), episode(),
                              person(pers_person_id="A-2"), episode("R2", cine_person_id="A-2"),
                              person(pers_person_id=None))
        self.assertEqual(ran.stdout.decode("utf-8"), (
            '{"held":true,"la_child_id":"A-2"}\n'
            '{"child_details":{"date_of_birth":"2015-05-05","disabilities":["NONE"],"purge":false,"sex":"U",'
            '"surname":"Ó Sé","uasc_flag":false},"la_child_id":"A1","purge":false,"social_care_episodes":'
            '[{"purge":false,"referral_date":"2025-01-10","social_care_episode_id":"R1"}]}\n'))
        self.assertEqual(ran.stderr.decode(), "held_without_id: 1\n")

    def test_a_missing_table_is_an_error(self):
        database = self.database()
        connection = sqlite3.connect(database)
        connection.execute("DROP TABLE ssd_permanence")
        connection.close()
        with self.assertRaises(sqlite3.OperationalError):
            ssd_oracle.documents(database, TODAY)


if __name__ == "__main__":
    unittest.main()
