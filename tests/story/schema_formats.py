"""The formats that a JSON Schema validator checks in these tests: dates that are real."""

import re
from datetime import date

import jsonschema


def formats():
    checker = jsonschema.FormatChecker(formats=[])

    @checker.checks("date", raises=ValueError)
    def is_date(value):
        return not isinstance(value, str) or (re.fullmatch(r"\d{4}-\d\d-\d\d", value) and bool(date.fromisoformat(value)))

    return checker
