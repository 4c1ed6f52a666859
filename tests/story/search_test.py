"""No personal value of the made-up councils occurs in anything the tests printed.

Searches everything that agent and receiver wrote to their streams in the story tests, the names of all
files there, CTest's own log of all tests, and, as bytes, every file that the agent keeps: its ledger
with log, mark and key, its copies, its log.

Usage: search_test.py FOLDER LOG...
"""

import pathlib
import subprocess
import sys


def values(folder):
    found = set()
    for file in folder.rglob("personal-values.txt"):
        found.update(line for line in file.read_text(encoding="utf-8").splitlines() if len(line) >= 5)
    return found


def files_with(personal, files, list_of_values):
    """grep looks for thousands of words at once, which Python does not."""
    list_of_values.write_text("".join(f"{value}\n" for value in personal), encoding="utf-8")
    found = subprocess.run(["grep", "--text", "--files-with-matches", "--fixed-strings", "--file", list_of_values,
                            "--", *files], capture_output=True, text=True, check=False, env={"LC_ALL": "C"})
    list_of_values.unlink()
    assert found.returncode in (0, 1), found.stderr
    return found.stdout.splitlines()


def main():
    folder = pathlib.Path(sys.argv[1])
    personal = values(folder)
    assert len(personal) > 500, f"only {len(personal)} values to search for: did the story tests run?"
    printed = [file for file in [*folder.rglob("output/*.txt"), *map(pathlib.Path, sys.argv[2:])] if file.exists()]
    kept = [file for file in folder.rglob("agent*.db*") if file.is_file()]
    assert printed, "nothing was printed"
    assert kept, "no ledger is there"
    hits = files_with(personal, [*printed, *kept], folder / "values-to-search.txt")
    names = {file.name for file in folder.rglob("*")}
    if names & personal:
        hits.append("the name of a file")
    size = sum(file.stat().st_size for file in [*printed, *kept])
    print(f"{len(personal)} values searched for in {len(printed)} outputs and {len(kept)} files of ledgers ({size} bytes)")
    sys.exit(f"personal values occur in: {', '.join(hits)}" if hits else 0)


main()
