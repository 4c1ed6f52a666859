"""The same made-up council in the tables of every system gives the same documents.

What a system has no place for is listed in docs/mappings-shipped.md, and nowhere else: this test reads
the tables there, and holds the systems to exactly that.
"""

import pathlib
import re
import sys
import unittest
from datetime import date, timedelta

import rehearsal
from rehearsal import Rehearsal, paths

BUILD = FOLDER = None
DAY1 = date(2026, 6, 1)
CHILDREN = 400
SYSTEMS = ("liquidlogic", "mosaic", "eclipse")
DOCS = pathlib.Path(__file__).parents[2] / "docs/mappings-shipped.md"


def listed(heading):
    """The first two columns of the table under a heading of the docs: (system, what) of each row."""
    section = DOCS.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")]
            for line in section.splitlines() if line.startswith("|")]
    assert rows, heading
    return {(system, what) for system, what, *_ in rows[2:]}


def fields(expected, found):
    """The fields in which two documents differ, without the places in lists."""
    return {re.sub(r"\[\d+\]", "[]", path) for path in paths(expected, found)}


class Shapes(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName)
        self.addCleanup(self.stage.close)

    def built(self, shape, day, seed, **more):
        """The documents of the council in one shape on one of its days."""
        target = f"{shape}-{seed}-{day}" if more.get("format") == "csv" else f"{shape}.db"
        target = "cms.db" if shape == "ssd" else target
        self.stage.agent("synthesise", "--children", str(CHILDREN), "--seed", str(seed), "--day", str(day),
                         "--shape", shape, "--to", target,
                         *(part for name, value in more.items() for part in (f"--{name}", value)))
        source = f"{{kind: csv, folder: {target}}}" if more.get("format") == "csv" else \
            f"{{kind: sqlite, file: {target}}}"
        self.stage.configure(source=source, mapping=shape)
        if shape == "ssd":
            self.stage.note_values()
        return self.stage.built((DAY1 + timedelta(days=day - 1)).isoformat())

    def compared(self, systems, day, seed, **more):
        """(system, field) of all that differs from the SSD; children who are there or not must not."""
        expected = self.built("ssd", day, seed, **more)
        self.assertGreater(len(expected), CHILDREN // 4)
        differing = set()
        for system in systems:
            found = self.built(system, day, seed, **more)
            self.assertEqual(found.keys() ^ expected.keys(), set(), f"children of {system}, seed {seed}, day {day}")
            for child, document in expected.items():
                differing |= {(system, field) for field in fields(document, found[child])}
        return differing

    def test_every_system_gives_the_documents_of_the_ssd(self):
        differing = set()
        for seed, day in ((7, 1), (7, 40), (21, 1), (12, 90)):
            differing |= self.compared(SYSTEMS, day, seed)
        self.assertEqual(differing, listed("What a system has no place for"))

    def test_spoilt_data_gives_the_documents_of_the_ssd(self):
        beyond = listed("What a system has no place for")
        for system in SYSTEMS:
            unlike = {dial for name, dial in listed("Ways to spoil data that a system cannot hold")
                      if name == system}
            mess = ",".join(["all=0.2", *(f"{dial}=0" for dial in sorted(unlike))])
            self.assertLessEqual(self.compared((system,), 3, 5, mess=mess), beyond, system)

    def test_a_folder_of_csv_files_gives_the_documents_of_the_ssd(self):
        expected = self.built("ssd", 1, 7)
        self.assertEqual(rehearsal.differences(expected, self.built("liquidlogic", 1, 7, format="csv")), [])


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
