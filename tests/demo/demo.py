"""The main job, end to end, for everyone to see: a made-up council, two days of it, both ends compared.

Leaves its folder behind, so that you can look at everything: settings, keys, the council's database,
the agent's ledger, the receiver's store.

Usage: demo.py BUILD [CHILDREN [FOLDER]]
"""

import collections
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
from rehearsal import Rehearsal, differences  # noqa: E402

DAY1, DAY2 = "2026-06-01", "2026-06-02"
SEED = 7
SIGNED_ANSWERS = "receipts: digests\nresponses: {signing_key: receiver.key, key_id: receiver-2026}\n"


class Failed(Exception):
    pass


def say(text):
    print(f"\n-- {text}", flush=True)


def number(count, what):
    return f"{count:,} {what}" + ("" if count == 1 else "s" if what != "child" else "ren")


def must(condition, text):
    if not condition:
        raise Failed(text)


def run(stage, today):
    begin = time.monotonic()
    answer = stage.run_once(today)
    print(f"   read {answer['rows']:,} rows: {answer['new']:,} new, {answer['changed']:,} changed, "
          f"{answer['unchanged']:,} unchanged, {answer['held']:,} held, {answer['leaving']:,} leaving")
    print(f"   sent {number(answer['requests'], 'request')}, {number(answer['accepted'], 'child')} accepted, "
          f"in {time.monotonic() - begin:.1f} s", flush=True)
    must(answer["balance"]["remainder"] == 0, "the balance has a remainder")
    return answer


def approve_first(stage):
    say("The first run is held until somebody approves it")
    held = stage.run_once(DAY1, expect=8)
    must(not stage.deliveries(), "something was sent without approval")
    for alarm in held["brake"]:
        print(f"   {alarm['says']}")
    stage.agent("approve", str(held["run"]), "--by", "Data lead", "--reason", "Looked at ten children with preview.")
    say("Approved: the same run again")


def day_two(stage, children):
    say(f"Day 2, {DAY2}: the council has changed")
    events = [event for event in stage.synthesise(2, children, SEED) if event["day"] == 2]
    visible = {event["child"] for event in events if event.get("visible")}
    kinds = collections.Counter(event["event"] for event in events if event.get("visible"))
    for kind, count in sorted(kinds.items()):
        print(f"   {count:>5}  {kind.replace('_', ' ')}")
    before = len(stage.items())
    run(stage, DAY2)
    sent = stage.items()[before:]
    must({child for child, _ in sent} == visible, "other children were sent than had changed")
    must(len(sent) == len(visible), "a child was sent twice")
    purged = sum(effect == "purged" for _, effect in sent)
    must(purged > 0, "no removed child arrived as a purge")
    plans = check_removed_plans(stage, events)
    must(plans > 0, "no removed plan arrived as a purge")
    print(f"   only what changed was sent; {number(purged, 'child')} purged, {number(plans, 'plan')} purged")


def check_removed_plans(stage, events):
    """How many removed plans are gone at the receiver, while their child is still there."""
    received = stage.received()
    gone = 0
    for event in events:
        if event["event"] == "plan_removed" and event.get("visible"):
            held = received.get(event["child"])
            must(held is not None, "a child whose plan was removed is gone as well")
            must(f'"{event["id"]}"' not in str(held).replace("'", '"'), "a removed plan is still at the receiver")
            gone += 1
    return gone


def compare(stage):
    say("Comparing the receiver's state with the agent's documents, child by child")
    built, received = stage.built(DAY2), stage.received()
    problems = differences(built, received)
    print(stage.agent("balance").stdout, end="")
    must(not problems, f"{len(problems)} differences, the first: {problems[:1]}")
    print(f"The receiver holds exactly what the agent built: {len(built):,} children compared, 0 differences.")


def start_with_signed_answers(stage):
    """Both ends with all that the reference endpoint offers."""
    stage.make_key("receiver")
    stage.start_receiver(more=SIGNED_ANSWERS)
    stage.configure(first_send="approved", replace={
        "  key_id: council-846-2026\n": "  key_id: council-846-2026\n  profile: reference\n"
                                        "  answer_keys: [{id: receiver-2026, file: receiver.pub}]\n"})


def check_proof(stage):
    say("Whether it can be proved: the trail, its seals, and the receipts that the receiver signed")
    print(stage.agent("verify", "agent.db", "--key", "agent.pub", "--answer-key", "receiver.pub").stdout, end="")


def demo(build, children, folder):
    say(f"Making keys and certificates in {folder}")
    stage = Rehearsal(build, folder, keep_bodies=False)
    try:
        start_with_signed_answers(stage)
        print(f"   the receiver listens on https://localhost:{stage.port}")
        say(f"Day 1, {DAY1}: making up a council of {number(children, 'child')} (seed {SEED})")
        stage.synthesise(1, children, SEED)
        approve_first(stage)
        first = run(stage, DAY1)
        must(first["accepted"] == first["new"] > children // 2, "not everybody was accepted")
        say("The same day again, nothing changed")
        requests = len(stage.deliveries())
        run(stage, DAY1)
        must(len(stage.deliveries()) == requests, "an unchanged run sent something")
        day_two(stage, children)
        compare(stage)
        check_proof(stage)
        stage.stop_receiver()
    finally:
        stage.close()


def main():
    build = sys.argv[1]
    children = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    folder = sys.argv[3] if len(sys.argv) > 3 else "demo"
    try:
        demo(build, children, folder)
    except (Failed, AssertionError) as problem:
        sys.exit(f"\nThe demo FAILED: {problem}")


main()
