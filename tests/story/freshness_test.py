"""A source that is rebuilt while it is read, that is not ready, or whose codes changed: nobody is purged for it."""

import datetime
import json
import pathlib
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
DAY1, DAY2, DAY3 = "2026-06-01", "2026-06-02", "2026-06-03"
CHILDREN = 80
SOURCE_FAILED = 4

# Empties and fills a table of the council between two of its own runs, as a nightly rebuild does.
REBUILT_TAP = """
import pathlib, runpy, sqlite3, sys
steps = pathlib.Path("steps.sql")
runpy.run_path({tap!r}, run_name="__main__")
if "--catalog" in sys.argv and steps.exists():
    sys.stdout.flush()
    first, _, rest = steps.read_text().partition("\\n")
    with sqlite3.connect("cms.db") as cms:
        cms.executescript(first)
    steps.write_text(rest) if rest else steps.unlink()
"""


class Freshness(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName)
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()

    def read(self, terms):
        self.stage.configure(source=f"{{kind: sqlite, file: cms.db, {terms}}}")

    def status(self):
        return json.loads(self.stage.agent("status", "--json").stdout)

    def purges(self):
        return [effect for _, effect in self.stage.items()].count("purged")

    def waits(self, sentence, day=DAY2):
        """The run changes nothing and sends nothing, and status and balance say why."""
        requests = len(self.stage.deliveries())
        failed = self.stage.agent("run", "--once", "--today", day, expect=SOURCE_FAILED)
        self.assertIn(sentence, failed.stderr)
        last = self.status()["last_run"]
        self.assertEqual(last["state"], "waiting")
        self.assertIn(sentence, last["error"])
        self.assertIn(sentence, self.stage.agent("status").stdout)
        self.assertIn(sentence, self.stage.agent("balance").stdout)
        self.assertEqual(len(self.stage.deliveries()), requests)

    def test_a_source_rebuilt_while_it_is_read_purges_nobody(self):
        tap = self.stage.write("tap.py", REBUILT_TAP.format(tap=str(pathlib.Path(__file__).with_name("sqlite_tap.py"))))
        self.stage.write("tap.json", json.dumps({"database": "cms.db"}))
        self.stage.configure(source=f"{{kind: singer, tap: '{sys.executable} -B {tap.name}', config: tap.json}}")
        self.stage.run_once(DAY1)
        before = self.stage.received()
        self.assertGreater(len(before), 60)
        for rebuild in ("DELETE FROM ssd_person;", "DELETE FROM ssd_person WHERE rowid % 40 = 0;",
                        "DELETE FROM ssd_cin_episodes WHERE rowid % 50 = 0;"):
            table = rebuild.split()[2].rstrip(";")
            # Emptied after the first read and filled after the second: neither saw the other.
            self.stage.write("steps.sql", f"CREATE TABLE kept AS SELECT * FROM {table}; {rebuild}\n"
                                          f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; "
                                          "DROP TABLE kept;")
            self.waits(f"The table {table} had")
            self.assertEqual(self.stage.received(), before)
        done = self.stage.run_once(DAY2)
        self.assertEqual((done["absent"], done["leaving"], done["requests"], done["balance"]["remainder"]),
                         (0, 0, 0, 0))
        self.assertEqual(self.stage.received(), before)

    def test_a_source_that_does_not_say_that_it_is_refreshed_is_waited_for(self):
        self.stage.change_source("CREATE TABLE loads (finished TEXT, state TEXT)")
        self.stage.change_source("INSERT INTO loads VALUES ('2026-06-01 05:12:00', 'done')")
        self.read("ready: {table: loads, refreshed: \"max(CASE WHEN state = 'done' THEN finished END)\"}")
        self.stage.run_once(DAY1)
        before = self.stage.received()
        # The night's load empties the tables and says so.
        self.stage.change_source("CREATE TABLE kept AS SELECT * FROM ssd_person")
        self.stage.change_source("DELETE FROM ssd_person")
        self.stage.change_source("INSERT INTO loads VALUES ('2026-06-02 05:00:00', 'running')")
        self.waits("The source was last refreshed on 2026-06-01, and not today.")
        self.waits("The source was last refreshed on 2026-06-01, and not today.", DAY3)
        self.assertEqual(self.stage.received(), before)
        self.stage.change_source("INSERT INTO ssd_person SELECT * FROM kept")
        self.stage.change_source("UPDATE loads SET state = 'done'")
        done = self.stage.run_once(DAY2)
        self.assertEqual((done["absent"], done["leaving"], done["requests"]), (0, 0, 0))
        self.assertEqual(self.purges(), 0)

    def test_codes_that_changed_as_a_whole_wait_until_somebody_trusts_them(self):
        self.stage.run_once(DAY1)
        before = self.stage.received()
        self.stage.change_source("UPDATE ssd_person SET pers_ethnicity = 'Ethnic origin ' || length(pers_ethnicity)")
        child = sorted(before)[0]
        self.stage.change_source("UPDATE ssd_person SET pers_forename = 'Ainsleyford'"
                                 " WHERE pers_person_id = ? ", child)
        held = self.stage.run_once(DAY2)
        self.assertGreater(held["held"], 50)
        self.assertEqual(held["balance"]["remainder"], 0)
        after = self.stage.received()
        self.assertEqual([one for one in before if before[one] != after.get(one)], [])
        findings = json.loads(self.stage.agent("findings", "--json").stdout)
        self.assertIn("S23", [rule["rule"] for rule in findings])
        path = "child_details.ethnicity"
        said = self.stage.agent("findings", "--rule", "S23", "--json", keep=False).stdout
        self.assertIn("ssd_person.pers_ethnicity", said)
        self.assertNotIn("Ethnic origin", said)
        self.assertIn("No run has seen", self.trust("child_details.surname", expect=1).stderr)
        self.trust(path)
        self.stage.run_once(DAY3, expect=8)  # now it is for the brake, which asks about so many changes
        self.assertIn("trusted", [entry["event"] for entry in self.stage.audit()])
        self.stage.approve()
        done = self.stage.run_once(DAY3)
        self.assertEqual(done["balance"]["remainder"], 0)
        self.assertEqual(self.stage.received(), self.stage.built(DAY3))

    def trust(self, field, expect=0):
        return self.stage.agent("trust-codes", field, "--by", "Ada Made-up", "--reason", "A new list.", expect=expect)

    def test_what_reading_cost_is_shown(self):
        self.read("load: {rows_per_second: 1000000, hours: {from: \"00:00\", until: \"00:00\"}}")
        self.stage.run_once(DAY1)
        for command in ("balance", "status"):
            cost = json.loads(self.stage.agent(command, "--json").stdout)["reading"]
            persons = next(table for table in cost["tables"] if table["table"] == "ssd_person")
            self.assertEqual(persons["rows"], self.stage.rows("SELECT count(*) FROM ssd_person")[0][0])
            self.assertGreater(persons["bytes"], persons["rows"])
            self.assertEqual(cost["rows"], sum(table["rows"] for table in cost["tables"]))
        self.assertIn("Reading the source took", self.stage.agent("balance").stdout)

    def test_a_source_is_not_read_outside_its_hours(self):
        self.stage.run_once(DAY1)
        later = datetime.datetime.now() + datetime.timedelta(hours=6)
        hours = f"{{from: \"{later:%H:%M}\", until: \"{later + datetime.timedelta(hours=1):%H:%M}\"}}"
        self.read(f"load: {{hours: {hours}}}")
        self.waits("The source may be read from")


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
