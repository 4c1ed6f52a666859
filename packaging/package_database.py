"""Which package brought a file, and what the machine's package database says of a package: dpkg's on
Debian, rpm's on Red Hat."""

import dataclasses
import functools
import pathlib
import re
import shutil
import subprocess

LICENCE = re.compile(r"^License: *(\S.*)$", re.MULTILINE)


@dataclasses.dataclass
class Package:
    name: str
    version: str
    architecture: str
    source: str  # the package that it was built from
    licences: list
    url: str  # purl, without version


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def names_of(file):
    """A file's path, and the path it has where /lib is a link to /usr/lib."""
    for path in (str(file), str(pathlib.Path(file).resolve())):
        yield from (path, path.removeprefix("/usr"), "/usr" + path)


class Dpkg:
    @functools.cached_property
    def _owners(self):
        """Package by file, of what is below /usr and /lib."""
        found = {}
        for listing in sorted(pathlib.Path("/var/lib/dpkg/info").glob("*.list")):
            package = listing.stem.partition(":")[0]
            for path in listing.read_text(encoding="utf-8").splitlines():
                if path.startswith(("/usr/lib", "/usr/include", "/lib")):
                    found[path] = package
        return found

    def owner(self, file):
        for name in names_of(file):
            if name in self._owners:
                return self._owners[name]
        raise LookupError(f"No package brought {file}")

    @functools.cached_property
    def _about(self):
        """Name, version, architecture and source of every package, by name."""
        form = "${Package} ${Version} ${Architecture} ${source:Package}\n"
        return {line.split()[0]: line.split() for line in output_of("dpkg-query", "-W", "-f", form).splitlines()}

    def package(self, name):
        _, version, architecture, source = self._about[name]
        return Package(name, version, architecture, source, self._licences(name), f"pkg:deb/debian/{name}")

    def _licences(self, name):
        """The names in the package's copyright file; where it has none by name, the file."""
        file = pathlib.Path(f"/usr/share/doc/{name}/copyright")
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return sorted(set(LICENCE.findall(text))) or [f"see {file}"]


class Rpm:
    def __init__(self, *options):
        self._options = options  # such as --dbpath

    @functools.cache
    def owner(self, file):
        for name in names_of(file):
            asked = subprocess.run(["rpm", *self._options, "-qf", "--qf", "%{NAME}\n", name],
                                   capture_output=True, text=True, check=False)
            if asked.returncode == 0:
                return asked.stdout.split("\n")[0]
        raise LookupError(f"No package brought {file}")

    def package(self, name):
        form = "%{VERSION}-%{RELEASE}\n%{ARCH}\n%{SOURCERPM}\n%{LICENSE}\n"
        version, architecture, source, licence = output_of("rpm", *self._options, "-q", "--qf", form,
                                                           name).split("\n")[:4]
        return Package(name, version, architecture, source, [licence], f"pkg:rpm/{name}")


def of_this_machine():
    return Dpkg() if shutil.which("dpkg-query") else Rpm()
