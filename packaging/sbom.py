"""What a program is made of, as a CycloneDX 1.5 document: the shared libraries it is linked with,
directly or through others, and the packages whose headers were compiled into it.

The first come from the program itself (readelf, ldd), the second from what the compiler wrote down
while it built (ninja -t deps). The machine's package database says whose files they are.
"""

import hashlib
import json
import pathlib
import re
import urllib.parse
import uuid

import package_database
from package_database import output_of

NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
LOADED = re.compile(r"^\s*(\S+)(?: => (\S+))? \(0x", re.MULTILINE)
COMPILED_IN = "headers compiled in"
NAMESPACE = uuid.UUID("7f0b5b1e-6d5c-4c58-9a55-0d8f3f3f4d55")


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


def described(package):
    """A package as a component, without what it is used for."""
    version = urllib.parse.quote(package.version, safe="~")
    return {"type": "library", "bom-ref": package.name, "name": package.name, "version": package.version,
            "purl": f"{package.url}@{version}?arch={package.architecture}",
            "licenses": [{"license": {"name": name}} for name in package.licences],
            "properties": [{"name": "dataflow:source-package", "value": package.source}]}


def add_file(component, name, file):
    component.setdefault("components", []).append({
        "type": "file", "name": name,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]})


def components_of(build, program, database):
    """Component by package, each with its use."""
    found = {}
    for name, file in sorted(shared_libraries(build / "bin" / program).items()):
        package = database.owner(file)
        if package not in found:
            found[package] = described(database.package(package))
            add_use(found[package], "linked")
        add_file(found[package], name, file)
    for package in sorted({database.owner(file) for file in headers(build, program)}):
        if package not in found:
            found[package] = described(database.package(package))
        add_use(found[package], COMPILED_IN)
    return found


def add_use(component, use):
    component["properties"].append({"name": "dataflow:use", "value": use})


def dependencies_of(program, file, components, database):
    """Who asks for whom: the program for what it is linked with and compiled from, and libraries for each
    other."""
    libraries = shared_libraries(file)
    asked = {program: {database.owner(libraries[name]) for name in needed(file)}}
    asked[program].update(name for name, component in components.items()
                          if component["properties"][-1]["value"] == COMPILED_IN)
    for library in libraries.values():
        package = database.owner(library)
        others = {database.owner(libraries[name]) for name in needed(library) if name in libraries}
        asked.setdefault(package, set()).update(others - {package})
    return [{"ref": ref, "dependsOn": sorted(others)} for ref, others in sorted(asked.items())]


def bill_of_materials(build, program, *, version, made_at):
    """The document. Equal programs on equal machines give equal documents."""
    build, database = pathlib.Path(build), package_database.of_this_machine()
    components = components_of(build, program, database)
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"timestamp": made_at,
                     "component": {"type": "application", "bom-ref": program, "name": program, "version": version,
                                   "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [components[name] for name in sorted(components)],
        "dependencies": dependencies_of(program, build / "bin" / program, components, database)}
    text = json.dumps(document, sort_keys=True)
    document["serialNumber"] = uuid.uuid5(NAMESPACE, text).urn
    return json.dumps(document, indent=1, sort_keys=True) + "\n"
