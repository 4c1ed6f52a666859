"""The same council as CSV files in every encoding gives the same documents as the database."""

import csv
import io
import sys
import unittest

import rehearsal
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
DAY1 = "2026-06-01"

# What Excel and extracts write: the codec, and what is put before the text.
ENCODINGS = {"utf-8": ("utf-8", ""), "utf-8-bom": ("utf-8", "\ufeff"), "utf-16": ("utf-16-le", "\ufeff"),
             "utf-16-be": ("utf-16-be", "\ufeff"), "cp1252": ("cp1252", "")}


class Encodings(unittest.TestCase):
    def test_csv_files_in_every_encoding_give_the_documents_of_the_database(self):
        stage = Rehearsal(BUILD, FOLDER / "encodings")
        self.addCleanup(stage.close)
        stage.start_receiver()
        stage.configure()
        stage.synthesise(1, 80)
        self.keep_to_cp1252(stage)
        stage.note_values()
        expected = stage.built(DAY1)
        self.assertGreater(len(expected), 60)
        for name, (codec, mark) in ENCODINGS.items():
            with self.subTest(name):
                self.write_csv(stage, name, codec, mark)
                stage.configure(source=f"{{kind: csv, folder: {name}}}")
                self.assertEqual(differences(expected, stage.built(DAY1)), [])

    def keep_to_cp1252(self, stage):
        """CP1252 cannot hold every name; replace those it cannot."""
        for child, name in stage.rows("SELECT pers_person_id, pers_surname FROM ssd_person"):
            plain = (name or "").encode("cp1252", "replace").decode("cp1252")
            stage.change_source("UPDATE ssd_person SET pers_surname = ? WHERE pers_person_id = ?", plain, child)
        for child, name in stage.rows("SELECT pers_person_id, pers_forename FROM ssd_person"):
            plain = (name or "").encode("cp1252", "replace").decode("cp1252")
            stage.change_source("UPDATE ssd_person SET pers_forename = ? WHERE pers_person_id = ?", plain, child)
        self.assertTrue(any(not name.isascii() for name, in
                            stage.rows("SELECT pers_surname FROM ssd_person WHERE pers_surname IS NOT NULL")))

    def write_csv(self, stage, name, codec, mark):
        folder = stage.folder / name
        folder.mkdir()
        for table, in stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = [row[1] for row in stage.rows(f"PRAGMA table_info({table})")]
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            writer.writerow(columns)
            writer.writerows(stage.rows(f"SELECT * FROM {table}"))
            (folder / f"{table}.csv").write_bytes((mark + text.getvalue()).encode(codec))


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
