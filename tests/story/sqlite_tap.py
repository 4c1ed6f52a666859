"""A Singer tap of a SQLite database, for rehearsals: sqlite_tap.py --config FILE (--discover | --catalog FILE)."""

import json
import pathlib
import sqlite3
import sys


def argument(name):
    return pathlib.Path(sys.argv[sys.argv.index(name) + 1])


def write(**message):
    print(json.dumps(message))


def stream_of(cms, table):
    columns = [row[1] for row in cms.execute(f"PRAGMA table_info({table})")]
    schema = {"type": "object", "properties": {name: {"type": ["null", "string"]} for name in columns}}
    return {"tap_stream_id": table, "stream": table, "schema": schema, "metadata": []}


def selected(stream):
    """The columns that are selected; none when the stream is not."""
    chosen = {tuple(entry["breadcrumb"]): entry["metadata"].get("selected") for entry in stream["metadata"]}
    if not chosen.get(()):
        return []
    return [name for name in stream["schema"]["properties"] if chosen.get(("properties", name))]


def main():
    cms = sqlite3.connect(json.loads(argument("--config").read_text())["database"])
    if "--discover" in sys.argv:
        tables = [row[0] for row in cms.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        print(json.dumps({"streams": [stream_of(cms, table) for table in tables]}))
        return
    for stream in json.loads(argument("--catalog").read_text())["streams"]:
        columns = selected(stream)
        if not columns:
            continue
        schema = {"properties": {name: stream["schema"]["properties"][name] for name in columns}}
        write(type="SCHEMA", stream=stream["stream"], schema=schema, key_properties=[])
        for row in cms.execute(f"SELECT {', '.join(columns)} FROM {stream['stream']}"):
            write(type="RECORD", stream=stream["stream"], record=dict(zip(columns, row)))
    write(type="STATE", value={})


main()
