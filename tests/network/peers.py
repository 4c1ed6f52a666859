"""A peer is a real program that a council has between the agent and the endpoint.

Each works in a folder of its own outside the build, because as root squid gives up its rights and must
still be able to read it. What they print is added to the rehearsal's output.
"""

import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

DEADLINE_SECONDS = 60
SKIPPED = 77
# Administration programs are not on everybody's path.
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def need(*programs):
    """Ends the test as skipped where a program is missing; as failed where CI should have it."""
    missing = [program for program in programs if not shutil.which(str(program), path=PATH)]
    if missing:
        print(f"skipped: {', '.join(map(str, missing))} is not on this machine (./dev setup installs it)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)


def run(*arguments, **options):
    """Runs a program to its end; gives what it printed, and fails where it does."""
    done = subprocess.run([str(argument) for argument in arguments], text=True, capture_output=True,
                          timeout=DEADLINE_SECONDS, check=False,
                          env={**os.environ, "PATH": PATH, **options.pop("env", {})}, **options)
    if done.returncode != 0:
        raise AssertionError(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Peer:
    """A program that runs until it is closed. Subclasses write its files and say how to start it."""

    name = ""
    owner = None  # the account that root gives the folder to

    def __init__(self, stage):
        self.stage = stage
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"dataflow-{self.name}-"))
        self.port = free_port()
        self.process = None
        self.folder.chmod(0o755)

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def start(self, arguments, env=None):
        if self.owner and os.getuid() == 0:
            account = pwd.getpwnam(self.owner)
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid)
        with open(self.folder / "printed.log", "ab") as printed:
            self.process = subprocess.Popen([str(argument) for argument in arguments], cwd=self.folder,
                                            stdout=printed, stderr=subprocess.STDOUT,
                                            env={**os.environ, "PATH": PATH, **(env or {})})
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        end = time.monotonic() + DEADLINE_SECONDS
        while True:
            assert self.process.poll() is None, f"{self.name} ended with {self.process.returncode}:\n{self.logs()}"
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < end, f"{self.name} did not listen within {DEADLINE_SECONDS} seconds"
                time.sleep(0.02)

    def logs(self):
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(self.folder.glob("*.log")))

    def close(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        output = self.stage.folder / "output"
        output.mkdir(exist_ok=True)
        (output / f"{self.name}-{self.port}.txt").write_text(self.logs(), encoding="utf-8")
        shutil.rmtree(self.folder, ignore_errors=True)
