"""Reads everything that the receiver accepted, in its order, and says what should not have been.

It knows the digest of an object by its own reckoning, and what the source ever had, from an oracle that
shares nothing with the agent.
"""

import collections
import hashlib
import json

import ssd_oracle


class Witness:
    def __init__(self, stage):
        self.stage = stage
        self.documents = collections.defaultdict(set)  # of each child, all that the source had so far
        self.parts = collections.defaultdict(set)      # of each child, what in them can be purged
        self.applied = {}                              # of each child, the digest of the last object with an effect
        self.effects = collections.Counter()
        self.requests = 0
        self.problems = []

    def source_has(self, documents):
        """What the source has from now on; what was received until now was made of what it had before."""
        self.read()
        for child, document in documents.items():
            if document is not None:
                self.documents[child].add(ssd_oracle.canonical(document))
                self.parts[child].update(parts(document))

    def read(self):
        """Reads what has been received since the last time."""
        for delivery, body in self.stage.rows("SELECT id, body FROM delivery WHERE status = 200 AND id > ? ORDER BY id",
                                              self.requests, of="receiver.db"):
            self.requests = delivery
            items = self.stage.rows("SELECT la_child_id, digest, effect FROM item WHERE delivery = ? ORDER BY position",
                                    delivery, of="receiver.db")
            for sent, item in zip(json.loads(body), items, strict=True):
                self.compare(delivery, sent, *item)

    def compare(self, delivery, sent, child, digest, effect):
        self.effects[effect] += 1
        reckoned = hashlib.sha256(ssd_oracle.canonical(sent).encode()).digest()
        expected = ("repeat" if self.applied.get(child) == reckoned else
                    "purged" if is_purge(sent) else "applied")
        self.applied[child] = reckoned
        for wrong, what in ((sent["la_child_id"] != child, "a child was noted as another"),
                            (digest != reckoned, "a digest is wrong"),
                            (effect != expected, f"what should be {expected} is {effect}"),
                            (child not in self.documents, "a child was invented"),
                            (not is_purge(sent) and ssd_oracle.canonical(without_purges(sent)) not in self.documents[child],
                             "a document was invented"),
                            (purged_parts(sent) - self.parts[child], "a purge was invented")):
            if wrong:
                self.problems.append(f"{what} in delivery {delivery}")


def is_purge(value):
    return isinstance(value, dict) and value.get("purge") is True


def without_purges(value):
    """The document without its instructions to purge, and without lists that held nothing else."""
    if isinstance(value, list):
        return [without_purges(item) for item in value if not is_purge(item)]
    if isinstance(value, dict):
        kept = {name: without_purges(member) for name, member in value.items() if not is_purge(member)}
        return {name: member for name, member in kept.items() if member != []}
    return value


def parts(document):
    """The objects inside the document: the name of each, with its key where it is an item of a list."""
    for name, member in document.items():
        for item in member if isinstance(member, list) else [member]:
            if isinstance(item, dict):
                yield name, key_of(item)
                yield from parts(item)


def key_of(item):
    return next((value for name, value in item.items() if name.endswith("_id")), None)


def purged_parts(sent):
    """The same of what is to be purged."""
    kept = set(parts(without_purges(sent)))
    return set(parts(sent)) - kept
