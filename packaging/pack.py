"""Packs what was built: .deb and .rpm of the agent and of the receiver, what each is made of (SBOM),
and SHA256SUMS. Two builds of one commit give the same bytes.

Usage: pack.py BUILD OUT [--version VERSION] [--only DEB]
"""

import argparse
import datetime
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys

import command_tree
import completion
import journal_catalog
import man
import sbom

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECEIVER_EXIT_CODES = """\
0 when all went well, 2 for a wrong command line, 3 for a fault in the settings, and 4 for anything else."""


def epoch():
    """SOURCE_DATE_EPOCH, or the date of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    return int(subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True,
                              check=True).stdout)


def steady_surroundings():
    """Whatever time and umask it is, the packages are the same."""
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch())
    os.umask(0o022)


def document(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def example_settings():
    """The example, for a service whose state is not beside its settings."""
    text = (ROOT / "config" / "agent.example.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"^ledger: agent.db$", "ledger: /var/lib/dataflow-agent/agent.db", text, flags=re.MULTILINE)
    assert changed != text, "the example has no ledger: agent.db"
    return changed


def changelog(name, version, when):
    return (f"{name} ({version}) bookworm; urgency=medium\n\n  * Version {version}.\n\n"
            f" -- The dataflow-agent authors <dataflow-agent@localhost>  {when:%a, %d %b %Y %H:%M:%S +0000}\n")


def make_files(build, version, when):
    """What is installed besides the programs and the files of the project."""
    made = build / "packaging"
    made.mkdir(exist_ok=True)
    pages = {"section": 1, "version": version, "epoch": int(when.timestamp())}
    about = {"dataflow-agent": (man.exit_codes_of(document("commands.md")), man.FILES),
             "dataflow-receiver": (RECEIVER_EXIT_CODES, "")}
    for name, (exit_codes, files) in about.items():
        tree = command_tree.read_program(build / "bin" / name)
        man.write_page(made / f"{name}.1.gz", man.program_page(tree, name, exit_codes, files), **pages)
        (made / f"{name}.bash").write_text(completion.completion(tree, name), encoding="utf-8")
        man.write_packed(made / f"{name}.changelog.gz", changelog(name, version, when))
        (made / f"{name}.cdx.json").write_text(
            sbom.bill_of_materials(build, name, version=version, made_at=f"{when:%Y-%m-%dT%H:%M:%SZ}"),
            encoding="utf-8")
    man.write_page(made / "agent.yaml.5.gz", man.settings_page(document("settings.md")), **{**pages, "section": 5})
    (made / "dataflow-agent.catalog").write_text("".join(journal_catalog.catalogue(ROOT)), encoding="utf-8")
    (made / "agent.example.yaml").write_text(example_settings(), encoding="utf-8")


def pack(build, kind, version, into, components="agent;receiver"):
    """Runs CPack; the packages lie in `into` then."""
    done = subprocess.run(["cpack", "--config", build / "CPackConfig.cmake", "-G", kind, "-B", into,
                           "-D", f"CPACK_PACKAGE_VERSION={version}", "-D", f"CPACK_COMPONENTS_ALL={components}"],
                          cwd=build, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"cpack -G {kind} failed:\n{done.stdout}{done.stderr}")
    shutil.rmtree(into / "_CPack_Packages", ignore_errors=True)


def write_sums(folder):
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(folder.iterdir())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def version_of(build):
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    return re.search(r"^CMAKE_PROJECT_VERSION:STATIC=(.+)$", cache, re.MULTILINE).group(1)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("out", type=pathlib.Path)
    options.add_argument("--version", help="another version than the project's")
    options.add_argument("--only", choices=["DEB", "RPM"])
    asked = options.parse_args()
    build, out = asked.build.resolve(), asked.out.resolve()
    version = asked.version or version_of(build)
    steady_surroundings()
    make_files(build, version, datetime.datetime.fromtimestamp(epoch(), datetime.timezone.utc))
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for kind in [asked.only] if asked.only else ["DEB", "RPM"]:
        pack(build, kind, version, out)
    for name in ("dataflow-agent", "dataflow-receiver"):
        shutil.copyfile(build / "packaging" / f"{name}.cdx.json", out / f"{name}_{version}.cdx.json")
    write_sums(out)
    for file in sorted(out.iterdir()):
        print(f"{file.stat().st_size:>12,}  {file.name}")


if __name__ == "__main__":
    main()
