"""Loads a made-up council from its SQLite file into a server, with the types that a warehouse has."""

import re
import sqlite3

ROWS_AT_ONCE = 200


class Council:
    """The tables of one SQLite file, and the same in a server's schema `cms`.

    `schema` is the spelling of a name on the server; what is rebuilt comes from the schema `kept`.
    """

    def __init__(self, server, file):
        self.server = server
        database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            self.tables = {name: Table(database, name) for name, in
                           database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")}
        finally:
            database.close()

    def load(self):
        """Makes the tables anew, with their rows."""
        sql = [self._begin("cms")]
        for name, table in self.tables.items():
            sql.append(f"CREATE TABLE cms.{name} ({', '.join(self._column(*column) for column in table.columns)});")
            for start in range(0, len(table.rows), ROWS_AT_ONCE):
                rows = ",\n".join(self._row(row) for row in table.rows[start:start + ROWS_AT_ONCE])
                sql.append(f"INSERT INTO cms.{name} VALUES {rows};")
        self.server.sql("\n".join(sql) + "\n")

    def keep(self):
        """Copies all tables to the schema `kept`, which rebuilt() loads from."""
        sql = [self._begin("kept")]
        sql += [f"CREATE TABLE kept.{name} AS SELECT * FROM cms.{name};" for name in self.tables]
        self.server.sql("\n".join(sql))

    def rebuilding(self):
        """SQL that empties and loads every table again, as a warehouse does that takes care: nobody sees half of it."""
        truncate = [f"TRUNCATE TABLE cms.{name};" for name in self.tables]
        load = [f"INSERT INTO cms.{name} SELECT * FROM kept.{name};" for name in self.tables]
        if self.server.kind == "postgresql":
            return "\n".join(["BEGIN;", *truncate, *load, "COMMIT;"])
        locks = ", ".join(f"cms.{name} WRITE, kept.{name} READ" for name in self.tables)
        return "\n".join([f"LOCK TABLES {locks};", *truncate, *load, "UNLOCK TABLES;"])

    def _begin(self, schema):
        if self.server.kind == "postgresql":
            grants = "GRANT USAGE ON SCHEMA cms TO reader;" if schema == "cms" else ""
            return f"SET client_min_messages = error; DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema};{grants}"
        return f"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema} CHARACTER SET utf8mb4; USE {schema};"

    def _column(self, name, declared):
        moment = "timestamp(3)" if self.server.kind == "postgresql" else "datetime(3)"
        text = "text" if self.server.kind == "postgresql" else "longtext"
        found = re.fullmatch(r"(n?)(var)?char(?:\((\d+)\))?", declared.lower())
        if found:
            return f"{name} varchar({found[3]})" if found[3] and int(found[3]) <= 4000 else f"{name} {text}"
        return f"{name} {moment if declared.lower().startswith('date') else declared}"

    def _row(self, row):
        return "(" + ",".join(map(self._literal, row)) + ")"

    def _literal(self, value):
        if value is None:
            return "NULL"
        text = str(value).replace("'", "''")
        return "'" + (text.replace("\\", "\\\\") if self.server.kind == "mariadb" else text) + "'"


class Table:
    def __init__(self, database, name):
        self.columns = [(row[1], row[2]) for row in database.execute(f"PRAGMA table_info({name})")]
        self.rows = database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
