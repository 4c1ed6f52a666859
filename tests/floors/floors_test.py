"""Holds the includes of the code to the floors of the house.

cmake/house.cmake says which room is on which floor and what it needs. A file may include only its own
room and the rooms it needs, directly or through them. Prints every include that runs upward or
sideways, by file and line.

Usage: floors_test.py ROOT
"""

import pathlib
import re
import sys

ROOM = re.compile(r"^room\((?P<name>\w+)(?P<rest>[^)]*)\)", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


class Room:
    def __init__(self, name, words):
        self.name = name
        self.folder = words["FOLDER"][0]
        self.floor = int(words["FLOOR"][0])
        self.files = words.get("FILES", [])
        self.needs = words.get("NEEDS", [])

    def holds(self, path):
        if path.parent.as_posix() != self.folder:
            return False
        return not self.files or path.stem in self.files


def read_words(rest):
    """The arguments of room() by their keyword."""
    words = {}
    current = None
    for word in rest.split():
        if word in ("FOLDER", "FLOOR", "FILES", "NEEDS", "LIBRARIES"):
            current = words.setdefault(word, [])
        else:
            current.append(word)
    return words


def read_house(root):
    text = (root / "cmake/house.cmake").read_text()
    text = re.sub(r"#.*", "", text)
    return {m["name"]: Room(m["name"], read_words(m["rest"])) for m in ROOM.finditer(text)}


def reachable(rooms, name):
    """The room itself and everything it needs, near and far."""
    found = set()
    ahead = [name]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead.extend(rooms[here].needs)
    return found


def room_of(rooms, path):
    return next((room for room in rooms.values() if room.holds(path)), None)


def check_floors(rooms):
    for room in rooms.values():
        for needed in room.needs:
            if rooms[needed].floor >= room.floor:
                yield f"house.cmake: {room.name} (floor {room.floor}) needs {needed} (floor {rooms[needed].floor})"


def check_file(root, rooms, file):
    path = file.relative_to(root)
    if path.name == "main.cpp":  # a program stands on top of all floors
        return
    room = room_of(rooms, path)
    if room is None:
        yield f"{path}:1: this file is in no room of cmake/house.cmake"
        return
    allowed = reachable(rooms, room.name)
    for number, line in enumerate(file.read_text().splitlines(), 1):
        include = INCLUDE.match(line)
        if include is None:
            continue
        target = room_of(rooms, pathlib.PurePosixPath(include[1]))
        if target is None:
            yield f"{path}:{number}: \"{include[1]}\" is in no room"
        elif target.name not in allowed:
            yield (f"{path}:{number}: {room.name} (floor {room.floor}) may not include "
                   f"{target.name} (floor {target.floor})")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    rooms = read_house(root)
    problems = list(check_floors(rooms))
    files = [f for top in ("agent", "connectors", "receiver") for f in sorted((root / top).rglob("*"))
             if f.suffix in (".h", ".cpp")]
    for file in files:
        problems.extend(check_file(root, rooms, file))
    if not rooms or not files:
        problems.append("no rooms or no files were found")
    for problem in problems:
        print(problem)
    print(f"{len(files)} files in {len(rooms)} rooms, {len(problems)} includes that run the wrong way")
    sys.exit(1 if problems else 0)


main()
