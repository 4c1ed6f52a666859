"""A Singer tap of a made-up council, with the faults that its arguments name."""
import json
import os
import subprocess
import sys
import time

CHILD = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": ["null", "string"]},
        "amount": {"type": ["null", "number"]},
        "seen": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
        "open": {"type": ["null", "boolean"]},
        "notes": {"type": ["null", "object"]},
    },
}
VISIT = {"type": "object", "properties": {"child": {"type": "integer"}, "day": {"type": "string", "format": "date"}}}
SECRET = "Ceridwen"  # must never be in an error


def value(name, otherwise=None):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else otherwise


def write(text):
    sys.stdout.write(text + "\n")


def message(**members):
    write(json.dumps(members))


def child(number, rest=""):
    write('{"type":"RECORD","stream":"child","record":{"id":%s,"name":"%s"%s}}' % (number, SECRET, rest))


def schemas():
    message(type="SCHEMA", stream="child", schema=CHILD, key_properties=["id"])
    message(type="SCHEMA", stream="visit", schema=VISIT, key_properties=[])


def discover():
    key = {"breadcrumb": [], "metadata": {"table-key-properties": ["id"], "inclusion": "available"}}
    amount = {"breadcrumb": ["properties", "amount"], "metadata": {"inclusion": "available", "scale": 1.50}}
    print(json.dumps({"streams": [
        {"tap_stream_id": "child", "stream": "child", "schema": CHILD, "metadata": [key, amount]},
        {"tap_stream_id": "visit", "stream": "visit", "schema": VISIT, "metadata": []},
    ]}, indent=1))


def rows():
    write('{"type":"RECORD","stream":"child","record":{"id":9007199254740993,"name":"Ann\\u00e9 \\"A\\"",'
          '"amount":1.50,"seen":"2026-06-05T23:30:00Z","open":true,"notes":{"a":[1.0,null],"b":"x"}}}')
    message(type="RECORD", stream="visit", record={"child": 1, "day": "2026-06-01"})
    write('{"type":"RECORD","stream":"child","record":{"id":123456789012345678,"amount":1e3,"open":false,"name":null}}')
    message(type="RECORD", stream="visit", record={"child": 1, "day": "2026-06-01"})
    message(type="STATE", value={"bookmarks": {}})


def plain(fault):
    schemas()
    rows()
    sys.stderr.write("the child %s was read\n" % SECRET)
    if fault == "code":
        sys.exit(3)
    if fault == "killed":
        sys.stdout.flush()
        os.kill(os.getpid(), 9)
    if fault == "cut":
        sys.stdout.write('{"type":"RECORD","stream":"child","record":{"id":3,"na')
    if fault == "no line end":
        sys.stdout.write('{"type":"RECORD","stream":"child","record":{"id":3}}')
    if fault == "not singer":
        write("INFO the child %s was read" % SECRET)
    if fault == "unknown type":
        message(type=SECRET, stream="child")
    if fault == "batch":
        message(type="BATCH", stream="child", encoding={}, manifest=["/tmp/x"])
    if fault == "no record":
        message(type="RECORD", stream="child", record=[SECRET])
    if fault == "no key":
        message(type="RECORD", stream="child", record={"name": SECRET})
    if fault == "again":
        child("9007199254740993")
    if fault == "versions":
        message(type="RECORD", stream="visit", record={"child": 2, "day": "2026-06-02"}, version=2)
    if fault == "long":
        child("4", ',"notes":{"a":"%s"}' % ("x" * 2_000_000))
    if fault == "much":
        while True:
            child("4")
    if fault == "many":
        for i in range(100_000):
            message(type="RECORD", stream="visit", record={"child": i, "day": "2026-06-01"})
    if fault == "complaints":
        sys.stderr.write(("%s\n" % SECRET) * 200_000)
        sys.exit(4)
    if fault == "memory":
        bytearray(3 << 30)
    if fault == "hangs":
        sys.stdout.flush()
        time.sleep(3600)
    if fault == "closes and hangs":
        sys.stdout.flush()
        os.close(1)
        os.close(2)
        time.sleep(3600)
    if fault == "leaves a child":
        sys.stdout.flush()
        left = subprocess.Popen(["sleep", "3600"])
        with open(value("--note"), "w") as note:
            note.write(str(left.pid))
        write("that is all")
    if fault == "new key":
        message(type="SCHEMA", stream="child", schema=CHILD, key_properties=["name"])


def main():
    fault = value("--fault", "")
    if "--note" in sys.argv and fault != "leaves a child":
        with open(value("--note"), "w") as note:
            json.dump({"arguments": sys.argv[1:], "pid": os.getpid(), "environment": dict(os.environ),
                       "catalog": open(value("--catalog")).read() if "--catalog" in sys.argv else "",
                       "files": sorted(os.listdir("/proc/self/fd"))}, note)
    if "--discover" in sys.argv:
        if fault == "no catalog":
            return print(SECRET)
        return discover()
    if fault == "record first":
        return child("1")
    if fault == "versions ahead":
        schemas()
        message(type="ACTIVATE_VERSION", stream="visit", version=1)
        message(type="RECORD", stream="visit", record={"child": 1, "day": "2026-06-01"}, version=1)
        return message(type="ACTIVATE_VERSION", stream="visit", version=1)
    if fault == "other version":
        schemas()
        message(type="RECORD", stream="visit", record={"child": 1, "day": "2026-06-01"}, version=1)
        return message(type="ACTIVATE_VERSION", stream="visit", version=2)
    if fault == "silent stream":
        return message(type="SCHEMA", stream="child", schema=CHILD, key_properties=["id"])
    if fault == "empty":
        return schemas()
    if fault == "nothing":
        return None
    if fault == "column gone":
        del CHILD["properties"]["amount"]
    return plain(fault)


main()
