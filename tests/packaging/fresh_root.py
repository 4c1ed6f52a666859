"""A fresh Debian in a folder: made by debootstrap, booted with its own systemd by systemd-nspawn.

Needs root. What debootstrap made is kept as a tarball, so that the next one is there in seconds.
"""

import os
import pathlib
import shutil
import subprocess
import time

SUITE = "bookworm"
PACKAGES = ["systemd", "dbus"]
TARBALL_DAYS = 2  # then the mirror may have other packages
DEADLINE_SECONDS = 60
NEEDED = ["debootstrap", "systemd-nspawn", "nsenter", "tar"]
# Of the surroundings only what leads to the mirror.
SURROUNDINGS = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")} | {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8",
    "HOME": "/root"}


def missing():
    """What the machine lacks for it; empty when nothing."""
    lacking = [program for program in NEEDED if shutil.which(program, path=SURROUNDINGS["PATH"]) is None]
    return lacking + ([] if os.geteuid() == 0 else ["the rights of root"])


def mirrors():
    """The lines of sources.list that this machine's apt has for the suite."""
    listed = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)",
                             "Created-By: Packages"], capture_output=True, text=True, check=True).stdout
    return sorted({f"deb {line}" for line in listed.splitlines()
                   if line.split()[1].startswith(SUITE) and line.split()[2] == "main"})


def bootstrap(folder):
    main = next(line.split()[1] for line in mirrors() if line.split()[2] == SUITE)
    subprocess.run(["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", SUITE, folder, main],
                   check=True, stdout=subprocess.DEVNULL)
    (folder / "etc/apt/sources.list").write_text("\n".join(mirrors()) + "\n")
    (folder / "etc/apt/apt.conf.d/brief").write_text('Acquire::Languages "none";\n')
    (folder / "etc/dpkg/dpkg.cfg.d/fast").write_text("force-unsafe-io\n")


class FreshRoot:
    """`tarball` is where the bare system is kept between tests."""

    def __init__(self, folder, tarball):
        self.folder = pathlib.Path(folder).resolve()
        self.machine = None
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        if tarball.exists() and time.time() - tarball.stat().st_mtime < TARBALL_DAYS * 86400:
            subprocess.run(["tar", "-C", self.folder, "-xf", tarball], check=True)
        else:
            bootstrap(self.folder)
            self.run("apt-get", "update", "-q")
            unfinished = tarball.with_suffix(".unfinished")
            subprocess.run(["tar", "-C", self.folder, "-cf", unfinished, "--exclude=./dev/*", "."], check=True)
            unfinished.rename(tarball)

    def path(self, inside):
        return self.folder / inside.lstrip("/")

    def run(self, *command, expect=0, account=None):
        """Runs a command in it, booted or not; gives what it printed to standard output."""
        before = ["runuser", "-u", account, "--"] if account else []
        done = subprocess.run([*self._way_in(), *before, *command], capture_output=True, text=True, check=False,
                              env=SURROUNDINGS, stdin=subprocess.DEVNULL, timeout=300)
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}, not {expect}:\n"
                                 f"{done.stdout}{done.stderr}")
        return done.stdout

    def _way_in(self):
        if self.machine:
            return ["nsenter", "--all", f"--target={self._first_process()}", "--"]
        settings = [f"--setenv={name}={value}" for name, value in SURROUNDINGS.items()]
        return ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--pipe", "--as-pid2", *settings,
                f"--directory={self.folder}", "--"]

    def boot(self):
        """Returns when everything that starts with the machine has started."""
        with open(self.folder.with_suffix(".boot.txt"), "wb") as output:
            self.machine = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot", "--console=read-only",
                 f"--directory={self.folder}"], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        self.wait_for(lambda: self._first_process() and
                      self.run("systemctl", "is-system-running", expect=None).strip() in ("running", "degraded"),
                      "the end of the boot")

    def _first_process(self):
        """The number of the machine's init; nothing before there is one."""
        machine = self.machine.pid
        assert self.machine.poll() is None, "the machine is off"
        return pathlib.Path(f"/proc/{machine}/task/{machine}/children").read_text().partition(" ")[0]

    def shut_down(self):
        if self.machine:
            self.run("systemctl", "poweroff", expect=None)
            self.machine.wait(DEADLINE_SECONDS)
            self.machine = None

    def close(self):
        """Also of a machine that does not shut down any more."""
        try:
            self.shut_down()
        except (AssertionError, subprocess.TimeoutExpired):
            self.machine.kill()
            self.machine.wait()

    def wait_for(self, condition, what):
        end = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < end, f"{what} did not come within {DEADLINE_SECONDS} seconds"
            time.sleep(0.1)

    def files(self):
        """Everything in it, but what the kernel shows."""
        found = set()
        for folder, folders, names in os.walk(self.folder):
            inside = "/" + os.path.relpath(folder, self.folder).removeprefix(".")
            if inside in ("/proc", "/sys", "/dev", "/run", "/tmp"):
                folders.clear()
                continue
            found.update(os.path.join(inside, name) for name in [*folders, *names])
        return found
