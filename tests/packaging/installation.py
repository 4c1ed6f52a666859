"""An installation in a fresh root: what the test does to it, in the words of an administrator."""

import contextlib
import datetime
import json
import sqlite3

SETTINGS = "/etc/dataflow-agent/agent.yaml"
UNIT = "dataflow-agent.service"
CHILDREN = 60
# Events of docs/runbook.md.
SETTINGS_TAKEN, SETTINGS_REFUSED = 110, 111
RECEIVER_YAML = """\
listen: {address: 127.0.0.1, port: 0, port_file: port}
tls: {certificate: tls/server.pem, key: tls/server.key}
store: receiver.db
standard: dfe-csc/1.0.1
signatures: required
councils:
  - code: "846"
    client_id: council-846
    client_secret: {file: client_secret}
    supplier_key: {file: supplier_key}
    signing_keys: [{id: council-846, file: agent.pub}]
"""


class Installation:
    def __init__(self, root):
        self.root = root

    def install(self, *packages, also=(), downgrade=False):
        """Packages that are files here, and `also` some of Debian's by name."""
        for package in packages:
            self.root.path(f"/srv/packages/{package.name}").write_bytes(package.read_bytes())
        return self.root.run("apt-get", "install", "-y", "-q", "--no-install-recommends",
                             *(["--allow-downgrades"] if downgrade else []),
                             *(f"/srv/packages/{package.name}" for package in packages), *also)

    def agent(self, *arguments, **options):
        """A command, as the account of the service."""
        return self.root.run("dataflow-agent", *arguments, "--config", SETTINGS, account="dataflow-agent", **options)

    def status(self):
        return json.loads(self.agent("status", "--json"))

    def property(self, name):
        return self.root.run("systemctl", "show", "--value", "--property", name, UNIT).strip()

    def systemctl(self, *arguments, **options):
        return self.root.run("systemctl", *arguments, **options)

    def events(self, number):
        """How often the service has written that event to the journal."""
        return len(self.root.run("journalctl", "--quiet", "--output=cat", f"--unit={UNIT}",
                                 f"DATAFLOW_EVENT_ID={number}").splitlines())

    def received(self):
        """How many children the receiver holds."""
        return len(self.root.run("dataflow-receiver", "export", "--store", "/srv/receiver/receiver.db",
                                 "--council", "846").splitlines())

    def set_up_receiver(self):
        self.root.path("/srv/receiver").mkdir()
        self.root.run("dataflow-receiver", "certificate", "--out", "/srv/receiver/tls", "--host", "localhost")
        self.root.run("dataflow-receiver", "keygen", "--out", "/srv/receiver/agent")
        for name in ("client_secret", "supplier_key"):
            self.write(f"/srv/receiver/{name}", f"made-up-{name}\n", mode=0o600)
        self.write("/srv/receiver/receiver.yaml", RECEIVER_YAML)
        self.write("/etc/systemd/system/receiver.service", "[Service]\nWorkingDirectory=/srv/receiver\n"
                   "ExecStart=/usr/bin/dataflow-receiver serve --config receiver.yaml\n")
        self.systemctl("daemon-reload")

    def start_receiver(self):
        """On a port that is free the first time, and on the same one from then on."""
        self.root.path("/srv/receiver/port").unlink(missing_ok=True)
        self.systemctl("start", "receiver.service")
        port = self.root.path("/srv/receiver/port")
        self.root.wait_for(lambda: port.exists() and port.read_text().strip(), "the receiver's port")
        text = RECEIVER_YAML.replace("port: 0", f"port: {int(port.read_text())}")
        self.write("/srv/receiver/receiver.yaml", text)
        return int(port.read_text())

    def set_up_agent(self, port):
        """The shipped example, with the port of this receiver and the place of this source."""
        example = self.root.path("/usr/share/doc/dataflow-agent/examples/agent.example.yaml").read_text()
        text = example.replace("localhost:8443", f"localhost:{port}").replace("file: cms.db", "file: /srv/cms/cms.db")
        for source, name in (("client_secret", "secrets/client_secret"), ("supplier_key", "secrets/supplier_key"),
                             ("agent.key", "agent.key"), ("tls/ca.pem", "ca.pem")):
            self.write(f"/etc/dataflow-agent/{name}", self.root.path(f"/srv/receiver/{source}").read_text(), mode=0o600)
        self.write(SETTINGS, text, mode=0o640)
        self.root.run("chown", "-R", "dataflow-agent:dataflow-agent", "/etc/dataflow-agent")

    def make_source(self):
        self.root.path("/srv/cms").mkdir()
        self.root.run("dataflow-agent", "synthesise", "--children", str(CHILDREN), "--shape", "ssd",
                      "--first-day", f"{datetime.date.today()}", "--to", "/srv/cms/cms.db")

    def change_source(self):
        with contextlib.closing(sqlite3.connect(self.root.path("/srv/cms/cms.db"))) as cms, cms:
            cms.execute("UPDATE ssd_person SET pers_forename = 'Made-up'")

    def write(self, inside, text, mode=0o644):
        path = self.root.path(inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
