"""What a program is made of, as a CycloneDX 1.5 document: the shared libraries it is linked with,
directly or through others, and the packages whose headers were compiled into it.

The first come from the program itself (readelf, ldd), the second from what the compiler wrote down
while it built (ninja -t deps). Debian's package database says whose files they are.
"""

import functools
import hashlib
import json
import pathlib
import re
import subprocess
import uuid

NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
LOADED = re.compile(r"^\s*(\S+)(?: => (\S+))? \(0x", re.MULTILINE)
LICENCE = re.compile(r"^License: *(\S.*)$", re.MULTILINE)
NAMESPACE = uuid.UUID("7f0b5b1e-6d5c-4c58-9a55-0d8f3f3f4d55")


def output_of(*command, check=True):
    return subprocess.run(command, capture_output=True, text=True, check=check).stdout


def needed(file):
    """The names of the shared libraries that a program or library asks for."""
    return NEEDED.findall(output_of("readelf", "-d", str(file)))


def shared_libraries(program):
    """All shared libraries that are loaded with the program: name and file."""
    found = {}
    for name, path in LOADED.findall(output_of("ldd", str(program))):
        place = pathlib.Path(path or name)
        if place.is_absolute():  # not the kernel's own, which is no file
            found[place.name if not path else name] = place
    return found


def headers(build, program):
    """The files from outside the project that the compiler read to build the program."""
    inputs = output_of("ninja", "-C", str(build), "-t", "inputs", f"bin/{program}").splitlines()
    objects = [name for name in inputs if name.endswith(".o")]
    read = output_of("ninja", "-C", str(build), "-t", "deps", *objects)
    return sorted({line.strip() for line in read.splitlines() if line.startswith("    /usr/")})


@functools.cache
def owners():
    """Package by file, of everything that is installed below /usr and /lib."""
    found = {}
    for listing in pathlib.Path("/var/lib/dpkg/info").glob("*.list"):
        package = listing.stem.partition(":")[0]
        for path in listing.read_text(encoding="utf-8").splitlines():
            if path.startswith(("/usr/lib", "/usr/include", "/lib")):
                found[path] = package
    return found


def package_of(file):
    """The package that brought the file, also where /lib is a link to /usr/lib."""
    for path in (str(file), str(pathlib.Path(file).resolve())):
        for name in (path, path.removeprefix("/usr"), "/usr" + path):
            if name in owners():
                return owners()[name]
    raise LookupError(f"No package brought {file}")


def described(package):
    """A package as a component, without what it is used for."""
    version, architecture, source = output_of(
        "dpkg-query", "-W", "-f", "${Version} ${Architecture} ${source:Package}\n", package).split("\n")[0].split()
    return {"type": "library", "bom-ref": package, "name": package, "version": version,
            "purl": f"pkg:deb/debian/{package}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}",
            "licenses": [{"license": {"name": name}} for name in licences(package)],
            "properties": [{"name": "dataflow:source-package", "value": source}]}


def licences(package):
    """The names in the package's copyright file; where it has none by name, the file."""
    file = pathlib.Path(f"/usr/share/doc/{package}/copyright")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return sorted(set(LICENCE.findall(text))) or [f"see {file}"]


def add_file(component, name, file):
    component.setdefault("components", []).append({
        "type": "file", "name": name,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]})


def property_of(component, value):
    component["properties"].append({"name": "dataflow:use", "value": value})


def components_of(build, program):
    """Component by package, each with its use."""
    found = {}
    for name, file in sorted(shared_libraries(build / "bin" / program).items()):
        package = package_of(file)
        component = found.setdefault(package, described(package))
        add_file(component, name, file)
    for component in found.values():
        property_of(component, "linked")
    for package in sorted({package_of(file) for file in headers(build, program)}):
        property_of(found.setdefault(package, described(package)), "headers compiled in")
    return found


def dependencies_of(program, file, components):
    """Who asks for whom: the program for what it is linked with and compiled from, and libraries for each other."""
    libraries = shared_libraries(file)
    asked = {program: {package_of(libraries[name]) for name in needed(file)}}
    asked[program].update(name for name, component in components.items()
                          if component["properties"][-1]["value"] == "headers compiled in")
    for library in libraries.values():
        others = {package_of(libraries[name]) for name in needed(library) if name in libraries}
        asked.setdefault(package_of(library), set()).update(others - {package_of(library)})
    return [{"ref": ref, "dependsOn": sorted(others)} for ref, others in sorted(asked.items())]


def bill_of_materials(build, program, *, version, made_at):
    """The document. Equal programs on equal machines give equal documents."""
    build = pathlib.Path(build)
    components = components_of(build, program)
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"timestamp": made_at,
                     "component": {"type": "application", "bom-ref": program, "name": program, "version": version,
                                   "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [components[name] for name in sorted(components)],
        "dependencies": dependencies_of(program, build / "bin" / program, components)}
    text = json.dumps(document, indent=1, sort_keys=True)
    document["serialNumber"] = uuid.uuid5(NAMESPACE, text).urn
    return json.dumps(document, indent=1, sort_keys=True) + "\n"
