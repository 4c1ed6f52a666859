"""What a record costs in instructions, counted by valgrind: the same however many records there are.

Counts and not seconds, so that a busy machine changes nothing. For the build that is shipped.
Usage: counts_test.py BUILD FOLDER.
"""

import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
import rehearsal  # noqa: E402

BUILD = FOLDER = None
SIZES = (50, 300, 1200)
SLACK = 1.2


class Counts(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        """Instructions of a first load, and of a run in which nothing has changed, by children."""
        cls.first, cls.unchanged = {}, {}
        for children in SIZES:
            stage = rehearsal.Rehearsal(BUILD, FOLDER / f"of_{children}", keep_bodies=False)
            try:
                stage.start_receiver()
                stage.configure()
                stage.synthesise(1, children)
                cls.first[children] = cls.count(stage)
                cls.unchanged[children] = cls.count(stage)
            finally:
                stage.close()

    @staticmethod
    def count(stage):
        told = stage.folder.resolve() / "callgrind.txt"
        subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={told}",
                        stage.bin / "dataflow-agent", "run", "--once", "--today", "2026-06-01"],
                       cwd=stage.folder, check=True, capture_output=True)
        return int(re.search(r"Collected : (\d+)", told.read_text()).group(1))

    def test_a_record_of_a_first_load_costs_the_same_however_many_there_are(self):
        self.grows_evenly("a first load", self.first)

    def test_an_unchanged_record_costs_the_same_however_many_there_are(self):
        self.grows_evenly("nothing changed", self.unchanged)

    def grows_evenly(self, run, instructions):
        small, middle, large = SIZES
        few = (instructions[middle] - instructions[small]) / (middle - small)
        many = (instructions[large] - instructions[middle]) / (large - middle)
        print(f"{run}: {few:,.0f} instructions a child up to {middle} children, {many:,.0f} up to {large}", flush=True)
        self.assertGreater(few, 0)
        self.assertLess(many, few * SLACK)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
