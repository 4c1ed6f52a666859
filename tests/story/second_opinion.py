"""What some rules find, worked out a second time from the documents of ssd_oracle.py.

It is written from what each rule says, not from its SQL, and shares nothing with the agent: where the two differ, one
of them misreads the rule. Here are the rules that a mistake in the source can break beside the one that names it.
A finding is (child, rule, place); one about all children has neither child nor place.
"""

import unicodedata
from collections import Counter
from datetime import date
from typing import NamedTuple

import ssd_oracle
from ssd_oracle import Ssd, birthday, collection_window, trimmed

# Those of England and Wales from April 2024 to June 2026, as the government lists them.
BANK_HOLIDAYS = set(map(date.fromisoformat, """
    2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
    2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
    2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25
    """.split()))

FAR_AHEAD = "9999-12-31"
LINES_OF_TEXT = "\n\r\t"  # become spaces, as anybody would expect


class Finding(NamedTuple):
    child: str
    rule: str
    place: str


def findings(path, today: date) -> tuple[dict, set[Finding]]:
    """The document of each child (None where held), and what is found of those that are not held."""
    ssd, window = Ssd(path), collection_window(today)
    documents = ssd_oracle.documents_of(ssd, window)
    sent = {child: document for child, document in documents.items() if document is not None}
    found = {Finding(child, rule, place) for child, document in sent.items()
             for rule, place in of_child(document, today, window.start)}
    found |= {Finding("", rule, "") for rule in of_council(ssd, sent, today, window.start)}
    return documents, found | shared_numbers(sent) | unseen_characters(ssd, sent) | health_numbers(ssd, sent)


def of_child(document: dict, today: date, window_start: date):
    episodes = document.get("social_care_episodes", [])
    yield from of_details(document["child_details"], episodes, today)
    yield from beside_each_other("social_care_episodes", went_further(episodes), "referral_date", "closure_date",
                                 several_open="8815", overlap="8820")
    for episode in went_further(episodes):
        later = any(other["referral_date"] > episode["referral_date"] for other in went_further(episodes))
        if later and "closure_date" not in episode:
            yield "8816", f"{place_of('social_care_episodes', episode)}.closure_date"
    placements = [one for episode in episodes for one in episode.get("child_looked_after_placements", [])]
    for episode in episodes:
        at = place_of("social_care_episodes", episode)
        yield from of_episode(episode, at, window_start)
        yield from of_assessments(episode.get("child_and_family_assessments", []), at, today)
        yield from of_placements(episode.get("child_looked_after_placements", []), at, placements)
        yield from beside_each_other(f"{at}.child_protection_plans", episode.get("child_protection_plans", []),
                                     "start_date", "end_date", several_open="8935", overlap="8940")


# ----- one block each

def of_details(details: dict, episodes: list[dict], today: date):
    looked_after = any("child_looked_after_placements" in episode for episode in episodes)
    born = date.fromisoformat(details["date_of_birth"]) if "date_of_birth" in details else None
    number, reason = details.get("unique_pupil_number"), details.get("unique_pupil_number_unknown_reason")
    if number is None and born and birthday(born, 5) <= today and reason in (None, "UN1"):
        yield "8770Q", "child_details.unique_pupil_number"
    if number is None and looked_after and reason not in ("UN1", "UN2", "UN3", "UN4", "UN5"):
        yield "168", "child_details.unique_pupil_number"
    if details.get("ethnicity") not in ssd_oracle.ETHNICITIES:
        yield "4220", "child_details.ethnicity"
        if looked_after:
            yield "103", "child_details.ethnicity"
    disabilities = details.get("disabilities", [])
    if "NONE" in disabilities and len(disabilities) > 1:
        yield "8790", "child_details.disabilities"
    if born and birthday(born, 25) < today and any(
            episode.get("closure_date", FAR_AHEAD) > birthday(born, 25).isoformat() for episode in episodes):
        yield "8775Q", "child_details.date_of_birth"


def of_episode(episode: dict, at: str, window_start: date):
    assessments = episode.get("child_and_family_assessments", [])
    if "closure_date" not in episode:
        return
    if any("authorisation_date" not in one for one in assessments):
        yield "8867", f"{at}.closure_date"
    nothing_found = len(assessments) == 1 and "21" in assessments[0].get("factors", [])
    reason = episode.get("closure_reason", "RC8")
    if nothing_found and reason not in ("RC8", "RC9") and episode["referral_date"] >= window_start.isoformat():
        yield "8873Q", f"{at}.closure_reason"


def of_assessments(assessments: list[dict], above: str, today: date):
    name = f"{above}.child_and_family_assessments"
    yield from beside_each_other(name, assessments, "start_date", "authorisation_date",
                                 several_open="8896", overlap="8863Q")
    for one in assessments:
        at, factors, is_open = place_of(name, one), one.get("factors", []), "authorisation_date" not in one
        if is_open and "start_date" in one and working_days(date.fromisoformat(one["start_date"]), today) > 45:
            yield "8670Q", f"{at}.start_date"
        if is_open and factors:
            yield "8614", f"{at}.factors"
        if not is_open and not factors:
            yield "8897Q", f"{at}.factors"
        if "21" in factors and len(factors) > 1:
            yield "8869", f"{at}.factors"


