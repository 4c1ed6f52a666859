"""The whole story, day by day, with real processes: what is at the receiver is what is in the source.

The documents are compared with those of ssd_oracle.py, which shares nothing with the agent, and the
children sent are compared with the events of the made-up council.
"""

import json
import sys
import unittest
from datetime import date

import rehearsal
import ssd_oracle
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
DAY1, DAY2, DAY3 = "2026-06-01", "2026-06-02", "2026-06-03"
CHILDREN = 300


def oracle(stage, today):
    """The documents by an independent reading of the source, and the held children."""
    documents = ssd_oracle.documents(stage.folder / "cms.db", date.fromisoformat(today))
    return ({child: document for child, document in documents.items() if document is not None},
            {child for child, document in documents.items() if document is None})


class Story(unittest.TestCase):
    def stage(self, **options):
        stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1], **options)
        self.addCleanup(stage.close)
        stage.start_receiver()
        stage.configure()
        return stage

    def assert_equal_ends(self, stage, today):
        """Receiver, agent and oracle agree on every child."""
        expected, _ = oracle(stage, today)
        self.assertEqual(differences(expected, stage.built(today)), [])
        self.assertEqual(differences(expected, stage.received()), [])

    def test_two_days_arrive_with_their_removals_and_nothing_is_sent_twice(self):
        stage = self.stage()
        stage.synthesise(1, CHILDREN)
        stage.note_values()
        first = stage.run_once(DAY1)
        self.assertEqual(first["balance"]["remainder"], 0)
        self.assertEqual(first["balance"]["waiting"], 0)
        self.assertGreaterEqual(first["accepted"], CHILDREN * 0.9)
        self.assert_equal_ends(stage, DAY1)
        requests = len(stage.deliveries())

        unchanged = stage.run_once(DAY1)
        self.assertEqual(unchanged["requests"], 0)
        self.assertEqual(len(stage.deliveries()), requests, "an unchanged run sends nothing at all")

        events = [event for event in stage.synthesise(2, CHILDREN) if event["day"] == 2]
        stage.note_values()
        before = len(stage.items())
        second = stage.run_once(DAY2)
        self.assertEqual(second["balance"]["remainder"], 0)
        self.assert_equal_ends(stage, DAY2)
        sent = stage.items()[before:]
        visible = {event["child"] for event in events if event.get("visible")}
        self.assertEqual({child for child, _ in sent}, visible, "exactly the children that changed are sent")
        self.assertEqual(len(sent), len(visible), "each of them once")
        self.assertTrue(any(effect == "purged" for _, effect in sent), "a removed child arrives as a purge")
        self.assertTrue(any("plan_removed" in event["event"] for event in events))

    def test_a_run_once_goes_by_the_settings(self):
        stage = self.stage()
        stage.configure(replace={"schedule: every hour": "schedule: every hour\nretention: {documents_days: 0}"})
        stage.synthesise(1, 20)
        stage.note_values()
        accepted = stage.run_once(DAY1)["accepted"]
        stage.run_once(DAY1)
        erased = [entry["detail"] for entry in stage.audit() if entry["event"] == "erased"]
        self.assertEqual(erased, [f"{accepted} accepted documents older than 0 days"])

    def test_one_changed_value_sends_exactly_one_child(self):
        stage = self.stage()
        stage.synthesise(1, CHILDREN)
        stage.run_once(DAY1)
        before = len(stage.items())
        child, _ = stage.items()[CHILDREN // 2]
        self.assertEqual(stage.change_source("UPDATE ssd_person SET pers_surname = pers_surname || 'x' "
                                             "WHERE pers_person_id = ?", child), 1)
        self.assertEqual(stage.run_once(DAY1)["accepted"], 1)
        self.assertEqual(stage.items()[before:], [(child, "applied")])
        self.assert_equal_ends(stage, DAY1)

    def test_messy_data_is_held_or_mended_and_everybody_is_accounted_for(self):
        stage = self.stage()
        stage.synthesise(1, CHILDREN, mess="all")
        stage.note_values()
        first = stage.run_once(DAY1)
        expected, held = oracle(stage, DAY1)
        self.assertEqual(first["balance"]["remainder"], 0)
        self.assertGreater(len(held), 0)
        self.assertGreaterEqual(first["balance"]["held"], len(held))
        self.assertEqual(first["balance"]["accepted"], len(expected))
        self.assert_equal_ends(stage, DAY1)
        events = [event for event in stage.synthesise(2, CHILDREN, mess="all") if event["day"] == 2]
        before = len(stage.items())
        self.assertEqual(stage.run_once(DAY2)["balance"]["remainder"], 0)
        expected, held = oracle(stage, DAY2)
        self.assertEqual({child for child, _ in stage.items()[before:]},
                         {event["child"] for event in events if event.get("visible")} - held)
        self.assertEqual(differences(expected, {c: d for c, d in stage.received().items() if c not in held}), [])

    def test_a_child_that_returns_is_whole_again(self):
        stage = self.stage()
        stage.synthesise(1, CHILDREN)
        stage.run_once(DAY1)
        stage.synthesise(2, CHILDREN)
        stage.run_once(DAY2)
        stage.synthesise(1, CHILDREN)
        stage.run_once(DAY1)
        self.assert_equal_ends(stage, DAY1)

    def test_a_lost_receiver_leaves_everybody_waiting_and_a_later_run_delivers(self):
        stage = self.stage()
        stage.synthesise(1, CHILDREN)
        stage.stop_receiver()
        first = stage.run_once(DAY1, expect=5)
        self.assertEqual(first["balance"]["remainder"], 0)
        self.assertEqual(first["balance"]["accepted"], 0)
        stage.synthesise(2, CHILDREN)
        stage.run_once(DAY2, expect=5)
        stage.start_receiver()
        self.assertEqual(stage.run_once(DAY2)["balance"]["waiting"], 0)
        self.assert_equal_ends(stage, DAY2)

    def test_the_service_delivers_and_ends_cleanly_on_a_signal(self):
        stage = self.stage()
        stage.synthesise(1, CHILDREN)
        service = stage.start_agent("run", "--today", DAY1)
        self.addCleanup(service.kill)
        expected, _ = oracle(stage, DAY1)
        stage.wait_for(lambda: len(stage.items()) >= len(expected), "the whole council")
        service.terminate()
        self.assertEqual(service.wait(60), 0)
        self.assert_equal_ends(stage, DAY1)
        self.assertIn("Waiting        0 children", stage.agent("status").stdout)
        self.assertEqual(stage.run_once(DAY1)["requests"], 0)

    def test_a_service_whose_time_has_not_come_runs_when_it_is_told_to(self):
        stage = self.stage()
        stage.configure(replace={"schedule: every hour": 'schedule: "0 5 29 2 *, UTC"'})
        stage.synthesise(1, CHILDREN)
        stage.run_once(DAY1)
        status = json.loads(stage.agent("status", "--json").stdout)
        self.assertIn("-02-29T05:", status["next_run_at"])
        service = stage.start_agent("run", "--now", "--today", DAY1)
        self.addCleanup(service.kill)
        stage.wait_for(lambda: json.loads(stage.agent("status", "--json").stdout)["last_run"]["id"] == 2, "run 2")
        service.terminate()
        self.assertEqual(service.wait(60), 0)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
