"""The same council by a Singer tap and by an API gives the same documents as the database."""

import http.server
import json
import pathlib
import ssl
import sys
import threading
import unittest
import urllib.parse

import rehearsal
from rehearsal import Rehearsal, differences

BUILD = FOLDER = None
DAY1 = "2026-06-01"
TAP = pathlib.Path(__file__).with_name("sqlite_tap.py")
KEY = "made-up-key"


class Api(http.server.ThreadingHTTPServer):
    """An API over HTTPS that gives the tables of a rehearsal's database, some rows at a time."""

    def __init__(self, stage):
        super().__init__(("127.0.0.1", 0), Answer)
        self.stage = stage
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(stage.folder / "tls/server.pem", stage.folder / "tls/server.key")
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.thread = threading.Thread(target=self.serve_forever)
        self.thread.start()

    def close(self):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(url.query))
        if self.headers["X-Key"] != KEY:
            return self.answer(401, {})
        table = url.path.rpartition("/")[2]
        columns = [row[1] for row in self.server.stage.rows(f"PRAGMA table_info({table})")]
        rows = self.server.stage.rows(f"SELECT rowid, * FROM {table} ORDER BY rowid LIMIT ? OFFSET ?",
                                      int(asked["take"]), int(asked["skip"]))
        return self.answer(200, {"rows": [dict(zip(["rowid", *columns], row)) for row in rows]})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """What is asked for is not printed."""


class Sources(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self._testMethodName)
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.configure()
        self.stage.synthesise(1, 80)
        self.stage.note_values()
        self.expected = self.stage.built(DAY1)
        self.assertGreater(len(self.expected), 60)

    def test_a_singer_tap_gives_the_documents_of_the_database(self):
        self.stage.write("tap.json", json.dumps({"database": str((self.stage.folder / "cms.db").resolve())}))
        self.stage.configure(source=f"{{kind: singer, tap: '{sys.executable} -B {TAP}', config: tap.json}}")
        self.assertEqual(differences(self.expected, self.stage.built(DAY1)), [])

    def test_an_api_gives_the_documents_of_the_database(self):
        api = Api(self.stage)
        self.addCleanup(api.close)
        self.stage.write("api.yaml", self.profile())
        self.stage.write("secrets/cms", KEY + "\n").chmod(0o600)
        self.configure_api(api, "{file: secrets/cms}")
        self.assertEqual(differences(self.expected, self.stage.built(DAY1)), [])
        self.configure_api(api, "hunter2")
        refused = self.stage.agent("check", "--config", "agent.yaml", expect=None)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("'key' is a secret", refused.stdout + refused.stderr)
        self.assertNotIn("hunter2", refused.stdout + refused.stderr)

    def configure_api(self, api, key):
        self.stage.configure(source=f"{{kind: rest, url: 'https://localhost:{api.server_port}', profile: api.yaml, "
                                    f"ca_file: tls/ca.pem, key_header: X-Key, key: {key}}}")

    def profile(self):
        """All tables with all columns; a column may be empty in a small council, but is always there."""
        lines = ["base_path: /v1", "tables:"]
        for table, in self.stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = [row[1] for row in self.stage.rows(f"PRAGMA table_info({table})")]
            lines += [f"  {table}:", f"    path: /{table}", "    rows: /rows", "    key: /rowid",
                      "    paging: {kind: offset, parameter: skip, size_parameter: take, size: 50}",
                      "    columns: {" + ", ".join(f"{name}: /{name}" for name in columns) + "}"]
        return "\n".join(lines) + "\n"


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
