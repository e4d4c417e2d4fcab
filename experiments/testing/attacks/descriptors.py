"""Descriptors 0, 1 and 2 that are closed at the start, and a stdout that is full, of every program."""
import itertools
import os
import re

from scene import attacks, calls, expect, new_scene, plain_bytes, run, sample, snapshot

SUBSETS = [subset for size in (1, 2, 3) for subset in itertools.combinations((0, 1, 2), size)]

# How long a run took, and what follows from it.
VARYING = re.compile(rb"\"checksum\": ?\"[0-9a-f]+\"|[-+0-9.]+(e[-+]?[0-9]+)?")


def files(scene):
    """What there is, without numbers in files that say how long something took."""
    found = {}
    for path, (mode, content) in snapshot(scene).items():
        if isinstance(content, bytes):
            content = plain_bytes(os.path.join(scene, path))
            if path.endswith((".json", ".jsonl", ".jsonl.gz", ".csv", ".html", ".md", ".svg")):
                content = VARYING.sub(b"#", content)
        found[path] = (mode, content)
    return found


def close(subset):
    return lambda: [os.close(descriptor) for descriptor in subset]


def closed():
    for program, arguments in calls():
        scene = new_scene()
        undisturbed = run(program, arguments, scene)
        expected = files(scene)
        for subset in sample(SUBSETS[:-1], 2) + SUBSETS[-1:]:
            what = f"{program} {' '.join(arguments)}: {subset} closed"
            attacks["closed"] += 1
            scene = new_scene()
            end = run(program, arguments, scene, prepare=close(subset))
            expect(end.code == undisturbed.code, f"{what}: exit code {undisturbed.code}", end)
            found = files(scene)
            differing = sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))
            # A session of a benchmark has as many rounds and notes as it needs.
            differing = [path for path in differing if not (program.startswith("benchmarks/") and path == "out.json")]
            expect(not differing, f"{what}: differing files {differing[:3]}", end)
            if 1 not in subset and not program.startswith("benchmarks/"):
                expect(shape(end.out) == shape(undisturbed.out), f"{what}: what it prints", end)


def shape(printed):
    return re.sub(rb"\s+", b" ", VARYING.sub(b"#", printed))


def full():
    """What a program prints is lost, and it says so; of all programs at least the help."""
    commands = list(calls(slow=False))
    commands += [(program, ["--help"]) for program in sorted({program for program, _ in commands})]
    for program, arguments in commands:
        if not run(program, arguments, new_scene()).out:
            continue
        attacks["full"] += 1
        with open("/dev/full", "wb") as device:
            end = run(program, arguments, new_scene(), stdout=device)
        said = [line for line in end.err.splitlines() if re.search(rb"cannot be written|No space left", line)]
        what = f"{program} {' '.join(arguments)}: lost output is an error, in one line"
        expect(end.code > 0 and len(said) == 1, what, end)
