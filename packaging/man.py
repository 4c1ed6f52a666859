"""Man pages, made of what the programs say of themselves and of the project's documents: written as
Markdown, and turned into a man page by lowdown."""

import datetime
import gzip
import re
import subprocess

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)
ANCHOR = re.compile(r'<a id="[^"]*"></a>')

FILES = """\
/etc/dataflow-agent/agent.yaml
: The settings: agent.yaml(5). `dataflow-agent init` writes them. Run it, and every other command on
  the installed service, as the account of the service: `sudo -u dataflow-agent dataflow-agent status
  --config /etc/dataflow-agent/agent.yaml`

/var/lib/dataflow-agent
: The ledger, encrypted. A purge of the package leaves it.

/usr/share/dataflow-agent
: The standards, mappings and profiles that come with the program.
"""


def program_page(tree, name, exit_codes, files=""):
    """The Markdown of NAME(1)."""
    first = tree.says.split("\n\n")[0].split(".")[0].replace("\n", " ")
    parts = [f"# NAME\n\n{name} - {first}\n",
             f"# SYNOPSIS\n\n**{name}** *COMMAND* \\[*OPTIONS*\\]\n",
             f"# DESCRIPTION\n\n{as_text(tree.says)}\n",
             f"# OPTIONS\n\n{entries_part(tree.options)}\n",
             "# COMMANDS\n\nEach takes **\\-\\-help** as well.\n"]
    parts += [command_part(command) for command in tree.all() if command.words and not command.commands]
    parts += [f"# EXIT STATUS\n\n{exit_codes}\n"]
    if files:
        parts += [f"# FILES\n\n{files}"]
    return "\n".join(parts)


def command_part(command):
    lines = [f"## {' '.join([*command.words, *(argument.name.upper() for argument in command.arguments)])}\n",
             f"{plain(command.says)}\n"]
    options = [option for option in command.options if "--help" not in option.names]
    return "\n".join([*lines, entries_part([*command.arguments, *options])])


def entries_part(entries):
    return "\n".join(f"{term(entry)}\n: {plain(entry.says + relations(entry))}\n" for entry in entries)


def relations(entry):
    words = {"Needs": "only with", "Excludes": "not with"}
    parts = [f"{words[kind]} {', '.join(names)}" for kind, names in entry.relations.items()]
    return f" ({'; '.join(parts)})" if parts else ""


def term(entry):
    names = ", ".join(f"**{plain(name)}**" for name in entry.names)
    return f"{names} *{plain(entry.value)}*" if entry.value else names


def as_text(says):
    """Paragraphs as they are; what is indented or laid out stays so."""
    paragraphs = []
    for paragraph in says.split("\n\n"):
        if re.search(r"^ {4,}|  ", paragraph, re.MULTILINE):
            paragraphs.append("\n".join("    " + line for line in paragraph.split("\n")))
        else:
            paragraphs.append(plain(paragraph))
    return "\n\n".join(paragraphs)


def plain(text):
    """No character of it means anything to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>|#~])", r"\\\1", text)


def settings_page(document):
    """The Markdown of agent.yaml(5), from docs/settings.md."""
    text = ANCHOR.sub("", LINK.sub(r"\1", document))
    title, _, body = text.partition("\n")
    assert title == "# Settings", title
    body = re.sub(r"^## (.*)$", lambda found: f"# {found.group(1).upper()}", body, flags=re.MULTILINE)
    body = TABLE.sub(lambda found: as_definitions(found.group(0)), body)
    return f"# NAME\n\nagent.yaml - settings of dataflow-agent\n\n# DESCRIPTION\n{body}"


def as_definitions(table):
    """A table as a list of terms, which fits a terminal: the first column, with those between, is the
    term, and the last says what it is."""
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().split("\n")]
    entries = []
    for first, *between, last in rows:
        more = "".join(f" ({title.lower()}: {cell})" for title, cell in zip(header[1:], between))
        entries.append(f"{first}{more}\n: {last}\n")
    return "\n".join(entries)


def exit_codes_of(document):
    """The table under 'Exit codes' in docs/commands.md."""
    _, _, after = document.partition("## Exit codes\n")
    return as_definitions(TABLE.search(after).group(0))


def write_page(path, markdown, *, section, version, epoch):
    """Writes the page as a man page, packed."""
    day = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).date().isoformat()
    title = path.name.split(f".{section}.")[0]
    data = {"title": title, "section": section, "date": day, "source": f"dataflow {version}"}
    options = [part for name, value in data.items() for part in ("-m", f"{name}={value}")]
    page = subprocess.run(["lowdown", "-s", "-Tman", "--out-no-smarty", *options], input=markdown, capture_output=True,
                          text=True, check=True).stdout
    write_packed(path, page)


def write_packed(path, text):
    """As `gzip -9n` does: without name and time."""
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
