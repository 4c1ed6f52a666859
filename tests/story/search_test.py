"""No personal value of the made-up councils occurs in anything the tests printed.

Searches everything that agent and receiver wrote to their streams in the story tests, the names of all
files there, CTest's own log of all tests, and, as bytes, every file that the agent keeps: its ledger
with log, mark and key, its copies, its log.

Usage: search_test.py FOLDER LOG...
"""

import pathlib
import sys


def values(folder):
    found = set()
    for file in folder.rglob("personal-values.txt"):
        found.update(line for line in file.read_text(encoding="utf-8").splitlines() if len(line) >= 5)
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    personal = values(folder)
    assert len(personal) > 500, f"only {len(personal)} values to search for: did the story tests run?"
    texts = {file: file.read_text(encoding="utf-8", errors="replace")
             for file in [*folder.rglob("output/*.txt"), *map(pathlib.Path, sys.argv[2:])] if file.exists()}
    assert texts, "nothing was printed"
    kept = [file for file in folder.rglob("agent*.db*") if file.is_file()]
    assert kept, "no ledger is there"
    texts.update({file: file.read_bytes().decode("utf-8", errors="replace") for file in kept})
    hits = []
    for file, text in texts.items():
        if any(value in text for value in personal):
            hits.append(str(file))
    names = {file.name for file in folder.rglob("*")}
    if names & personal:
        hits.append("the name of a file")
    size = sum(map(len, texts.values()))
    print(f"{len(personal)} values searched for in {len(texts)} outputs and ledgers ({size} characters)")
    sys.exit(f"personal values occur in: {', '.join(hits)}" if hits else 0)


main()
