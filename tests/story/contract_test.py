"""Every body that the story tests sent validates against the DfE's own published contract.

The validator is python3-jsonschema, not ours. Skipped, with a word, where the contract is absent.

Usage: contract_test.py CONTRACT FOLDER
"""

import json
import pathlib
import sqlite3
import sys

import jsonschema

from schema_formats import formats

SKIPPED = 77


def bodies(folder):
    for store in sorted(folder.rglob("receiver.db")):
        database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        for status, body in database.execute("SELECT status, body FROM delivery WHERE body IS NOT NULL"):
            yield store, status, json.loads(body)
        database.close()


def main():
    contract, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    if not contract.exists():
        print("skipped: the DfE's contract is not on this machine")
        sys.exit(SKIPPED)
    schema = json.loads(contract.read_text())["components"]["schemas"]["CSC"]
    validator = jsonschema.Draft7Validator(schema, format_checker=formats())
    assert list(validator.iter_errors([{"la_child_id": "a-b"}])), "the contract refuses nothing"
    assert list(validator.iter_errors([{"la_child_id": "A", "child_details": {"date_of_birth": "2025-02-31"}}]))
    count = children = 0
    for store, status, body in bodies(folder):
        count += 1
        children += len(body)
        problems = [f"{'/'.join(map(str, error.absolute_path))}: {error.validator}" for error in validator.iter_errors(body)]
        # A request that holds nobody is a probe, and is answered as such.
        fits = 0 < len(body) <= 100 if status == 200 else body == []
        if problems or not fits:
            sys.exit(f"{store}: a body breaks the contract: {problems[:5] or len(body)}")
    print(f"{count} bodies with {children} children conform to the contract")
    sys.exit(0 if count else "no body was sent: did the story tests run?")


main()
