"""The exported JSON Schema and the DfE's own contract accept and refuse the same documents.

The validator is python3-jsonschema, not ours. Where the contract is absent, the exported schema is
still held to what each document should get, and the rest is skipped, with a word.

Usage: schema_test.py AGENT CONTRACT
"""

import json
import pathlib
import subprocess
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
from schema_formats import formats  # noqa: E402

SKIPPED = 77
CHILD = {"la_child_id": "X1"}
EPISODE = {"social_care_episode_id": "E-1"}


def child(**members):
    return [{**CHILD, **members}]


def details(**members):
    return child(child_details=members)


def episode(**members):
    return child(social_care_episodes=[{**EPISODE, **members}])


ACCEPTED = {
    "no child": [],
    "a child with its id alone": [CHILD],
    "the longest id": [{"la_child_id": "A" * 20}],
    "a purge of a child": child(purge=True),
    "an empty object": details(),
    "full details": details(unique_pupil_number="A123456789012", first_name="Zoë", surname="O'Neil-Śmith",
                            date_of_birth="2015-02-28", sex="M", ethnicity="WBRI", disabilities=["AUT", "LD"],
                            postcode="AB12 3DE", uasc_flag=False, uasc_end_date="2024-02-29", purge=False),
    "a code in no list": details(sex="Q", ethnicity="????"),
    "eight characters of two bytes": details(postcode="ÄÄÄÄÄÄÄÄ"),
    "an empty code": details(sex=""),
    "an empty id of another system": child(mis_child_id=""),
    "a score out of range": child(health_and_wellbeing={"sdq_assessments": [{"date": "2026-01-05", "score": 99}]}),
    "an episode with everything": episode(
        referral_date="2026-01-05", referral_source="1A", referral_no_further_action_flag=False,
        closure_date="2026-02-05", closure_reason="RC1",
        care_worker_details=[{"worker_id": "SW1", "start_date": "2026-01-05"}],
        child_and_family_assessments=[{"child_and_family_assessment_id": "A1", "factors": ["1A", "22A"]}],
        child_in_need_plans=[{"child_in_need_plan_id": "P_1", "purge": True}],
        section_47_assessments=[{"section_47_assessment_id": "S1", "icpc_required_flag": True}],
        child_protection_plans=[{"child_protection_plan_id": "P1", "end_date": "2026-03-01"}],
        child_looked_after_placements=[{"child_looked_after_placement_id": "L1", "placement_type": "Z11",
                                        "change_reason": "CUSTOD"}],
        adoption={"matched_date": "2026-01-01"}, care_leavers={"activity": "F2", "accommodation": "D"}, purge=False),
    "the same episode twice": child(social_care_episodes=[EPISODE, EPISODE]),
    "a hundred children": [CHILD] * 100,
}

REFUSED = {
    "an object for the array": CHILD,
    "a text for a child": ["X1"],
    "a child without an id": [{}],
    "an empty id": [{"la_child_id": ""}],
    "an id of 21 characters": [{"la_child_id": "A" * 21}],
    "an id with a hyphen": [{"la_child_id": "a-b"}],
    "a number for an id": [{"la_child_id": 7}],
    "an id of another system with a space": child(mis_child_id="a b"),
    "an unknown member of a child": child(shoe_size=7),
    "an unknown member deep inside": episode(adoption={"placed": "2026-01-01"}),
    "a null": details(sex=None),
    "a pupil number of 12": details(unique_pupil_number="A12345678901"),
    "a pupil number of 14": details(unique_pupil_number="A1234567890123"),
    "a code that is too long": details(sex="MF"),
    "31 February": details(date_of_birth="2025-02-31"),
    "a date with a time": details(date_of_birth="2025-02-01T00:00:00"),
    "a flag as a text": details(uasc_flag="true"),
    "a text for a set": details(disabilities="AUT"),
    "a set with a code twice": details(disabilities=["LD", "LD"]),
    "a set of 13": details(disabilities=[f"C{number}" for number in range(13)]),
    "a code of a set that is too long": details(disabilities=["SEEING"]),
    "a score and a half": child(health_and_wellbeing={"sdq_assessments": [{"score": 1.5}]}),
    "an object for a list": child(social_care_episodes=EPISODE),
    "an episode without an id": child(social_care_episodes=[{"purge": True}]),
    "a plan without an id": episode(child_in_need_plans=[{"purge": True}]),
    "42 factors": episode(child_and_family_assessments=[{"child_and_family_assessment_id": "A",
                                                         "factors": [str(number) for number in range(42)]}]),
    "a list for an object": episode(care_leavers=[]),
    "a purge as a number": child(purge=1),
    "101 children": [CHILD] * 101,
}


def judge(name, validator):
    """The documents that the schema judges otherwise than it should."""
    wrong = [f"{name} refuses: {title}" for title, request in ACCEPTED.items() if not validator.is_valid(request)]
    return wrong + [f"{name} accepts: {title}" for title, request in REFUSED.items() if validator.is_valid(request)]


def main():
    agent, contract = sys.argv[1], pathlib.Path(sys.argv[2])
    exported = json.loads(subprocess.run([agent, "standard", "export", "dfe-csc/1.0.1", "--format", "json-schema"],
                                         check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    jsonschema.Draft202012Validator.check_schema(exported)
    wrong = judge("the exported schema", jsonschema.Draft202012Validator(exported, format_checker=formats()))
    if contract.exists():
        schema = json.loads(contract.read_text(encoding="utf-8"))["components"]["schemas"]["CSC"]
        wrong += judge("the DfE's contract", jsonschema.Draft7Validator(schema, format_checker=formats()))
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(ACCEPTED)} documents accepted and {len(REFUSED)} refused, as they should")
    if not contract.exists():
        print("skipped: the DfE's contract is not on this machine, so only the exported schema was asked")
        sys.exit(SKIPPED)


main()
