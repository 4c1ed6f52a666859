"""Node, and the packages of package-lock.json in a folder of the build, not in the source tree."""

import os
import pathlib
import shutil
import subprocess
import sys

SOURCES = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
DEADLINE_SECONDS = 300


def skip(why):
    """Ends the test as skipped; as failed in CI, which has all it needs."""
    print(f"skipped: {why}")
    sys.exit(1 if os.environ.get("CI") else SKIPPED)


def install(folder):
    """Copies the scripts there and installs what the lock file names, unless it is there already."""
    missing = [program for program in ("node", "npm") if not shutil.which(program)]
    if missing:
        skip(f"{', '.join(missing)} is not on this machine (./dev setup installs it)")
    folder.mkdir(parents=True, exist_ok=True)
    installed, wanted = folder / "node_modules" / ".installed", (SOURCES / "package-lock.json").read_bytes()
    for source in [*SOURCES.glob("*.json"), *SOURCES.glob("*.mjs")]:
        shutil.copy(source, folder)
    if installed.exists() and installed.read_bytes() == wanted:
        return
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, text=True,
                          capture_output=True, timeout=DEADLINE_SECONDS, check=False)
    if done.returncode != 0:
        skip(f"the packages cannot be had from the registry:\n{done.stderr}")
    installed.write_bytes(wanted)
