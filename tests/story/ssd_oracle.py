"""Builds the DfE document of every child of an SSD database, as a second opinion for the tests of the agent.

Usage: ssd_oracle.py cms.db --today 2026-06-02 > documents.jsonl

It is written from the specification of the mapping alone and shares nothing with the agent: where the two differ, one
of them misreads the specification. It is meant to be read next to that text, so it is plain rather than fast. White
space at the ends of a value means ASCII white space, and letters are upper-cased in ASCII only.
"""

import argparse
import json
import pathlib
import re
import sqlite3
import string
import sys
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

# ---------------------------------------------------------------------------------------------------------------------
# What the DfE accepts
# ---------------------------------------------------------------------------------------------------------------------

ETHNICITIES = set(
    "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT".split())
DISABILITIES = set("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA".split())
UPN_UNKNOWN_REASONS = set("UN1 UN2 UN3 UN4 UN5 UN6 UN7 UN8 UN9 UN10".split())
REFERRAL_SOURCES = set("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10".split())
CLOSURE_REASONS = set("RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9".split())
FACTORS = set(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A 16A 17A "
    "18B 18C 19B 19C 20 21 22A 23A 24A".split())
START_REASONS = set("S L P T B U".split())
END_REASONS = set("X1 E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17".split())
PLACEMENT_TYPES = set(
    "A3 A4 A5 A6 K1 K2 K3 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z11 Z12 Z13 Z14".split())
WITHDRAWN_PLACEMENT_TYPES = set("H5 P2 Z1".split())
CHANGE_REASONS = set("CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER".split())
ACTIVITIES = set("F1 P1 F2 P2 F4 P4 F5 P5 G4 G5 G6".split())
WITHDRAWN_ACTIVITIES = set("F3 P3".split())
ACCOMMODATIONS = set("B C D E G H K R S T U V W X Y Z".split())

MISSPELT_ETHNICITIES = {"CNHE": "CHNE"}
# A 903 return adds to the letter whether the home is suitable (1) or not (2).
ACCOMMODATIONS_903 = {letter + digit for letter in ACCOMMODATIONS for digit in "12"}

MOST_DISABILITIES = 12
MOST_FACTORS = 41
HIGHEST_SDQ_SCORE = 40

CHILD_ID = re.compile("[A-Za-z0-9]{1,20}")
ITEM_ID = re.compile("[A-Za-z0-9_-]{1,36}")
WORKER_ID = re.compile("[A-Za-z0-9_-]{1,12}")

# ---------------------------------------------------------------------------------------------------------------------
# Reading the database
# ---------------------------------------------------------------------------------------------------------------------

TABLES = """
    ssd_person ssd_linked_identifiers ssd_disability ssd_address ssd_immigration_status ssd_sdq_scores
    ssd_cin_episodes ssd_involvements ssd_professionals ssd_cin_assessments ssd_assessment_factors ssd_cin_plans
    ssd_s47_enquiry ssd_initial_cp_conference ssd_cp_plans ssd_cla_placement ssd_cla_episodes ssd_permanence
    ssd_care_leavers
    """.split()

ASCII_SPACE = " \t\n\v\f\r"
PLACEHOLDERS = {"SSD_PH", "PLACEHOLDER_DATA"}
PLACEHOLDER_DATE = "1900-01-01"

Row = dict[str, str | None]


class Ssd:
    """The tables in memory, every value as text or None, with the rows of an id at hand."""

    def __init__(self, path):
        self.tables = read_tables(path)
        self._indexes = {}

    def where(self, table: str, column: str, wanted: str | None) -> list[Row]:
        """The rows of the table whose id in that column is the wanted one; an absent id has none."""
        if (table, column) not in self._indexes:
            index = {}
            for row in self.tables[table]:
                index.setdefault(trimmed(row[column]), []).append(row)
            self._indexes[table, column] = index
        return [] if wanted is None else self._indexes[table, column].get(wanted, [])


def read_tables(path) -> dict[str, list[Row]]:
    """All rows. A missing table is an error: an oracle that takes it for an empty one would agree too easily."""
    connection = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
    try:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return {table: read_table(connection, table) for table in TABLES}
    finally:
        connection.close()


def read_table(connection, table: str) -> list[Row]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    columns = [column[0].lower() for column in cursor.description]
    return [dict(zip(columns, map(text_or_null, values))) for values in cursor]


