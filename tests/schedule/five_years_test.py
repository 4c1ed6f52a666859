"""Every run of five years, held to the tz database through Python.

Usage: five_years_test.py AGENT
"""

import datetime
import subprocess
import sys
import unittest
import zoneinfo

AGENT = None
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2031, 1, 1)
UTC = datetime.timezone.utc
MINUTE, QUARTER = datetime.timedelta(minutes=1), datetime.timedelta(minutes=15)


def days():
    day = FIRST
    while day < LAST:
        yield day
        day += datetime.timedelta(days=1)


def moment_of(zone, day, hour, minute):
    """When the wall shows that time: the first time of two, and the end of the hour that it skips."""
    wall = datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    while moment.astimezone(zone).utcoffset() == (moment - MINUTE).astimezone(zone).utcoffset():
        moment -= MINUTE
    return moment


class FixedTimes:
    """At these times of those days."""

    def __init__(self, times, is_on):
        self.times, self.is_on = times, is_on

    def moments(self, zone):
        return sorted({moment_of(zone, day, *time) for day in days() if self.is_on(day) for time in self.times})


class EveryHour:
    """At these minutes of every hour that passes."""

    def __init__(self, minutes):
        self.minutes = minutes

    def moments(self, zone):
        moment, end = moment_of(zone, FIRST, 0, 0), moment_of(zone, LAST, 0, 0)
        found = []
        while moment < end:
            if moment.astimezone(zone).minute in self.minutes:
                found.append(moment)
            moment += QUARTER  # clocks change by half an hour at least
        return found


SCHEDULES = {
    "every weekday at 06:30": FixedTimes([(6, 30)], lambda day: day.isoweekday() <= 5),
    "every day at 01:30": FixedTimes([(1, 30)], lambda day: True),
    "every day at 00:59, 01:00, 01:01, 01:59, 02:00 and 02:01":
        FixedTimes([(0, 59), (1, 0), (1, 1), (1, 59), (2, 0), (2, 1)], lambda day: True),
    "every sunday at 01:15": FixedTimes([(1, 15)], lambda day: day.isoweekday() == 7),
    "on the 1st, 29th and 31st of the month at 05:00":
        FixedTimes([(5, 0)], lambda day: day.day in (1, 29, 31)),
    "0 5 29 2 *": FixedTimes([(5, 0)], lambda day: (day.month, day.day) == (2, 29)),
    "0 5 13 * fri": FixedTimes([(5, 0)], lambda day: day.day == 13 or day.isoweekday() == 5),
    "every 4 hours": FixedTimes([(hour, 0) for hour in range(0, 24, 4)], lambda day: True),
    "every 15 minutes": EveryHour({0, 15, 30, 45}),
    "every hour": EveryHour({0}),
}
ZONES = ["Europe/London", "UTC", "America/New_York", "Australia/Lord_Howe"]  # the last by half an hour


class FiveYears(unittest.TestCase):
    def shown(self, words):
        done = subprocess.run([AGENT, "schedule", "--words", words, "--from", str(FIRST),
                               "--days", str((LAST - FIRST).days)], capture_output=True, text=True, check=True)
        return [line.split()[-1] for line in done.stdout.splitlines()]

    def test_every_run_of_five_years_is_where_the_tz_database_has_it(self):
        for zone in ZONES:
            for words, meant in SCHEDULES.items():
                with self.subTest(words=words, zone=zone):
                    expected = [f"{moment:%Y-%m-%dT%H:%M:%S}.000Z" for moment in meant.moments(zoneinfo.ZoneInfo(zone))]
                    self.assertGreater(len(expected), 0)
                    self.assertEqual(self.shown(f"{words}, {zone}"), expected)

    def test_england_is_meant_where_no_place_is_named(self):
        self.assertEqual(self.shown("every day at 01:30"), self.shown("every day at 01:30, Europe/London"))


if __name__ == "__main__":
    AGENT = sys.argv.pop(1)
    unittest.main()
