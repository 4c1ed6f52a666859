"""The life of an installation, in a fresh Debian with its own systemd: installed, set up, run under its
sandbox, reloaded, upgraded, removed, purged.

Usage: install_test.py PACKAGES EARLIER ROOT TARBALL. The first two are folders with packages: of this
version, and of the one before. Skipped (77) where there are no rights of root, but not in CI.
"""

import contextlib
import os
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

import fresh_root
from installation import CHILDREN, SETTINGS, SETTINGS_REFUSED, SETTINGS_TAKEN, UNIT, Installation

HERE = pathlib.Path(__file__).resolve().parent
STATE = "/var/lib/dataflow-agent"
ACCOUNT = "dataflow-agent"
TAP = "/usr/bin/python3 -B /srv/tap.py"
# Where apt, dpkg, systemd and a first boot keep their own notes; and the account.
NOT_OURS = re.compile(r"/(var/lib/(dpkg|apt|systemd|private|dbus)|var/cache|var/log|var/tmp|var/backups)(/|$)"
                      r"|/etc/(ld\.so\.cache|machine-id|mtab|resolv\.conf|\.updated|\.pwd\.lock"
                      r"|(passwd|group|shadow|gshadow)-?|systemd/system/(receiver\.service|dataflow-agent\.service\.d)|credstore(\.encrypted)?)$|/var/\.updated$|/srv(/|$)")


def package_in(folder, name, kind="deb"):
    found, = pathlib.Path(folder).glob(f"{name}[_-]*.{kind}")
    return found


