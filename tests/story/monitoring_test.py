"""The agent as those see it who watch over it: Nagios, PRTG, Prometheus, and a file that is looked at."""

import http.client
import json
import os
import pathlib
import signal
import socket
import sys
import unittest

try:
    from prometheus_client.openmetrics import parser
except ImportError:  # Debian: python3-prometheus-client
    sys.exit(1 if "CI" in os.environ else 77)

import rehearsal
from rehearsal import Rehearsal

BUILD = FOLDER = None
CHILDREN = 60
OK, WARNING, CRITICAL, UNKNOWN = range(4)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def listeners(port):
    """The local addresses that listen on the port, as the kernel writes them."""
    lines = [line.split() for file in ("tcp", "tcp6")
             for line in pathlib.Path(f"/proc/net/{file}").read_text().splitlines()[1:]]
    return [fields[1].rsplit(":", 1)[0] for fields in lines
            if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port]


class Monitoring(unittest.TestCase):
    def setUp(self):
        self.stage = Rehearsal(BUILD, FOLDER / self.id().rsplit(".", 1)[-1])
        self.addCleanup(self.stage.close)
        self.stage.start_receiver()
        self.stage.synthesise(1, CHILDREN)
        self.stage.note_values()
        self.port = free_port()

    def configure(self, **settings):
        self.stage.configure(replace={"ledger: agent.db": "ledger: agent.db\ndisk: {pause_below_mb: 0, stop_below_mb: 0}\n"
                                                          "alarms: {held_percent: 100}\n"
                                                          + "".join(f"{name}: {value}\n" for name, value in settings.items())})

    def start_service(self):
        self.configure(metrics=f"{{port: {self.port}}}", heartbeat="heartbeat.json")
        service = self.stage.start_agent("run", "--now")
        self.addCleanup(service.wait)
        self.addCleanup(service.kill)
        self.stage.wait_for(lambda: (self.stage.folder / "agent.db").exists(), "the ledger")

        def all_delivered():
            self.assertIsNone(service.poll(), "the service has ended")
            status = json.loads(self.stage.agent("status", "--json").stdout)
            delivered = status.get("last_delivery", {}).get("outcome") == "accepted"
            return delivered and status["last_run"]["state"] == "settled" and status["waiting"] == 0

        self.stage.wait_for(all_delivered, "the delivery")
        return service

    def ask(self, path="/metrics", method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def check_impersonal(self, name, text):
        """Kept for the search at the end, and searched here for the same values."""
        self.stage.write(f"output/{name}.txt", text)
        for value in (self.stage.folder / "personal-values.txt").read_text(encoding="utf-8").splitlines():
            self.assertNotIn(value, text)

    def check_metrics(self):
        balance = json.loads(self.stage.agent("balance", "--json").stdout)
        self.stage.wait_for(lambda: f'place="accepted"}} {balance["accepted"]}\n' in self.ask()[2], "the balance in the metrics")
        status, headers, text = self.ask()
        self.assertEqual((status, headers["Content-Type"]),
                         (200, "application/openmetrics-text; version=1.0.0; charset=utf-8"))
        families = {family.name: family for family in parser.text_string_to_metric_families(text)}
        places = {sample.labels["place"]: sample.value for sample in families["dataflow_balance_persons"].samples}
        self.assertEqual(places, {place: balance[place]
                                  for place in ("accepted", "waiting", "held", "excluded", "remainder")})
        self.assertEqual([sample.value for sample in families["dataflow_concern"].samples if sample.value], [])
        tables = {sample.labels["table"]: sample.value for sample in families["dataflow_source_rows"].samples}
        self.assertEqual(tables["ssd_person"], self.stage.rows("SELECT count(*) FROM ssd_person")[0][0])
        self.assertLess(families["dataflow_last_acceptance_age_seconds"].samples[0].value, rehearsal.DEADLINE_SECONDS)
        for family in families.values():
            self.assertTrue(family.name.startswith("dataflow_"), family.name)
        self.check_impersonal("99990-metrics", text)

    def check_refusals(self):
        for host in ("evil.example", f"192.0.2.1:{self.port}"):
            status, _, text = self.ask(Host=host)
            self.assertEqual((status, "EOF" in text), (403, False))
        self.assertEqual(self.ask("/")[0], 404)
        self.assertEqual(self.ask(method="POST")[0], 405)
        self.assertEqual(listeners(self.port), ["0100007F"])  # 127.0.0.1
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", self.port), timeout=30)

    def check_answers(self):
        said = self.stage.agent("health", expect=OK).stdout
        self.assertRegex(said, r"\ADATAFLOW OK - \d+ children accepted, 0 waiting \| accepted=\d+;;;0 waiting=0;;;0 [^|]*\n\Z")
        self.assertEqual(json.loads(self.stage.agent("status", "--json").stdout)["concerns"], [])
        prtg = json.loads(self.stage.agent("health", "--prtg").stdout)["prtg"]
        channels = {channel["channel"]: channel["value"] for channel in prtg["result"]}
        self.assertEqual((channels["State (0 ok, 1 warning, 2 critical)"], channels["Remainder of the balance"]), (0, 0))
        self.assertEqual(channels["Accepted children"], len(self.stage.received()))

    def check_heartbeat(self, service):
        text = (self.stage.folder / "heartbeat.json").read_text()
        beat = json.loads(text)
        self.assertEqual((beat["pid"], beat["service"], beat["concerns"]), (service.pid, "running", []))
        self.assertIn("next_run_at", beat)
        self.check_impersonal("99991-heartbeat", text)

    def test_a_service_that_is_well_says_so_to_everybody(self):
        service = self.start_service()
        self.check_answers()
        self.check_metrics()
        self.check_refusals()
        self.check_heartbeat(service)
        service.send_signal(signal.SIGTERM)
        self.assertEqual(service.wait(rehearsal.DEADLINE_SECONDS), 0)
        self.assertEqual(json.loads((self.stage.folder / "heartbeat.json").read_text())["service"], "stopped")
        said = self.stage.agent("health", expect=CRITICAL).stdout
        self.assertIn("DATAFLOW CRITICAL - service.silent: The service was stopped", said)
        self.assertEqual(listeners(self.port), [])

    def test_a_port_that_is_taken_stops_no_delivery(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", self.port))
            taken.listen()
            service = self.start_service()
        service.send_signal(signal.SIGTERM)
        self.assertEqual(service.wait(rehearsal.DEADLINE_SECONDS), 0)
        log = "".join(file.read_text() for file in (self.stage.folder / "output").iterdir())
        self.assertIn("metrics.failed", log)

    def test_what_found_no_connection_was_not_sent_for_anybody_who_asks(self):
        self.configure()
        self.stage.stop_receiver()
        self.stage.run_once(expect=5)
        status = json.loads(self.stage.agent("status", "--json").stdout)
        self.assertEqual(status["last_delivery"]["outcome"], "not sent")
        self.assertRegex(self.stage.agent("health", expect=WARNING).stdout, r"The newest delivery, of [^ ]+, is not sent\.")
        child = sorted(self.stage.built())[0]
        history = json.loads(self.stage.agent("custody", "--child", child, "--json").stdout)
        self.assertEqual([sent["outcome"] for sent in history["sent"]], ["not sent"])

    def test_what_cannot_be_read_is_unknown_and_what_needs_a_person_is_a_warning(self):
        self.configure()
        said = self.stage.agent("health", expect=UNKNOWN).stdout
        self.assertRegex(said, r"\ADATAFLOW UNKNOWN - ")
        self.assertIn("error", json.loads(self.stage.agent("health", "--prtg", expect=0).stdout)["prtg"])
        self.stage.run_once()
        self.assertIn("DATAFLOW OK", self.stage.agent("health", expect=OK).stdout)
        self.stage.change_source("DELETE FROM ssd_person WHERE rowid % 2 = 0")
        self.stage.run_once(expect=8)
        said = self.stage.agent("health", expect=WARNING).stdout
        self.assertIn("DATAFLOW WARNING - brake.holds: The brake holds run 2", said)
        concern, = json.loads(self.stage.agent("status", "--json").stdout)["concerns"]
        self.assertEqual((concern["name"], concern["level"]), ("brake.holds", "warning"))
        prtg = json.loads(self.stage.agent("health", "--prtg").stdout)["prtg"]
        self.assertEqual(prtg["result"][0]["value"], WARNING)
        self.configure(metrics="{port: 9464, address: 0.0.0.0}")
        self.assertIn("address", self.stage.agent("health", expect=UNKNOWN).stdout)
        self.assertIn("--no-such-option", self.stage.agent("health", "--no-such-option", expect=UNKNOWN).stderr)


if __name__ == "__main__":
    rehearsal.main(sys.modules[__name__])
