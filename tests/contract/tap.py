"""A Singer tap that gives what lies in a folder: --folder FOLDER [--dies | --hangs]."""

import json
import os
import pathlib
import signal
import sys


def argument(name):
    return pathlib.Path(sys.argv[sys.argv.index(name) + 1])


def main():
    folder = argument("--folder")
    if "--discover" in sys.argv:
        print((folder / "catalog.json").read_text(encoding="utf-8"))
        return
    for stream in json.loads(argument("--catalog").read_text(encoding="utf-8"))["streams"]:
        if not any(entry["metadata"].get("selected") for entry in stream["metadata"] if not entry["breadcrumb"]):
            continue
        messages = (folder / (stream["tap_stream_id"] + ".jsonl")).read_bytes().splitlines(keepends=True)
        give(messages[:2])
        if "--dies" in sys.argv:
            os.kill(os.getpid(), signal.SIGKILL)
        if "--hangs" in sys.argv:
            signal.pause()
        give(messages[2:])


def give(messages):
    sys.stdout.buffer.writelines(messages)
    sys.stdout.buffer.flush()


main()
