"""Makes the catalogue that `journalctl -x` explains events by, from docs/runbook.md.

The format is systemd's: https://systemd.io/CATALOG
"""

import re
import textwrap

HEADING = re.compile(r"^### (\d+) (\S+)\n((?:(?!#).*\n)+)", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
PREFIX = re.compile(r'"([0-9a-f]{28})\{:04x\}"')
ENTRY = """\
-- {message_id}
Subject: {name} (event {number})
Defined-By: dataflow-agent
Documentation: man:dataflow-agent(1)

{text}

"""


def plain(text):
    """Markdown without its marks, in lines that fit a terminal."""
    text = LINK.sub(r"\1 (\2)", text).replace("`", "")
    return textwrap.fill(" ".join(text.split()), 76)


def catalogue(source):
    prefix = PREFIX.search((source / "agent/logging/journal_log.cpp").read_text(encoding="utf-8"))[1]
    for number, name, text in HEADING.findall((source / "docs/runbook.md").read_text(encoding="utf-8")):
        yield ENTRY.format(message_id=f"{prefix}{int(number):04x}", name=name, number=number, text=plain(text))