def text_or_null(value) -> str | None:
    """The value as text; what the extracts write for "nothing" is None."""
    if value is None:
        return None
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if text in PLACEHOLDERS or text.startswith(PLACEHOLDER_DATE) or not text.strip(ASCII_SPACE):
        return None
    return text


# ---------------------------------------------------------------------------------------------------------------------
# Reading one value
# ---------------------------------------------------------------------------------------------------------------------

ASCII_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)([ T].*)?", re.ASCII | re.DOTALL)
BRITISH_DAY = re.compile(r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})([ T].*)?", re.ASCII | re.DOTALL)
INVISIBLE = "\u200b\u2060\ufeff"
YES = {"y", "yes", "t", "true", "1"}
NO = {"n", "no", "f", "false", "0"}
CHOSEN_FACTOR = {"yes", "y", "true", "1"}

UPN = re.compile("[A-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
UPN_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

POSTCODE = re.compile(
    "GIR0AA|"
    "([A-PR-UWYZ]([0-9]|[0-9][0-9]|[0-9][A-HJKSTUW])"
    "|[A-PR-UWYZ][A-HK-Y]([0-9]|[0-9][0-9]|[0-9][ABEHMNPRVWXY]))"
    "[0-9][ABD-HJLNP-UW-Z]{2}")


def trimmed(value: str | None) -> str | None:
    return None if value is None else value.strip(ASCII_SPACE) or None


def trimmed_upper(value: str | None) -> str | None:
    text = trimmed(value)
    return None if text is None else text.translate(ASCII_UPPER)


def fitting(value: str | None, form: re.Pattern) -> str | None:
    """The trimmed id when it has the form."""
    text = trimmed(value)
    return text if text is not None and form.fullmatch(text) else None


def day(value: str | None) -> date | None:
    """The day of a date with or without a time; None when unreadable or not in the calendar."""
    if value is None:
        return None
    found = ISO_DAY.fullmatch(value) or BRITISH_DAY.fullmatch(value)
    if not found:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def day_text(value: str | None) -> str | None:
    found = day(value)
    return None if found is None else found.isoformat()


def clean_text(value: str | None) -> str | None:
    """A name on one line, without invisible characters and with single plain spaces."""
    words = "".join(map(clean_character, value or "")).split(" ")
    return " ".join(filter(None, words)) or None


def clean_character(character: str) -> str:
    kind = unicodedata.category(character)
    if character in "\n\r\t" or kind.startswith("Z"):  # Zs, Zl, Zp: spaces and separators of lines and paragraphs
        return " "
    if kind == "Cc" or character in INVISIBLE:  # Cc is U+0000-U+001F and U+007F-U+009F
        return ""
    return character


def code(value: str | None, codes: set[str]) -> str | None:
    """The code of the list that the text is, or begins with when other characters than letters and digits follow."""
    text = trimmed_upper(value)
    if text is None or text in codes:
        return text
    leading = [each for each in codes if text.startswith(each) and not text[len(each)].isalnum()]
    return max(leading, key=len, default=None)


def flag(value: str | None) -> bool | None:
    text = (trimmed(value) or "").lower()
    return True if text in YES else False if text in NO else None


def upn(value: str | None) -> str | None:
    """A valid unique pupil number. A temporary one ends in a letter and its check letter is not tested."""
    text = trimmed_upper(value)
    if text is None or not UPN.fullmatch(text):
        return None
    temporary = not text[12].isdigit()
    return text if temporary or text[0] == upn_check_letter(text[1:]) else None


def upn_check_letter(digits: str) -> str:
    """Each digit counts as often as its position in the whole number, where the letter has position 1."""
    total = sum(position * int(digit) for position, digit in enumerate(digits, start=2))
    return UPN_CHECK_LETTERS[total % 23]


def postcode(value: str | None) -> str | None:
    text = "".join(character for character in trimmed_upper(value) or "" if character not in ASCII_SPACE)
    return f"{text[:-3]} {text[-3:]}" if POSTCODE.fullmatch(text) else None


def sdq_score(value: str | None) -> int | None:
    text = trimmed(value) or ""
    if not re.fullmatch("0*[0-9]{1,2}", text):
        return None
    score = int(text)
    return score if score <= HIGHEST_SDQ_SCORE else None


def parsed_json(value: str | None):
    """What the text says as JSON; None when it is not JSON."""
    try:
        return json.loads(value or "", parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        return None


def refuse_constant(name: str):
    raise ValueError(f"{name} is not JSON")


def json_text(value) -> str | None:
    """A JSON scalar as the text that a column would hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int)) else None


# ---------------------------------------------------------------------------------------------------------------------
# Time
# ---------------------------------------------------------------------------------------------------------------------

class Window(NamedTuple):
    """The days that a collection covers; both ends belong to it."""
    start: date
    end: date

    def holds(self, one: date | None) -> bool:
        return one is not None and self.start <= one <= self.end

    def meets(self, start: date | None, end: date | None) -> bool:
        """Whether a span lies at least partly in the window. A span without start does not."""
        return start is not None and start <= self.end and (end is None or end >= self.start)

    def ends_of_march(self) -> list[date]:
        marches = [date(year, 3, 31) for year in range(self.start.year, self.end.year + 1)]
        return [each for each in marches if self.holds(each)]


def collection_window(today: date) -> Window:
    year = today.year - 2
    if today.month < 4:
        year -= 1
    return Window(date(year, 4, 1), today + timedelta(days=1))


def birthday(born: date, age: int) -> date:
    """Someone born on 29 February has the birthday on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def newest_first(one: date | None) -> tuple:
    """Sort key: newest day first, absent last."""
    return (one is None, 0 if one is None else -one.toordinal())


def ascending(text: str | None) -> tuple:
    """Sort key: by bytes (which for UTF-8 is by code point), absent last."""
    return (text is None, text or "")


# ---------------------------------------------------------------------------------------------------------------------
# Who is in the cohort
# ---------------------------------------------------------------------------------------------------------------------

def in_cohort(ssd: Ssd, person: Row, window: Window) -> bool:
    child = trimmed(person["pers_person_id"])
    return has_the_age(person, window) and (
        has_episode_in_window(ssd, child, window)
        or has_open_episode_without_assessment(ssd, child)
        or has_plan_in_window(ssd, child, window)
        or is_looked_after(ssd, child, window)
        or is_care_leaver(ssd, person, window))


def has_the_age(person: Row, window: Window) -> bool:
    born = day(person["pers_dob"])
    if born is None:
        return window.holds(day(person["pers_expected_dob"]))
    return born <= window.end and birthday(born, 26) > window.start


def has_episode_in_window(ssd: Ssd, child: str, window: Window) -> bool:
    return any(episode_meets(window, row) for row in episodes_of(ssd, child))


def episodes_of(ssd: Ssd, child: str) -> list[Row]:
    return ssd.where("ssd_cin_episodes", "cine_person_id", child)


def episode_meets(window: Window, episode: Row) -> bool:
    return window.meets(day(episode["cine_referral_date"]), day(episode["cine_close_date"]))


def is_open(episode: Row) -> bool:
    return day(episode["cine_close_date"]) is None


def has_open_episode_without_assessment(ssd: Ssd, child: str) -> bool:
    return any(is_open(row) and not assessment_started(ssd, row) for row in episodes_of(ssd, child))


def assessment_started(ssd: Ssd, episode: Row) -> bool:
    assessments = ssd.where("ssd_cin_assessments", "cina_referral_id", trimmed(episode["cine_referral_id"]))
    return any(day(row["cina_assessment_start_date"]) is not None for row in assessments)


def has_plan_in_window(ssd: Ssd, child: str, window: Window) -> bool:
    return any(plan_meets(window, row) for row in ssd.where("ssd_cin_plans", "cinp_person_id", child))


def plan_meets(window: Window, plan: Row) -> bool:
    return window.meets(day(plan["cinp_cin_plan_start_date"]), day(plan["cinp_cin_plan_end_date"]))


def is_looked_after(ssd: Ssd, child: str, window: Window) -> bool:
    linked = (
        episode
        for care in ssd.where("ssd_cla_episodes", "clae_person_id", child)
        for episode in ssd.where("ssd_cin_episodes", "cine_referral_id", trimmed(care["clae_referral_id"])))
    return (any(episode_meets(window, episode) for episode in linked)
            or any(placement_meets(window, placement) for placement in placements_of(ssd, child)))


def placements_of(ssd: Ssd, child: str) -> list[Row]:
    """The child's placements; one that names no person is the child's through its period of care."""
    own = ssd.where("ssd_cla_placement", "clap_person_id", child)
    of_periods = [row for period in periods_of(ssd, "clae_person_id", child)
                  for row in ssd.where("ssd_cla_placement", "clap_cla_id", period)]
    return own + [row for row in of_periods if row["clap_person_id"] is None]


def periods_of(ssd: Ssd, column: str, wanted: str) -> list[str]:
    """The periods of care whose looked-after episodes hold the wanted id in that column."""
    periods = {trimmed(care["clae_cla_id"]) for care in ssd.where("ssd_cla_episodes", column, wanted)}
    return sorted(periods - {None})


def placement_meets(window: Window, placement: Row) -> bool:
    return window.meets(day(placement["clap_cla_placement_start_date"]), day(placement["clap_cla_placement_end_date"]))


def is_care_leaver(ssd: Ssd, person: Row, window: Window) -> bool:
    born = day(person["pers_dob"])
    if born is None or birthday(born, 16) >= window.end or birthday(born, 26) < window.start:
        return False
    child = trimmed(person["pers_person_id"])
    contacts = [day(row["clea_care_leaver_latest_contact"])
                for row in ssd.where("ssd_care_leavers", "clea_person_id", child)]
    return any(map(window.holds, contacts)) and any(map(is_open, episodes_of(ssd, child)))


# ---------------------------------------------------------------------------------------------------------------------
# The document of a child
# ---------------------------------------------------------------------------------------------------------------------

class Held(Exception):
    """The child cannot be sent as it is in the database."""


def present(members: dict) -> dict:
    """The members that have a value: the DfE takes neither null nor, here, an empty list."""
    return {name: value for name, value in members.items() if value is not None and value != []}


def item_id(value: str | None) -> str:
    fit = fitting(value, ITEM_ID)
    if fit is None:
        raise Held
    return fit


def in_order(rows: list[Row], id_column: str, start_column: str) -> list[Row]:
    """The rows newest first, then by id; of rows with the same id the first."""
    ordered = sorted(
        rows, key=lambda row: (newest_first(day(row[start_column])), ascending(trimmed(row[id_column]))))
    distinct = {}
    for row in ordered:
        distinct.setdefault(item_id(row[id_column]), row)
    return list(distinct.values())


def child_document(ssd: Ssd, person: Row, window: Window) -> dict:
    """The whole document of one child; raises Held."""
    child = fitting(person["pers_person_id"], CHILD_ID)
    if child is None:
        raise Held
    return present({
        "la_child_id": child,
        "mis_child_id": fitting(person["pers_legacy_id"], ITEM_ID),
        "child_details": child_details(ssd, child, person, window),
        "health_and_wellbeing": health_and_wellbeing(ssd, child, window),
        "social_care_episodes": social_care_episodes(ssd, child, window),
        "purge": False,
    })


def child_details(ssd: Ssd, child: str, person: Row, window: Window) -> dict:
    asylum_seeking, asylum_end = unaccompanied_asylum_seeking(ssd, child, window)
    return present({
        "unique_pupil_number": upn(person["pers_upn"]),
        "former_unique_pupil_number": former_upn(ssd, child),
        "unique_pupil_number_unknown_reason": upn_unknown_reason(person),
        "first_name": clean_text(person["pers_forename"]),
        "surname": clean_text(person["pers_surname"]),
        "date_of_birth": day_text(person["pers_dob"]),
        "expected_date_of_birth": day_text(person["pers_expected_dob"]),
        "sex": sex(person["pers_sex"]),
        "ethnicity": ethnicity(person["pers_ethnicity"]),
        "disabilities": disabilities(ssd, child, person),
        "postcode": home_postcode(ssd, child),
        "uasc_flag": asylum_seeking,
        "uasc_end_date": asylum_end,
        "purge": False,
    })


def former_upn(ssd: Ssd, child: str) -> str | None:
    """The newest former number, if that one is valid: an older one would be a guess."""
    rows = [row for row in ssd.where("ssd_linked_identifiers", "link_person_id", child)
            if trimmed(row["link_identifier_type"]) == "Former Unique Pupil Number"]
    newest = min(rows, default=None, key=lambda row: (
        newest_first(day(row["link_valid_from_date"])), ascending(trimmed_upper(row["link_identifier_value"]))))
    return None if newest is None else upn(newest["link_identifier_value"])


def upn_unknown_reason(person: Row) -> str | None:
    if upn(person["pers_upn"]) is not None:
        return None
    if person["pers_upn_unknown"] is not None:
        return code(person["pers_upn_unknown"], UPN_UNKNOWN_REASONS)
    number = trimmed_upper(person["pers_upn"])
    return number if number in UPN_UNKNOWN_REASONS else None


def sex(value: str | None) -> str:
    text = trimmed_upper(value)
    return text if text in ("M", "F") else "U"


def ethnicity(value: str | None) -> str | None:
    found = code(value, ETHNICITIES | MISSPELT_ETHNICITIES.keys())
    return MISSPELT_ETHNICITIES.get(found, found)


def disabilities(ssd: Ssd, child: str, person: Row) -> list[str] | None:
    unborn = day(person["pers_dob"]) is None and day(person["pers_expected_dob"]) is not None
    if unborn:
        return None
    rows = ssd.where("ssd_disability", "disa_person_id", child)
    if not rows:
        return ["NONE"]
    found = {code(row["disa_disability_code"], DISABILITIES) for row in rows} - {None}
    if len(found) > MOST_DISABILITIES:
        raise Held
    return sorted(found)


def home_postcode(ssd: Ssd, child: str) -> str | None:
    newest = min(ssd.where("ssd_address", "addr_person_id", child), default=None, key=lambda row: (
        newest_first(day(row["addr_address_start_date"])), ascending(trimmed(row["addr_table_id"]))))
    return None if newest is None else postcode(newest["addr_address_postcode"])


def unaccompanied_asylum_seeking(ssd: Ssd, child: str, window: Window) -> tuple[bool, str | None]:
    """Whether the child is or in the window was one, and since when no longer."""
    ends = [day(row["immi_immigration_status_end_date"])
            for row in ssd.where("ssd_immigration_status", "immi_person_id", child)
            if trimmed_upper(row["immi_immigration_status"]) == "U"]
    counting = [end for end in ends if end is None or end >= window.start]
    if not counting or None in counting:
        return bool(counting), None
    return True, max(counting).isoformat()


def health_and_wellbeing(ssd: Ssd, child: str, window: Window) -> dict | None:
    results = [(day(row["csdq_sdq_completed_date"]), sdq_score(row["csdq_sdq_score"]))
               for row in ssd.where("ssd_sdq_scores", "csdq_person_id", child)]
    counting = [(on, score) for on, score in results if window.holds(on) and score is not None]
    counting.sort(key=lambda result: (newest_first(result[0]), result[1]))
    if not counting:
        return None
    return {"sdq_assessments": [{"date": on.isoformat(), "score": score} for on, score in counting], "purge": False}


# ---------------------------------------------------------------------------------------------------------------------
# The child's episodes and what belongs to them
# ---------------------------------------------------------------------------------------------------------------------

def social_care_episodes(ssd: Ssd, child: str, window: Window) -> list[dict]:
    rows = [row for row in episodes_of(ssd, child) if episode_meets(window, row)]
    rows = in_order(rows, "cine_referral_id", "cine_referral_date")
    documents = [episode_document(ssd, row, window) for row in rows]
    attach(documents, rows, "adoption", adoption(ssd, child, window))
    attach(documents, rows, "care_leavers", care_leavers(ssd, child))
    return documents


def episode_document(ssd: Ssd, row: Row, window: Window) -> dict:
    episode = item_id(row["cine_referral_id"])
    return present({
        "social_care_episode_id": episode,
        "referral_date": day_text(row["cine_referral_date"]),
        "referral_source": code(row["cine_referral_source_code"], REFERRAL_SOURCES),
        "referral_no_further_action_flag": flag(row["cine_referral_nfa"]),
        "closure_date": day_text(row["cine_close_date"]),
        "closure_reason": code(row["cine_close_reason"], CLOSURE_REASONS),
        "care_worker_details": care_workers(ssd, episode, window),
        "child_and_family_assessments": assessments(ssd, episode, window),
        "child_in_need_plans": child_in_need_plans(ssd, episode, window),
        "section_47_assessments": section_47_enquiries(ssd, episode, window),
        "child_protection_plans": child_protection_plans(ssd, episode, window),
        "child_looked_after_placements": placements(ssd, episode, window),
        "purge": False,
    })


def care_workers(ssd: Ssd, episode: str, window: Window) -> list[dict]:
    """The social workers on a 31 March of an episode that has a child in need plan."""
    if not plans_in_window(ssd, episode, window):
        return []
    found = []
    for involvement in ssd.where("ssd_involvements", "invo_referral_id", episode):
        start, end = day(involvement["invo_involvement_start_date"]), day(involvement["invo_involvement_end_date"])
        if trimmed(involvement["invo_professional_role_id"]) == "CW" and works_on_an_end_of_march(window, start, end):
            found += [(start, end, fitting(number, WORKER_ID)) for number in registration_numbers(ssd, involvement)]
    found.sort(key=lambda worker: (newest_first(worker[0]), ascending(worker[2])))
    return [present({
        "worker_id": worker,
        "start_date": start.isoformat(),
        "end_date": end.isoformat() if end else None,
    }) for start, end, worker in found]


def works_on_an_end_of_march(window: Window, start: date | None, end: date | None) -> bool:
    return start is not None and any(
        start <= march and (end is None or end >= march) for march in window.ends_of_march())


def registration_numbers(ssd: Ssd, involvement: Row) -> list[str]:
    workers = ssd.where("ssd_professionals", "prof_professional_id", trimmed(involvement["invo_professional_id"]))
    numbers = [trimmed(worker["prof_social_worker_registration_no"]) for worker in workers]
    return [number for number in numbers if number is not None]


def assessments(ssd: Ssd, episode: str, window: Window) -> list[dict]:
    rows = [row for row in ssd.where("ssd_cin_assessments", "cina_referral_id", episode)
            if window.holds(day(row["cina_assessment_start_date"]))
            or window.holds(day(row["cina_assessment_auth_date"]))]
    return [assessment(ssd, row) for row in in_order(rows, "cina_assessment_id", "cina_assessment_start_date")]


def assessment(ssd: Ssd, row: Row) -> dict:
    identifier = item_id(row["cina_assessment_id"])
    return present({
        "child_and_family_assessment_id": identifier,
        "start_date": day_text(row["cina_assessment_start_date"]),
        "authorisation_date": day_text(row["cina_assessment_auth_date"]),
        "factors": factors(ssd, identifier),
        "purge": False,
    })


def factors(ssd: Ssd, assessment_id: str) -> list[str]:
    named = [name for row in ssd.where("ssd_assessment_factors", "cinf_assessment_id", assessment_id)
             for name in factor_names(row["cinf_assessment_factors_json"])]
    found = {code(name, FACTORS) for name in named} - {None}
    if len(found) > MOST_FACTORS:
        raise Held
    return sorted(found)


def factor_names(value: str | None) -> list[str]:
    """The factors of one row: a JSON array, a JSON object of code to yes or no, or words between commas."""
    content = parsed_json(value)
    if isinstance(content, list):
        return [name for name in content if isinstance(name, str)]
    if isinstance(content, dict):
        return [name for name, answer in content.items()
                if (trimmed(json_text(answer)) or "").lower() in CHOSEN_FACTOR]
    return (value or "").split(",")


def plans_in_window(ssd: Ssd, episode: str, window: Window) -> list[Row]:
    return [row for row in ssd.where("ssd_cin_plans", "cinp_referral_id", episode) if plan_meets(window, row)]


def child_in_need_plans(ssd: Ssd, episode: str, window: Window) -> list[dict]:
    rows = in_order(plans_in_window(ssd, episode, window), "cinp_cin_plan_id", "cinp_cin_plan_start_date")
    return [present({
        "child_in_need_plan_id": item_id(row["cinp_cin_plan_id"]),
        "start_date": day_text(row["cinp_cin_plan_start_date"]),
        "end_date": day_text(row["cinp_cin_plan_end_date"]),
        "purge": False,
    }) for row in rows]


def section_47_enquiries(ssd: Ssd, episode: str, window: Window) -> list[dict]:
    rows = [row for row in ssd.where("ssd_s47_enquiry", "s47e_referral_id", episode)
            if window.meets(day(row["s47e_s47_start_date"]), day(row["s47e_s47_end_date"]))
            or window.holds(newest_conference(ssd, row))]
    return [section_47_enquiry(ssd, row) for row in in_order(rows, "s47e_s47_enquiry_id", "s47e_s47_start_date")]


def newest_conference(ssd: Ssd, enquiry: Row) -> date | None:
    conferences = ssd.where(
        "ssd_initial_cp_conference", "icpc_s47_enquiry_id", trimmed(enquiry["s47e_s47_enquiry_id"]))
    days = [day(row["icpc_icpc_date"]) for row in conferences]
    return max((one for one in days if one is not None), default=None)


def section_47_enquiry(ssd: Ssd, row: Row) -> dict:
    conference = newest_conference(ssd, row)
    return present({
        "section_47_assessment_id": item_id(row["s47e_s47_enquiry_id"]),
        "start_date": day_text(row["s47e_s47_start_date"]),
        "icpc_required_flag": conference_required(row["s47e_s47_outcome_json"]),
        "icpc_date": conference.isoformat() if conference else None,
        "end_date": day_text(row["s47e_s47_end_date"]),
        "purge": False,
    })


def conference_required(outcome: str | None) -> bool | None:
    content = parsed_json(outcome)
    return flag(json_text(content.get("CP_CONFERENCE_FLAG"))) if isinstance(content, dict) else None


def child_protection_plans(ssd: Ssd, episode: str, window: Window) -> list[dict]:
    rows = [row for row in ssd.where("ssd_cp_plans", "cppl_referral_id", episode)
            if window.meets(day(row["cppl_cp_plan_start_date"]), day(row["cppl_cp_plan_end_date"]))]
    return [present({
        "child_protection_plan_id": item_id(row["cppl_cp_plan_id"]),
        "start_date": day_text(row["cppl_cp_plan_start_date"]),
        "end_date": day_text(row["cppl_cp_plan_end_date"]),
        "purge": False,
    }) for row in in_order(rows, "cppl_cp_plan_id", "cppl_cp_plan_start_date")]


def placements(ssd: Ssd, episode: str, window: Window) -> list[dict]:
    """The placements of the periods of care that this episode led to."""
    periods = periods_of(ssd, "clae_referral_id", episode)
    rows = [row for period in periods if referral_of_period(ssd, period) == episode
            for row in ssd.where("ssd_cla_placement", "clap_cla_id", period) if placement_meets(window, row)]
    return [placement(ssd, row) for row in in_order(rows, "clap_cla_placement_id", "clap_cla_placement_start_date")]


def referral_of_period(ssd: Ssd, period: str) -> str | None:
    """The referral that the newest looked-after episode of the period names, among those that name one."""
    naming = [care for care in ssd.where("ssd_cla_episodes", "clae_cla_id", period)
              if care["clae_referral_id"] is not None]
    newest = min(naming, default=None, key=lambda care: (
        newest_first(day(care["clae_cla_episode_start_date"])), ascending(trimmed(care["clae_cla_episode_id"]))))
    return None if newest is None else trimmed(newest["clae_referral_id"])


def placement(ssd: Ssd, row: Row) -> dict:
    start, end = day(row["clap_cla_placement_start_date"]), day(row["clap_cla_placement_end_date"])
    period = ssd.where("ssd_cla_episodes", "clae_cla_id", trimmed(row["clap_cla_id"]))
    start_reason = smallest(period, "clae_cla_episode_start_reason")
    return present({
        "child_looked_after_placement_id": item_id(row["clap_cla_placement_id"]),
        "start_date": start.isoformat(),
        "start_reason": code(start_reason and start_reason[0], START_REASONS),
        "placement_type": code(row["clap_cla_placement_type"], PLACEMENT_TYPES | WITHDRAWN_PLACEMENT_TYPES),
        "postcode": postcode(row["clap_cla_placement_postcode"]),
        "end_date": end.isoformat() if end and end >= start else None,
        "end_reason": code(smallest(period, "clae_cla_episode_ceased_reason"), END_REASONS),
        "change_reason": code(row["clap_cla_placement_change_reason"], CHANGE_REASONS),
        "purge": False,
    })


def smallest(rows: list[Row], column: str) -> str | None:
    texts = [trimmed_upper(row[column]) for row in rows]
    return min((text for text in texts if text is not None), default=None)


# ---------------------------------------------------------------------------------------------------------------------
# What the database holds for the person and the document for one episode
# ---------------------------------------------------------------------------------------------------------------------

class Dated(NamedTuple):
    """A block of a document and the day that decides which episode carries it."""
    on: date
    block: dict


def attach(documents: list[dict], episodes: list[Row], name: str, dated: Dated | None) -> None:
    """Puts the block on the newest episode that was open on its day, or else on the newest of all."""
    if dated is None or not episodes:
        return
    running = [place for place, episode in enumerate(episodes) if was_open_on(episode, dated.on)]
    documents[running[0] if running else 0][name] = dated.block


def was_open_on(episode: Row, on: date) -> bool:
    closed = day(episode["cine_close_date"])
    return day(episode["cine_referral_date"]) <= on and (closed is None or on <= closed)


def adoption(ssd: Ssd, child: str, window: Window) -> Dated | None:
    rows = [row for row in permanence_of(ssd, child) if any(map(window.holds, adoption_days(row)))]
    newest = min(rows, default=None, key=lambda row: (
        [newest_first(one) for one in adoption_days(row)], ascending(trimmed(row["perm_table_id"]))))
    if newest is None:
        return None
    on = next(one for one in adoption_days(newest) if one is not None)
    return Dated(on, present({
        "initial_decision_date": day_text(newest["perm_adm_decision_date"]),
        "matched_date": day_text(newest["perm_matched_date"]),
        "placed_date": day_text(newest["perm_placed_for_adoption_date"]),
        "purge": False,
    }))


def adoption_days(row: Row) -> list[date | None]:
    """Placed, matched, decided: the order in which they tell which row is newest."""
    columns = ("perm_placed_for_adoption_date", "perm_matched_date", "perm_adm_decision_date")
    return [day(row[column]) for column in columns]


def permanence_of(ssd: Ssd, child: str) -> list[Row]:
    """The rows of the child's periods of care, and those that name the child and no known period."""
    through_care = [row for period in periods_of(ssd, "clae_person_id", child)
                    for row in ssd.where("ssd_permanence", "perm_cla_id", period)]
    named = ssd.where("ssd_permanence", "perm_person_id", child)
    return through_care + [row for row in named if not people_of_period(ssd, trimmed(row["perm_cla_id"]))]


def people_of_period(ssd: Ssd, period: str | None) -> set[str]:
    return {trimmed(care["clae_person_id"]) for care in ssd.where("ssd_cla_episodes", "clae_cla_id", period)} - {None}


def care_leavers(ssd: Ssd, child: str) -> Dated | None:
    found = [(day(row["clea_care_leaver_latest_contact"]), accommodation(row["clea_care_leaver_accommodation"]),
              code(row["clea_care_leaver_activity"], ACTIVITIES | WITHDRAWN_ACTIVITIES))
             for row in ssd.where("ssd_care_leavers", "clea_person_id", child)]
    newest = min((one for one in found if one[0] is not None), default=None, key=lambda one: (
        newest_first(one[0]), ascending(one[1]), ascending(one[2])))
    if newest is None:
        return None
    contact, home, activity = newest
    return Dated(contact, present({
        "contact_date": contact.isoformat(), "activity": activity, "accommodation": home, "purge": False}))


def accommodation(value: str | None) -> str | None:
    found = code(value, ACCOMMODATIONS | ACCOMMODATIONS_903)
    return found and found[0]


# ---------------------------------------------------------------------------------------------------------------------
# All children
# ---------------------------------------------------------------------------------------------------------------------

def documents(path, today: date) -> dict[str, dict | None]:
    """The document of each child of the cohort by its id, in byte order of the ids; None for a child that is held."""
    return documents_of(Ssd(path), collection_window(today))


def held_without_id(path) -> int:
    """How many persons have no id."""
    return persons_without_id(Ssd(path))


def persons_without_id(ssd: Ssd) -> int:
    """Nothing can be linked to them, so nobody can tell whether they are in the cohort: all of them count."""
    return len(persons_by_id(ssd).get(None, []))


def documents_of(ssd: Ssd, window: Window) -> dict[str, dict | None]:
    people = persons_by_id(ssd)
    people.pop(None, None)
    cohort = {child: rows for child, rows in people.items() if any(in_cohort(ssd, row, window) for row in rows)}
    return {child: document_or_held(ssd, cohort[child], window) for child in sorted(cohort)}


def persons_by_id(ssd: Ssd) -> dict[str | None, list[Row]]:
    people = {}
    for person in ssd.tables["ssd_person"]:
        people.setdefault(trimmed(person["pers_person_id"]), []).append(person)
    return people


def document_or_held(ssd: Ssd, rows: list[Row], window: Window) -> dict | None:
    """An id on two person rows names nobody for sure, so it is held."""
    try:
        return child_document(ssd, rows[0], window) if len(rows) == 1 else None
    except Held:
        return None


def canonical(document: dict) -> str:
    """RFC 8785: sorted members, no spaces, nothing escaped that need not be. All member names here are ASCII."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def lines(found: dict[str, dict | None]) -> list[str]:
    return [canonical({"held": True, "la_child_id": child} if document is None else document)
            for child, document in found.items()]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("database")
    arguments.add_argument("--today", required=True, type=date.fromisoformat)
    given = arguments.parse_args()
    ssd = Ssd(given.database)
    for line in lines(documents_of(ssd, collection_window(given.today))):
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    print(f"held_without_id: {persons_without_id(ssd)}", file=sys.stderr)


if __name__ == "__main__":
    main()
