"""The unit of the service asks for almost no rights: the score of `systemd-analyze security`.

Usage: unit_test.py UNIT. Skipped (77) where there is no systemd-analyze, but not in CI.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

MOST = 1.5
SCORE = re.compile(r"Overall exposure level for \S+: (\d+\.\d+)")


def exposure(text):
    """The score of a unit's text: 0 is no exposure, 10 is all."""
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / "dataflow-agent.service"
        unit.write_text(text, encoding="utf-8")
        said = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
                              capture_output=True, text=True, check=True).stdout
    return float(SCORE.search(said).group(1))


class Unit(unittest.TestCase):
    def setUp(self):
        self.text = UNIT.read_text(encoding="utf-8")

    def test_its_exposure_is_low(self):
        self.assertLessEqual(exposure(self.text), MOST)

    def test_without_its_sandbox_the_exposure_would_be_high(self):
        bare = [line for line in self.text.splitlines() if line.startswith(("[", "ExecStart=", "User="))]
        self.assertGreater(exposure("\n".join(bare)), 5)


if __name__ == "__main__":
    if shutil.which("systemd-analyze") is None:
        print("This machine lacks systemd-analyze")
        sys.exit(1 if os.environ.get("CI") else 77)
    UNIT = pathlib.Path(sys.argv[1])
    unittest.main(argv=[sys.argv[0], "-v"])