def of_placements(placements: list[dict], above: str, all_of_child: list[dict]):
    for one in placements:
        at = place_of(f"{above}.child_looked_after_placements", one)
        is_open = "end_date" not in one
        if is_open and any(other["start_date"] > one["start_date"] for other in all_of_child):
            yield "142", f"{at}.end_date"
        if is_open == ("end_reason" in one):
            yield "148", f"{at}.end_reason"
        if is_open and "change_reason" in one:
            yield "233", f"{at}.change_reason"


def beside_each_other(name: str, items: list[dict], start: str, end: str, several_open: str, overlap: str):
    """Of items in their order: the second and further ones that are open, and each that began while another went on."""
    for place, one in enumerate(items):
        at = place_of(name, one)
        if end not in one and any(end not in other for other in items[:place]):
            yield several_open, f"{at}.{end}"
        # Of two that began together, the one further down counts as the later.
        earlier = [other for where, other in enumerate(items)
                   if start in one and start in other and (other[start], where) < (one[start], place)]
        if any(one[start] < other.get(end, FAR_AHEAD) and other[start] < one.get(end, FAR_AHEAD)
               for other in earlier):
            yield overlap, f"{at}.{start}"


def went_further(episodes: list[dict]) -> list[dict]:
    return [episode for episode in episodes if not episode.get("referral_no_further_action_flag")]


def working_days(start: date, end: date) -> int:
    """After the start, up to and including the end."""
    days = map(date.fromordinal, range(start.toordinal() + 1, end.toordinal() + 1))
    return sum(one.weekday() < 5 and one not in BANK_HOLIDAYS for one in days)


# ----- all children

def of_council(ssd: Ssd, sent: dict, today: date, window_start: date):
    born = [document["child_details"] for document in sent.values()
            if document["child_details"].get("date_of_birth", FAR_AHEAD) <= today.isoformat()]
    unknown = sum(details.get("sex", "U") == "U" for details in born)
    if 100 * unknown > 2 * len(born):
        yield "2886Q"
    disabilities = [document["child_details"]["disabilities"] for document in sent.values()
                    if "disabilities" in document["child_details"]]
    if disabilities and len(set().union(*disabilities)) < 8:
        yield "2887Q"
    if disabilities and max(map(len, disabilities)) == 1:
        yield "2888Q"
    begun = [plan.get("start_date") for plan in all_items(sent, "child_protection_plans")]
    held = [enquiry.get("icpc_date") for enquiry in all_items(sent, "section_47_assessments")]
    held += [ssd_oracle.day_text(row["icpc_icpc_date"]) for row in ssd.tables["ssd_initial_cp_conference"]
             if trimmed(row["icpc_s47_enquiry_id"]) is None and trimmed(row["icpc_person_id"]) in sent]
    if count_between(begun, window_start, today) > count_between(held, window_start, today):
        yield "2883"


def count_between(days: list[str | None], first: date, last: date) -> int:
    return sum(one is not None and first.isoformat() <= one <= last.isoformat() for one in days)


def shared_numbers(sent: dict) -> set[Finding]:
    numbers = {child: document["child_details"].get("unique_pupil_number") for child, document in sent.items()}
    holders = Counter(number for number in numbers.values() if number is not None)
    return {Finding(child, "1520", "child_details.unique_pupil_number")
            for child, number in numbers.items() if holders[number] > 1}


def health_numbers(ssd: Ssd, sent: dict) -> set[Finding]:
    numbers = {(trimmed(person["pers_person_id"]), number) for person in ssd.tables["ssd_person"]
               if (number := trimmed(person["pers_single_unique_id"])) and trimmed(person["pers_person_id"]) in sent}
    holders = Counter(number for _, number in numbers)
    return {Finding(child, rule, "la_child_id") for child, number in numbers
            for rule, broken in (("O30", not is_nhs_number(number)), ("O31", holders[number] > 1)) if broken}


def is_nhs_number(text: str) -> bool:
    digits = [int(character) for character in text.replace(" ", "").replace("-", "")]
    return len(digits) == 10 and len(set(digits)) > 1 and sum(
        digit * weight for digit, weight in zip(digits, range(10, 0, -1))) % 11 == 0


def unseen_characters(ssd: Ssd, sent: dict) -> set[Finding]:
    columns = {"pers_forename": "child_details.first_name", "pers_surname": "child_details.surname"}
    return {Finding(trimmed(person["pers_person_id"]), "F10", place)
            for person in ssd.tables["ssd_person"] if trimmed(person["pers_person_id"]) in sent
            for column, place in columns.items() if any(map(is_unseen, person[column] or ""))}


def is_unseen(character: str) -> bool:
    control = unicodedata.category(character) == "Cc" and character not in LINES_OF_TEXT
    return control or character in ssd_oracle.INVISIBLE


# ----- places in a document

KEYS = {
    "social_care_episodes": "social_care_episode_id",
    "child_and_family_assessments": "child_and_family_assessment_id",
    "child_in_need_plans": "child_in_need_plan_id",
    "section_47_assessments": "section_47_assessment_id",
    "child_protection_plans": "child_protection_plan_id",
    "child_looked_after_placements": "child_looked_after_placement_id",
}


def place_of(list_name: str, item: dict) -> str:
    return f"{list_name}[{item[KEYS[list_name.rsplit('.', 1)[-1]]]}]"


def all_items(documents: dict, name: str) -> list[dict]:
    return [item for document in documents.values() for episode in document.get("social_care_episodes", [])
            for item in episode.get(name, [])]