class Life(unittest.TestCase):
    """One story in the order of its chapters; the first that fails ends it."""

    @classmethod
    def setUpClass(cls):
        cls.packages, cls.earlier = pathlib.Path(PACKAGES), pathlib.Path(EARLIER)
        cls.root = fresh_root.FreshRoot(ROOT, pathlib.Path(TARBALL))
        cls.it = Installation(cls.root)
        cls.root.path("/srv/packages").mkdir()
        cls.files_before = cls.root.files()

    @classmethod
    def tearDownClass(cls):
        cls.root.close()

    def is_active(self):
        return self.it.property("ActiveState") == "active"

    def test_01_it_installs_where_systemd_does_not_run_and_waits_for_its_settings(self):
        said = self.it.install(package_in(self.earlier, "dataflow-agent"), package_in(self.packages, "dataflow-receiver"),
                               also=["python3"])
        self.assertIn("not set up yet", said)
        self.assertEqual(self.it.systemctl("is-enabled", UNIT).strip(), "enabled")
        self.assertEqual(self.root.run("sh", "-c", f"systemd-analyze verify --man=no {UNIT} 2>&1"), "")
        for folder in ("/etc/dataflow-agent", STATE):
            self.assertEqual(self.root.run("stat", "-c", "%U:%G %a", folder).strip(), "dataflow-agent:dataflow-agent 700")
        self.root.boot()
        self.assertEqual(self.it.property("ActiveState"), "inactive")
        self.assertEqual(self.it.property("ConditionResult"), "no")

    def test_02_the_shipped_example_runs_the_main_job_in_its_sandbox(self):
        self.it.set_up_receiver()
        self.it.make_source()
        self.it.set_up_agent(self.it.start_receiver())
        self.it.agent("check")
        self.it.systemctl("start", UNIT)
        self.assertTrue(self.is_active())
        self.assertRegex(self.it.property("StatusText"), r"\w{4}")
        self.root.wait_for(lambda: self.it.status().get("held_run"), "the first run, which the brake holds")
        self.assertEqual(self.it.received(), 0)
        self.it.agent("approve", str(self.it.status()["held_run"]["id"]), "--by", "Data lead", "--reason", "Looked.")
        self.it.systemctl("restart", UNIT)
        self.root.wait_for(lambda: self.it.received() > CHILDREN / 2 and self.it.status()["waiting"] == 0,
                           "the delivery of the children")

    def test_03_the_sandbox_refuses_what_the_service_has_no_use_for_but_what_a_drop_in_allows(self):
        self.root.path("/srv/probe.pl").write_text((HERE / "probe.pl").read_text())
        outside = self.root.run("perl", "/srv/probe.pl")
        self.assertNotIn("refused", outside, "the probe tries what is not even allowed to root")
        allowed = {"write_state", "write_runtime", "internet"}
        self.assertEqual(self.allowed_in_sandbox(tries=len(outside.splitlines())), allowed)
        # As docs/install.md has them.
        exports = self.root.path("/home/exports")
        exports.mkdir()
        added = self.allowed_in_sandbox("MemoryDenyWriteExecute=no", "ProcSubset=all", "ProtectHome=tmpfs",
                                        "BindReadOnlyPaths=/home/exports", tries=len(outside.splitlines())) - allowed
        self.assertEqual(added, {"memory_wx", "see_kernel", "read_home"})
        exports.rmdir()

    def allowed_in_sandbox(self, *more, tries):
        """What the probe may do where the service's main process runs, just before it."""
        with self.drop_in("ExecStartPre=/usr/bin/perl /srv/probe.pl", "SyslogIdentifier=probe", *more):
            self.it.systemctl("restart", UNIT)
        self.root.run("journalctl", "--sync")
        printed = self.root.run("journalctl", "--unit", UNIT, "--output=cat", "--identifier=probe")
        answers = dict(line.split() for line in printed.splitlines() if re.fullmatch(r"\w+ (refused|allowed)", line))
        self.assertEqual(len(answers), tries)
        return {name for name, answer in answers.items() if answer == "allowed"}

    def test_04_its_main_process_has_no_rights(self):
        status = self.root.run("cat", f"/proc/{self.it.property('MainPID')}/status")
        status = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            self.assertEqual(int(status[name], 16), 0, name)
        self.assertEqual(status["NoNewPrivs"], "1")
        self.assertEqual(status["Seccomp"], "2")
        account = self.root.run("id", "-u", "dataflow-agent").strip()
        self.assertEqual(set(status["Uid"].split()), {account})

    def test_05_a_reload_takes_good_settings_and_refuses_faulty_ones(self):
        process = self.it.property("MainPID")
        self.it.systemctl("reload", UNIT)
        self.root.wait_for(lambda: self.it.events(SETTINGS_TAKEN) == 1, "the word that the settings are taken")
        good = self.root.path(SETTINGS).read_text()
        self.root.path(SETTINGS).write_text(good + "no_such_setting: 1\n")
        self.it.systemctl("reload", UNIT, expect=1)
        self.root.path(SETTINGS).write_text(good)
        self.assertTrue(self.is_active())
        self.assertEqual(self.it.property("MainPID"), process)
        self.assertEqual((self.it.events(SETTINGS_TAKEN), self.it.events(SETTINGS_REFUSED)), (1, 0))

    def test_06_a_start_with_faulty_settings_is_not_tried_again(self):
        good = self.root.path(SETTINGS).read_text()
        self.root.path(SETTINGS).write_text(good + "no_such_setting: 1\n")
        self.it.systemctl("restart", UNIT, expect=1)
        self.assertEqual((self.it.property("ActiveState"), self.it.property("SubState")), ("failed", "failed"))
        self.assertEqual(self.it.property("ExecMainStatus"), "3")
        self.root.path(SETTINGS).write_text(good)
        self.it.systemctl("start", UNIT)

    def test_07_a_secret_may_be_a_credential_that_only_root_can_read(self):
        plain, sealed = "/etc/credstore/dataflow-agent.client_secret", "/etc/credstore.encrypted/dataflow-agent.supplier_key"
        self.it.write(plain, "made-up-client_secret\n", mode=0o600)
        self.it.write("/srv/supplier_key", "made-up-supplier_key\n")
        self.root.run("mkdir", "-p", "/etc/credstore.encrypted")
        self.root.run("systemd-creds", "encrypt", "--name=supplier_key", "/srv/supplier_key", sealed)
        credentials = [f"LoadCredential=client_secret:{plain}", f"LoadCredentialEncrypted=supplier_key:{sealed}"]
        good = self.root.path(SETTINGS).read_text()
        text = good
        for name in ("client_secret", "supplier_key"):
            self.assertIn(f"{{file: secrets/{name}}}", text)
            text = text.replace(f"{{file: secrets/{name}}}", f"{{credential: {name}}}")
        self.root.path(SETTINGS).write_text(text)
        with self.drop_in(*credentials):
            self.it.systemctl("restart", UNIT)
            self.it.systemctl("reload", UNIT)
            self.root.wait_for(lambda: self.it.events(SETTINGS_TAKEN) == 2, "the word that the settings are taken")
        self.it.agent("check", expect=3)
        properties = [word for line in (f"User={ACCOUNT}", *credentials) for word in ("-p", line)]
        self.root.run("systemd-run", "--pipe", "--wait", *properties, "dataflow-agent", "check", "--config", SETTINGS)
        self.root.path(SETTINGS).write_text(good)
        for file in (plain, sealed):
            self.root.path(file).unlink()
        self.it.systemctl("restart", UNIT)

    @contextlib.contextmanager
    def drop_in(self, *lines):
        path = f"/etc/systemd/system/{UNIT}.d/test.conf"
        self.it.write(path, "\n".join(["[Service]", *lines, ""]))
        self.it.systemctl("daemon-reload")
        yield
        self.root.path(path).unlink()
        self.it.systemctl("daemon-reload")

    def test_08_a_tap_in_python_runs_in_the_sandbox(self):
        """`check` asks a tap what it has; here it does so where the service runs, just before it."""
        self.it.write("/srv/tap.json", '{"database": "/srv/cms/cms.db"}')
        self.root.path("/srv/tap.py").write_text((HERE.parent / "story/sqlite_tap.py").read_text())
        good = self.root.path(SETTINGS).read_text()
        source = "  kind: sqlite\n  file: /srv/cms/cms.db\n"
        self.assertIn(source, good)
        tap = "  kind: singer\n  tap: {}\n  config: /srv/tap.json\n"
        with self.drop_in(f"ExecStartPre=/usr/bin/dataflow-agent check --config {SETTINGS}"):
            for program, code in (("/bin/false", 1), (TAP, 0)):
                self.root.path(SETTINGS).write_text(good.replace(source, tap.format(program)))
                self.it.systemctl("restart", UNIT, expect=code)
        self.root.path(SETTINGS).write_text(good)
        self.it.systemctl("restart", UNIT)

    def test_09_a_service_that_hangs_is_started_anew(self):
        with self.drop_in("WatchdogSec=5s", "RestartSec=1s", "TimeoutAbortSec=1s"):
            self.it.systemctl("restart", UNIT)
            process = self.it.property("MainPID")
            self.root.run("sh", "-c", f"kill -STOP {process}")
            self.root.wait_for(lambda: self.is_active() and self.it.property("MainPID") not in (process, "0"),
                               "another process in the place of the one that hangs")
            self.assertGreaterEqual(int(self.it.property("NRestarts")), 1)
        self.it.systemctl("restart", UNIT)

    def test_10_a_support_bundle_has_the_journal_of_the_agent_and_of_systemd(self):
        self.root.run("runuser", "-u", ACCOUNT, "-G", "systemd-journal", "--", "dataflow-agent", "support-bundle",
                      "--config", SETTINGS, "--out", f"{STATE}/bundle.zip")
        path = self.root.path(f"{STATE}/bundle.zip")
        with zipfile.ZipFile(path) as archive:
            log = archive.read("log.txt").decode()
        path.unlink()
        self.assertRegex(log, r"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info settings\.taken \S+ \S+")
        self.assertRegex(log, r"(?m)Z \w+ systemd .*process exited status 3")
        self.assertRegex(log, r"(?m)Z \w+ systemd result watchdog")
        self.assertNotIn("write_state", log, "what another program of the unit printed is in the bundle")

    def test_11_an_upgrade_keeps_queue_and_settings_and_restarts_what_runs(self):
        waiting = self.make_some_wait()
        settings, process = self.root.path(SETTINGS).read_text(), self.it.property("MainPID")
        self.it.install(package_in(self.packages, "dataflow-agent"))
        self.assertTrue(self.is_active())
        self.assertNotEqual(self.it.property("MainPID"), process)
        self.assertEqual(self.root.path(SETTINGS).read_text(), settings)
        self.assertEqual(self.it.status()["waiting"], waiting)
        self.it.start_receiver()
        self.it.systemctl("restart", UNIT)
        self.root.wait_for(lambda: self.it.status()["waiting"] == 0, "the delivery of what waited")

    def make_some_wait(self):
        """Changes the source while the receiver is away, and lets the service find that out."""
        self.it.systemctl("stop", UNIT, "receiver.service")
        self.it.change_source()
        self.it.agent("run", "--once", expect=8)
        self.it.agent("approve", str(self.it.status()["held_run"]["id"]), "--by", "Data lead", "--reason", "Looked.")
        self.it.agent("run", "--once", expect=5)
        self.it.systemctl("start", UNIT)
        waiting = self.it.status()["waiting"]
        self.assertGreater(waiting, CHILDREN / 2)
        return waiting

    def test_12_a_stopped_service_stays_stopped_when_the_version_changes(self):
        self.it.systemctl("stop", UNIT)
        self.it.install(package_in(self.earlier, "dataflow-agent"), downgrade=True)
        self.assertEqual(self.it.property("ActiveState"), "inactive")
        self.assertEqual(self.it.status()["waiting"], 0)
        self.it.systemctl("start", UNIT)

    def test_13_a_removal_stops_it_and_keeps_settings_and_ledger(self):
        self.root.run("apt-get", "remove", "-y", "-q", "dataflow-agent")
        self.assertEqual(self.it.property("ActiveState"), "inactive")
        self.assertFalse(self.root.path("/usr/bin/dataflow-agent").exists())
        self.assertTrue(self.root.path(SETTINGS).exists())
        self.it.install(package_in(self.packages, "dataflow-agent"))
        self.assertTrue(self.is_active(), "installed again, it does not go on with its settings")

    def test_14_a_purge_leaves_the_ledger_and_nothing_else(self):
        said = self.root.run("apt-get", "purge", "-y", "-q", "dataflow-agent", "dataflow-receiver", "python3")
        self.assertIn(f"The ledger in {STATE} is kept", said)
        self.root.run("apt-get", "autoremove", "--purge", "-y", "-q", "-o", "APT::AutoRemove::RecommendsImportant=false",
                      "-o", "APT::AutoRemove::SuggestsImportant=false")
        self.root.shut_down()
        new = self.root.files() - self.files_before
        left = {path for path in new if not NOT_OURS.match(path)
                or "dataflow" in path and not path.startswith(("/srv/", "/var/cache/apt/", f"/etc/systemd/system/{UNIT}.d"))}
        kept = {path for path in left if path == STATE or path.startswith(STATE + "/")}
        self.assertIn(f"{STATE}/agent.db", kept)
        self.assertEqual(left - kept, set())
        self.assertEqual(self.files_before - self.root.files(), set())

    def test_15_an_rpm_makes_the_same_and_keeps_both_folders_when_it_is_erased(self):
        self.rpm("-i", package_in(self.earlier, "dataflow-agent", "rpm"))
        self.assertEqual(self.it.systemctl("is-enabled", UNIT).strip(), "enabled")
        for folder in ("/etc/dataflow-agent", STATE):
            self.assertEqual(self.root.run("stat", "-c", "%U:%G %a", folder).strip(), "dataflow-agent:dataflow-agent 700")
        self.rpm("-U", package_in(self.packages, "dataflow-agent", "rpm"))
        self.assertEqual(self.it.systemctl("is-enabled", UNIT).strip(), "enabled")
        self.assertIn("Kept: /etc/dataflow-agent", self.rpm("-e", "dataflow-agent"))
        self.assertFalse(self.root.path("/usr/bin/dataflow-agent").exists())
        self.assertTrue(self.root.path(f"{STATE}/agent.db").exists())
        self.assertTrue(self.root.path("/etc/dataflow-agent").exists())
        self.assertFalse(self.root.path(f"/etc/systemd/system/multi-user.target.wants/{UNIT}").is_symlink())

    def rpm(self, *arguments):
        """On the files of the root, where no rpm is installed: its scripts run in the root."""
        done = subprocess.run(["rpm", "--force-debian", "--root", self.root.folder, "--nodeps", *arguments], capture_output=True,
                              text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout


if __name__ == "__main__":
    lacking = fresh_root.missing()
    if lacking:
        print(f"This machine lacks: {', '.join(lacking)}")
        sys.exit(1 if os.environ.get("CI") else 77)
    PACKAGES, EARLIER, ROOT, TARBALL = sys.argv[1:5]
    unittest.main(argv=[sys.argv[0], "-v"], failfast=True)
