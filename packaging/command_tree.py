"""The commands of a program with their options, read from what `--help` prints: man pages and
completion are made from it, so that neither is kept by hand."""

import dataclasses
import re
import subprocess

COLUMN = 30  # where CLI11 begins the description
CHOICES = re.compile(r"\{([^}]*)\}")
RELATION = re.compile(r"(Needs|Excludes):((?: --[\w-]+)+)")
UNFINISHED = re.compile(r"(Needs|Excludes):[^:]*$")  # a list of relations may go on where descriptions begin
GOES_ON = re.compile(r"--[\w-]+|Needs:|Excludes:")
TYPE_TWICE = re.compile(r"^\w+:(?=\{|INT)")  # in "TEXT:{sqlite,csv}"


@dataclasses.dataclass
class Entry:
    """One line of a list: an option, an argument or a command."""
    name: str  # "--format" or "-h,--help" or "run"
    value: str  # "FILE=agent.yaml", "TEXT REQUIRED", or nothing
    says: str
    relations: dict = dataclasses.field(default_factory=dict)  # "Needs", "Excludes": names of other options

    @property
    def choices(self):
        found = CHOICES.search(self.value)
        return found.group(1).split(",") if found else []

    @property
    def names(self):
        return self.name.split(",")


@dataclasses.dataclass
class Command:
    words: tuple  # () for the program itself, ("mapping", "test")
    says: str
    footer: str
    lists: dict  # "Options", "Positionals", "Subcommands": the entries of each
    commands: list

    @property
    def options(self):
        return self.lists.get("Options", [])

    @property
    def arguments(self):
        return self.lists.get("Positionals", [])

    def all(self):
        """This command and all below it."""
        yield self
        for command in self.commands:
            yield from command.all()


def read_program(program, words=()):
    """Asks the program for its help, and for that of each command."""
    text = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True).stdout
    says, lists, footer = read_help(text)
    below = [read_program(program, (*words, entry.name)) for entry in lists.get("Subcommands", [])]
    return Command(tuple(words), says, footer, lists, below)


def read_help(text):
    """What stands before the usage, the lists by their title, and what stands after them."""
    says, _, rest = text.partition("\nUsage: ")
    blocks = rest.split("\n\n")[1:]
    lists, footer = {}, []
    for block in blocks:
        title, _, lines = block.strip("\n").partition(":\n")
        if title in ("Options", "Positionals", "Subcommands"):
            lists[title] = read_list(lines.split("\n"))
        else:
            footer.append(block.strip("\n"))
    return says.strip(), lists, "\n\n".join(footer)


def read_list(lines):
    entries = []
    for line in lines:
        if line.startswith(" " * COLUMN):
            entries[-1].says = f"{entries[-1].says} {line.strip()}".strip()
        elif has_description(line):
            entries.append(entry(line[:COLUMN], line[COLUMN:]))
        else:
            entries.append(entry(line, ""))
    return entries


def has_description(line):
    left, rest = line[:COLUMN], line[COLUMN:]
    return bool(rest) and left.endswith(" ") and not (UNFINISHED.search(left) and GOES_ON.match(rest))


def entry(left, says):
    name, _, value = left.strip().partition(" ")
    relations = {word: names.split() for word, names in RELATION.findall(value)}
    value = TYPE_TWICE.sub("", RELATION.sub("", value).strip())
    return Entry(name, value, says.strip(), relations)
