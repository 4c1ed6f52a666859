"""The same council by the statutory returns and by an API gives the same documents as the database,
except for the fields that docs/connectors-returns.md lists."""

import functools
import http.server
import json
import pathlib
import re
import ssl
import sys
import threading
import unittest

import rehearsal
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
DAY1 = "2026-06-01"
KEY = "made-up-key"
PROJECT = pathlib.Path(__file__).resolve().parents[2]
EPISODES = "social_care_episodes"
EPISODE_ID = EPISODES + "[].social_care_episode_id"
SOURCES = {"cin-census": "{kind: xml, file: census.xml, profile: cin-census}",
           "ssda903": "{kind: csv, folder: ssda903}"}


def documented():
    """By mapping, what the table of the documentation says of each field it lists."""
    lines = (PROJECT / "docs/connectors-returns.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    start = next(i for i, row in enumerate(rows) if row[0] == "Field")
    table = {name: {} for name in rows[start][1:]}
    for field, *words in rows[start + 2:]:
        for name, word in zip(table, words, strict=True):
            assert word in ("yes", "empty", "own"), (field, word)
            table[name][field] = word
    return table


def listed_in_head(mapping):
    """The fields that the head of a mapping file says stay empty."""
    text = (PROJECT / f"config/mappings/{mapping}.yaml").read_text(encoding="utf-8")
    return set(re.findall(r"^#   - (\S+)$", text.split("\nmapping:")[0], re.MULTILINE))


def without(value, fields, path=""):
    """The value without these fields, and without what then says nothing; None when nothing is left."""
    if path in fields:
        return None
    if isinstance(value, list):
        return [kept for item in value if (kept := without(item, fields, path + "[]")) is not None] or None
    if not isinstance(value, dict):
        return value
    kept = {name: left for name, member in value.items()
            if (left := without(member, fields, f"{path}.{name}" if path else name)) is not None}
    return kept if kept.keys() - {"purge"} else None


def joined(document):
    """The document with the contents of all its episodes in one, in an order of their own."""
    whole = {}
    for episode in document.get(EPISODES, []):
        for name, content in episode.items():
            if isinstance(content, list):
                whole.setdefault(name, []).extend(content)
            else:
                whole[name] = content
    for content in whole.values():
        if isinstance(content, list):
            content.sort(key=lambda item: json.dumps(item, sort_keys=True))
    return document | {EPISODES: [whole]}


def comparable(documents, table):
    """What both sides can hold, of the children that have anything of it besides who they are."""
    removed = {field for field, word in table.items() if word != "yes"}
    found = {}
    for child, document in documents.items():
        kept = without(document, removed)
        if EPISODES in kept:
            found[child] = joined(kept) if table.get(EPISODE_ID) == "own" else kept
    return found


def as_bytes(documents):
    return "\n".join(json.dumps(documents[child], sort_keys=True) for child in sorted(documents)).encode()


class Pages(http.server.ThreadingHTTPServer):
    """A web server for the pages of a folder, to those who have the key."""

    def __init__(self, stage, folder):
        super().__init__(("127.0.0.1", 0), functools.partial(Page, directory=folder))
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(stage.folder / "tls/server.pem", stage.folder / "tls/server.key")
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Page(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {".json": "application/json", "": "application/octet-stream"}

    def do_GET(self):
        if self.headers["X-Key"] != KEY:
            return self.send_error(401)
        return super().do_GET()

    def log_message(self, *arguments):
        """What is asked for is not printed."""


# What spoils the made-up council, and what a return carries as well as a database does. Left out are
# dials that turn on the identifiers of items: too long, or two on rows that say the same.
MESS = ("id_too_long,id_with_hyphen,id_twice,upn_bad_letter,upn_short,upn_trailing_space_lower_case,"
        "un_code_in_upn=0.05,sex_word,unknown_ethnicity,ethnicity_lower_case,ethnicity_cnhe,unknown_disability,"
        "none_with_other_disability,date_1900,date_impossible,date_with_slashes,source_code_in_text,nfa_words,"
        "end_before_start=0.1,factor_not_json,factor_twice,factor_21_with_others,fan_out_duplicates")


class Returns(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName)
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()

    def make(self, children=300, mess=None):
        """Makes up the council, and what is expected of it."""
        self.council = {"children": children} | ({"mess": mess} if mess else {})
        self.stage.synthesise(1, **self.council)
        self.stage.note_values()
        self.configure("{kind: sqlite, file: cms.db}", "ssd")
        self.expected = self.stage.built(DAY1)
        self.assertGreater(len(self.expected), children * 3 / 4)

    def configure(self, source, mapping):
        # The returns have no identifiers of items; with minted ones they can be compared.
        self.stage.configure(source=source, mapping=mapping,
                             replace={"ledger: agent.db": "ids: derived\nledger: agent.db"})

    def shape(self, shape, to):
        options = [part for name, value in self.council.items() for part in ("--" + name, str(value))]
        self.stage.agent("synthesise", "--seed", "7", "--day", "1", *options, "--shape", shape, "--to", to)

    def mapped(self):
        """The fields that the configured mapping fills from something, and those it does not."""
        answer = json.loads(self.stage.agent("mapping", "coverage", "--json", "--config", "agent.yaml",
                                             "--today", DAY1).stdout)
        return ({field["field"] for field in answer["fields"] if field["mapped"]},
                {field["field"] for field in answer["fields"] if not field["mapped"]},
                {field["field"] for field in answer["fields"] if field["mapped"] and field["always_empty"]})

    def check_return(self, mapping, least):
        self.configure(SOURCES[mapping], mapping)
        table = documented()[mapping]
        filled, left_out, always_empty = self.mapped()
        self.assertEqual(left_out, {field for field, word in table.items() if word == "empty"})
        self.assertEqual(left_out, listed_in_head(mapping))
        self.assertLessEqual({field for field, word in table.items() if word == "own"}, filled)
        # What is compared is there to be compared.
        self.assertLessEqual(always_empty, {"child_details.uasc_end_date"})
        expected = comparable(self.expected, table)
        built = self.stage.built(DAY1)
        found = comparable(built, table)
        self.assertGreater(len(expected), least)
        self.assertEqual(built.keys(), found.keys())
        self.assertEqual(differences(expected, found), [])
        self.assertEqual(as_bytes(expected), as_bytes(found))

    def test_the_children_in_need_census_gives_the_documents_of_the_database(self):
        self.make()
        self.shape("cin-xml", "census.xml")
        self.check_return("cin-census", 200)

    def test_the_census_of_a_council_with_the_usual_mess_gives_the_documents_of_the_database(self):
        self.make(1000, MESS)
        self.shape("cin-xml", "census.xml")
        self.check_return("cin-census", 800)

    def test_the_files_of_the_ssda903_give_the_documents_of_the_database(self):
        self.make()
        self.shape("ssda903-csv", "ssda903")
        self.check_return("ssda903", 20)

    def test_the_ssda903_of_a_council_with_the_usual_mess_gives_the_documents_of_the_database(self):
        self.make(1000, MESS)
        self.shape("ssda903-csv", "ssda903")
        self.check_return("ssda903", 80)

    def test_the_rules_that_every_child_of_the_ssda903_breaks_are_those_that_the_documentation_leaves_out(self):
        self.make()
        self.shape("ssda903-csv", "ssda903")
        self.configure(SOURCES["ssda903"], "ssda903")
        self.stage.run_once(DAY1)
        received = self.stage.received()
        self.assertGreater(len(received), 20)
        self.assertEqual(as_bytes(received), as_bytes(self.stage.built(DAY1)))
        findings = json.loads(self.stage.agent("findings", "--json").stdout)
        text = (PROJECT / "docs/connectors-returns.md").read_text(encoding="utf-8")
        ignored, = re.findall(r"^      ignore: \[(.*)\]$", text, re.MULTILINE)
        broken_by_all = {finding["rule"] for finding in findings if finding["children"] == len(received)}
        self.assertEqual(broken_by_all, set(ignored.split(", ")))

    def test_a_census_that_is_cut_short_purges_nobody(self):
        self.make(60)
        self.shape("cin-xml", "census.xml")
        self.configure(SOURCES["cin-census"], "cin-census")
        self.stage.run_once(DAY1)
        received = self.stage.exported()
        self.assertGreater(len(received.splitlines()), 40)
        census = self.stage.folder / "census.xml"
        whole = census.read_text(encoding="utf-8")
        for kept in (len(whole) // 2, 0):
            census.write_text(whole[:kept], encoding="utf-8")
            self.stage.agent("run", "--once", "--today", "2026-06-03", expect=4)
            self.assertEqual(self.stage.exported(), received)
        census.unlink()
        self.stage.agent("run", "--once", "--today", "2026-06-04", expect=4)
        self.assertEqual(self.stage.exported(), received)

    def test_pages_of_a_web_server_give_the_documents_of_the_database(self):
        self.make()
        self.shape("rest", "api")
        server = Pages(self.stage, str((self.stage.folder / "api").resolve()))
        self.addCleanup(server.close)
        self.stage.write("secrets/cms", KEY + "\n").chmod(0o600)
        self.configure(f"{{kind: rest, url: 'https://localhost:{server.server_port}', profile: api/api.yaml, "
                       "ca_file: tls/ca.pem, key_header: X-Key, key: {file: secrets/cms}}", "ssd")
        self.assertEqual(as_bytes(self.expected), as_bytes(self.stage.built(DAY1)))


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
