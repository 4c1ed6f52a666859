"""Exports as files: workbooks of several writers, SFTP, what Excel does to a table, and which export was read."""

import csv
import datetime
import hashlib
import json
import os
import re
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal, differences

try:
    import openpyxl
    import xlsxwriter
    WRITERS = True
except ImportError:
    if "CI" in os.environ:
        raise
    WRITERS = False

BUILD = FOLDER = None
DAY1 = "2026-06-01"
MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d))?$")


def as_people_keep_it(value):
    """Days as days and short whole numbers as numbers, as Excel makes them of what is typed."""
    if value is None:
        return None
    text = str(value)
    moment = MOMENT.match(text)
    if moment:
        parts = [int(part) for part in moment.groups() if part]
        return datetime.datetime(*parts) if parts[0] >= 1901 else text
    return int(text) if re.match(r"[1-9]\d{0,14}$", text) else text


def rows_of(file):
    with open(file, encoding="utf-8-sig", newline="") as content:
        return list(csv.reader(content))


def write_rows(file, rows):
    with open(file, "w", encoding="utf-8", newline="") as content:
        csv.writer(content).writerows(rows)


class Files(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName)
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, 80)
        self.stage.note_values()

    def tables(self):
        """Name, columns and rows of each table of the council."""
        for name, in self.stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = [row[1] for row in self.stage.rows(f"PRAGMA table_info({name})")]
            yield name, columns, self.stage.rows(f"SELECT * FROM {name} ORDER BY rowid")

    def compare(self, expected):
        self.assertGreater(len(expected), 60)
        self.assertEqual(differences(expected, self.stage.built(DAY1)), [])

    @unittest.skipUnless(WRITERS, "needs openpyxl")
    def test_a_workbook_by_openpyxl_gives_the_documents_of_the_database(self):
        expected = self.stage.built(DAY1)
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, columns, rows in self.tables():
            sheet = book.create_sheet(name)
            sheet.append(columns)
            for row in rows:
                sheet.append([as_people_keep_it(value) for value in row])
        book.save(self.stage.folder / "council.xlsx")
        self.stage.configure(source="{kind: xlsx, file: council.xlsx}")
        self.compare(expected)

    @unittest.skipUnless(WRITERS, "needs xlsxwriter")
    def test_workbooks_by_xlsxwriter_in_a_folder_give_the_documents_of_the_database(self):
        expected = self.stage.built(DAY1)
        (self.stage.folder / "books").mkdir()
        for number, (name, columns, rows) in enumerate(self.tables()):
            # Every other one is written row by row, which puts texts into the cells themselves.
            book = xlsxwriter.Workbook(self.stage.folder / "books" / f"{name}.xlsx",
                                       {"constant_memory": number % 2 == 0, "date_1904": number % 3 == 0})
            day, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": 22})
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, columns)
            for line, row in enumerate(rows, start=1):
                for column, value in enumerate(map(as_people_keep_it, row)):
                    if isinstance(value, datetime.datetime):
                        whole = value.time() == datetime.time()
                        sheet.write_datetime(line, column, value, day if whole else moment)
                    elif isinstance(value, int):
                        sheet.write_number(line, column, value)
                    elif value is not None:
                        sheet.write_string(line, column, value)
            book.close()
        self.stage.configure(source="{kind: xlsx, folder: books}")
        self.compare(expected)

    def test_ordinary_files_have_no_finding_of_the_source(self):
        self.stage.synthesise(1, 300, to="csv", format="csv")
        self.stage.configure(source="{kind: csv, folder: csv}")
        self.stage.run_once(DAY1)
        self.assertNotRegex(self.stage.agent("findings", "--csv", keep=False).stdout, r"\bS\d\d\b")

    def test_a_run_tells_which_files_it_read(self):
        self.stage.synthesise(1, 80, to="csv", format="csv")
        self.stage.configure(source="{kind: csv, folder: csv}")
        self.stage.run_once(DAY1)
        told = json.loads(self.stage.agent("files", "--json").stdout)
        self.assertEqual(told["state"], "settled")
        self.assertGreater(len(told["files"]), 10)
        lines = []
        for file in told["files"]:
            path = self.stage.folder / "csv" / file["name"]
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            self.assertEqual((file["sha256"], file["bytes"]), (digest, path.stat().st_size))
            self.assertEqual(file["rows"], len(rows_of(path)) - 1)
            lines.append(f"{digest}  {file['name']}\n")
        # What sha256sum prints of the files, in the order of their names, has the digest in the trail.
        lines.sort(key=lambda line: line[66:])
        whole = hashlib.sha256("".join(lines).encode()).hexdigest()
        self.assertEqual(told["digest"], whole)
        read = [entry["detail"] for entry in self.stage.audit() if entry["event"] == "read"]
        self.assertTrue(read[-1].endswith(f"; {len(lines)} files, sha-256 {whole}"), read[-1])
        self.assertEqual(json.loads(self.stage.agent("files", "--run", "1", "--json").stdout), told)
        self.stage.agent("files", "--run", "9", expect=1)
        text = self.stage.agent("files").stdout
        self.assertIn(f"{told['files'][0]['sha256']}  {told['files'][0]['name']}\n", text)

    def test_ids_that_excel_shortened_send_and_purge_nothing(self):
        self.stage.synthesise(1, 80, to="csv", format="csv")
        self.stage.configure(source="{kind: csv, folder: csv}")
        self.stage.run_once(DAY1)
        sent = self.stage.deliveries()
        file = self.stage.folder / "csv" / "ssd_person.csv"
        rows = rows_of(file)
        for row in rows[1:3]:
            row[rows[0].index("pers_person_id")] = "1.23457E+15"
        write_rows(file, rows)
        done = self.stage.agent("run", "--once", "--today", DAY1, expect=4)
        self.assertIn("identifiers are lost in column 'pers_person_id'. 2 cells", done.stderr)
        self.assertEqual(self.stage.deliveries(), sent)

    def test_dates_that_excel_rewrote_are_a_finding_of_the_council(self):
        self.stage.synthesise(1, 80, to="csv", format="csv")
        self.stage.configure(source="{kind: csv, folder: csv}")
        file = self.stage.folder / "csv" / "ssd_person.csv"
        rows = rows_of(file)
        rows[1][rows[0].index("pers_expected_dob")] = "45292"
        write_rows(file, [row + ["", ""] for row in rows])
        self.stage.run_once(DAY1)
        self.assertIn("ssd_person.pers_expected_dob", self.stage.agent("findings", "--rule", "S02", keep=False).stdout)
        self.assertIn("1 cell of a column of dates", self.stage.agent("findings", "--csv", keep=False).stdout)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
