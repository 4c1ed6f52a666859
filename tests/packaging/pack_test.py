"""What the packages hold, and that packing twice gives the same bytes. Leaves the packages for the test
of the installation.

Usage: pack_test.py BUILD OUT. OUT/packages, OUT/earlier (the agent with a lower version) and
OUT/again are written.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
import command_tree  # noqa: E402
import pack as packing  # noqa: E402
import package_database  # noqa: E402

EARLIER = "0.0.9"
PROGRAMS = ("dataflow-agent", "dataflow-receiver")
# What lintian may find, and why.
ALLOWED = {"bogus-mail-host": "the project has no address for mail yet",
           "bogus-mail-host-in-debian-changelog": "the same"}
NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
AGENT_FILES = {
    "/usr/bin/dataflow-agent", "/usr/lib/systemd/system/dataflow-agent.service",
    "/usr/lib/systemd/catalog/dataflow-agent.catalog", "/usr/lib/sysusers.d/dataflow-agent.conf", "/usr/share/bash-completion/completions/dataflow-agent",
    "/usr/share/dataflow-agent/standards/dfe-csc/1.0.1/standard.yaml", "/usr/share/dataflow-agent/mappings/ssd.yaml",
    "/usr/share/dataflow-agent/profiles/cin-census.yaml", "/usr/share/dataflow-agent/endpoints/dfe-csc.yaml",
    "/usr/share/doc/dataflow-agent/copyright", "/usr/share/doc/dataflow-agent/dataflow-agent.cdx.json",
    "/usr/share/doc/dataflow-agent/docs/settings.md", "/usr/share/doc/dataflow-agent/docs/decisions/0028-what-a-support-bundle-holds.md",
    "/usr/share/doc/dataflow-agent/examples/agent.example.yaml", "/usr/share/man/man1/dataflow-agent.1.gz",
    "/usr/share/man/man5/agent.yaml.5.gz"}
RECEIVER_FILES = {
    "/usr/bin/dataflow-receiver", "/usr/share/dataflow-receiver/standards/dfe-csc/1.0.1/standard.yaml",
    "/usr/share/doc/dataflow-receiver/copyright", "/usr/share/man/man1/dataflow-receiver.1.gz"}


def output_of(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def pack(folder, umask=0o022):
    return output_of(sys.executable, "-B", ROOT / "packaging/pack.py", BUILD, OUT / folder, umask=umask)


def package(name, kind):
    found, = (OUT / "packages").glob(f"{name}[_-][0-9]*.{kind}")
    return found


def files_of_deb(name):
    listed = output_of("dpkg-deb", "--contents", package(name, "deb"))
    return {line.split()[5].lstrip(".") for line in listed.splitlines() if not line.split()[5].endswith("/")}


def files_of_rpm(name):
    listed = output_of("rpm", "-qp", "--nosignature", "--qf", "[%{FILEMODES:perms} %{FILENAMES}\n]", package(name, "rpm"))
    return {line.split()[1] for line in listed.splitlines() if not line.startswith("d")}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pack("packages")
        (OUT / "earlier").mkdir(exist_ok=True)
        for kind in ("DEB", "RPM"):  # of the same programs: only the number of the version is lower
            packing.pack(BUILD, kind, EARLIER, OUT / "earlier", components="agent")

    def test_packing_again_elsewhere_gives_the_same_bytes(self):
        pack("again", umask=0o077)
        sums = [(OUT / folder / "SHA256SUMS").read_text() for folder in ("packages", "again")]
        self.assertEqual(sums[0], sums[1])
        self.assertEqual(len(sums[0].splitlines()), 6)

    def test_the_sums_are_those_of_the_files(self):
        output_of("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=OUT / "packages")

    def test_they_hold_what_is_installed(self):
        for name, expected in zip(PROGRAMS, (AGENT_FILES, RECEIVER_FILES)):
            files = files_of_deb(name)
            self.assertEqual(expected - files, set())
            self.assertEqual(files, files_of_rpm(name))

    def test_debian_finds_nothing_wrong_with_them(self):
        for name in PROGRAMS:
            done = subprocess.run(["lintian", "--allow-root", "--suppress-tags", ",".join(ALLOWED), package(name, "deb")],
                                  capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_the_bill_of_materials_names_every_library(self):
        for name in PROGRAMS:
            document = json.loads((BUILD / f"packaging/{name}.cdx.json").read_text())
            self.assertEqual((document["bomFormat"], document["specVersion"]), ("CycloneDX", "1.5"))
            components = {component["bom-ref"]: component for component in document["components"]}
            listed = {file["name"] for component in components.values() for file in component.get("components", [])}
            needed = set(NEEDED.findall(output_of("readelf", "-d", BUILD / "bin" / name)))
            self.assertGreater(len(needed), 3)
            self.assertEqual(needed - listed, set())
            self.check_packages(components)
            self.check_references(document, name)

    def check_packages(self, components):
        for name in ("libcli11-dev", "libboost1.81-dev", "libssl3"):
            self.assertIn(name, components)
        for name, component in components.items():
            self.assertEqual(component["version"], output_of("dpkg-query", "-W", "-f", "${Version}\n", name).split("\n")[0])
            self.assertTrue(component["licenses"])

    def test_on_red_hat_its_package_database_is_asked(self):
        with tempfile.TemporaryDirectory() as folder:
            output_of("rpm", "--dbpath", folder, "--justdb", "--nodeps", "-i", package("dataflow-agent", "rpm"))
            database = package_database.Rpm("--dbpath", folder)
            self.assertEqual(database.owner("/usr/bin/dataflow-agent"), "dataflow-agent")
            found = database.package("dataflow-agent")
            self.assertEqual((found.architecture, found.licences), ("x86_64", ["MIT"]))
            with self.assertRaises(LookupError):
                database.owner("/usr/bin/nobodys")

    def check_references(self, document, name):
        known = {component["bom-ref"] for component in document["components"]} | {name}
        asked = {other for entry in document["dependencies"] for other in entry["dependsOn"]}
        self.assertEqual(known - {name}, asked - {name})

    def test_the_man_pages_know_every_command_and_option(self):
        for name in PROGRAMS:
            page = BUILD / f"packaging/{name}.1.gz"
            text = " ".join(output_of("man", "-l", "-E", "UTF-8", page, env={"MANWIDTH": "500", "PATH": "/usr/bin:/bin"}).split())
            for command in command_tree.read_program(BUILD / "bin" / name).all():
                if not command.commands:
                    self.assertIn(f" {' '.join(command.words)} ", text)
                for option in command.options:
                    self.assertIn(option.names[-1], text)
                    self.assertFalse(option.says.startswith(("--", "Needs:", "Excludes:")), option)

    def test_bash_completes_commands_options_and_their_words(self):
        self.assertEqual(self.completed("dataflow-agent", "mapping", "col"), "columns")
        self.assertEqual(self.completed("dataflow-agent", "run", "--on"), "--once")
        self.assertEqual(self.completed("dataflow-agent", "mapping", "columns", "--dialect", "o"), "oracle")
        self.assertEqual(self.completed("dataflow-receiver", "k"), "keygen")

    def completed(self, *words):
        script = (f'. {BUILD}/packaging/{words[0]}.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
                  f'_{words[0].replace("-", "_")}; echo "${{COMPREPLY[@]}}"')
        return output_of("bash", "-c", script, "bash", *words).strip()


if __name__ == "__main__":
    BUILD, OUT = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    packing.steady_surroundings()
    unittest.main(argv=[sys.argv[0], "-v"])
