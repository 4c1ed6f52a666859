"""Every event of the log has one number, one name, a place in the runbook, and a use."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(ROOT / "packaging"))
from journal_catalog import HEADING  # noqa: E402: the catalogue of the journal is made by the same

EVENT = re.compile(r'Event (k\w+)\{(\d+), "([a-z_.]+)"\};')
SEVERITIES = {"Info", "Warning", "Error"}


class Runbook(unittest.TestCase):
    def setUp(self):
        self.events = EVENT.findall((ROOT / "agent/core/event.h").read_text(encoding="utf-8"))
        self.places = HEADING.findall((ROOT / "docs/runbook.md").read_text(encoding="utf-8"))

    def test_no_number_and_no_name_stands_for_two_events(self):
        self.assertGreater(len(self.events), 30)
        for column in range(3):
            values = [event[column] for event in self.events]
            self.assertEqual(sorted(set(values)), sorted(values))

    def test_the_runbook_has_exactly_the_events_there_are_in_their_order(self):
        self.assertEqual([(number, name) for number, name, _ in self.places],
                         [(number, name) for _, number, name in self.events])

    def test_each_place_begins_with_how_grave_it_is_and_says_something(self):
        for number, _, text in self.places:
            severity, _, rest = text.strip().partition(".")
            self.assertIn(severity, SEVERITIES, number)
            self.assertGreater(len(rest), 15, number)

    def test_each_event_is_logged_somewhere(self):
        code = "".join(path.read_text(encoding="utf-8") for folder in ("agent", "connectors", "receiver")
                       for path in (ROOT / folder).rglob("*.cpp"))
        code += (ROOT / "agent/service/loop.h").read_text(encoding="utf-8")
        for constant, _, name in self.events:
            self.assertIn(f"events::{constant}", code, name)


if __name__ == "__main__":
    unittest.main()
