"""Mutants of every file that is read: each is read or refused, in words, and no program crashes.

Of JSON one place is changed, and the record sealed again, so that no checksum hides what its reader does; of all files
bytes too.
"""
import copy
import functools
import gzip
import hashlib
import json
import os

from scene import (BASE, MEASURED, SETTING, attacks, expect, expect_plain, expect_printable, new_scene, read, run, sample,
                   write)

VALUES = [None, True, -1, 0, 1.5, 1e308, 10**30, "", "a", "../../x", "a\n\x1b[2Jb", "=1+1", "é\u202e", "x" * 400, [], {},
          [[]], [None], {"a": 1}, {"__proto__": {}}]


def places(value, path=()):
    """Of a tree of JSON: every place; of long lists the ends."""
    if path:
        yield path
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], path + (name,))
    elif isinstance(value, list):
        for index in sorted({0, len(value) - 1} & set(range(len(value)))):
            yield from places(value[index], path + (index,))


def changed(value, path, change):
    """The text of a tree with one place changed."""
    value = copy.deepcopy(value)
    holder = value
    for step in path[:-1]:
        holder = holder[step]
    change(holder, path[-1])
    return dump(value)


def json_mutants(value):
    """Texts, each with one place changed: another value, nothing, a name twice, a number as text."""
    for path in places(value):
        for other in VALUES:
            yield functools.partial(changed, value, path, lambda holder, last, other=other: holder.__setitem__(last, other))
        yield functools.partial(changed, value, path, lambda holder, last: holder.__delitem__(last))
        name = path[-1]
        if isinstance(name, str):
            named = dump(name) + b":"
            yield lambda named=named: dump(value).replace(named, named + b"0," + named, 1)


def byte_mutants(content):
    """A byte changed, taken out or put in, and an end that is missing."""
    for place in range(0, len(content), max(1, len(content) // 2000)):
        for other in (0, 10, 27, 34, 92, 255, content[place] ^ 1):
            yield lambda place=place, other=other: content[:place] + bytes([other]) + content[place + 1:]
        yield lambda place=place: content[:place]
        yield lambda place=place: content[:place] + content[place + 1:]
        yield lambda place=place: content[:place] + b"[" * 1000 + content[place:]


def dump(value):
    return json.dumps(value, separators=(",", ":")).encode()


def sealed(text, indent=None):
    """A record with the checksum of what it says, in the form that its reader takes; as it is if it has none."""
    try:
        record = json.loads(text)
        del record["checksum"]
        record["checksum"] = hashlib.sha256(dump(record)).hexdigest()
        return json.dumps(record, indent=2).encode() + b"\n" if indent else dump(record)
    except (KeyError, TypeError, ValueError):
        return text


# What is read, and by what: commands with the file in braces.
RECORD = f"{SETTING}/seed-01.json"
OF_LINES = [("experiments/store", "list", "{}"), ("experiments/store", "merge", "{}", "-o", "merged"),
            ("experiments/store", "export", "{}", "--format=jsonl"), ("experiments/store", "export", "{}"),
            ("experiments/compare/compare", "results", "{}"), ("reports/summary", "--results_dir={}", "--output_dir=out"),
            ("reports/report", "--records={}", "--output_dir=out", "--include_inputs")]
OF_RECORDS = [("experiments/store", "list", "results"), ("experiments/store", "check", "results"),
              ("experiments/store", "check", "results", "--repair"), ("experiments/store", "export", "results"),
              ("experiments/store", "merge", "results", "other", "-o", "merged"),
              ("experiments/compare/compare", "results", "other"), ("reports/report", "--results_dir=results"),
              ("reports/summary", "--results_dir=results"),
              ("experiments/disc/disc", "--set=points=20,epochs=1", "--seeds=0-1", "--results_dir=results", "--list")]
OF_CONFLICTS = [("experiments/store", "settle", "results", f"{SETTING}/seed-00", "--take=0")]


def measured(flag):
    return [("reports/report", "--records=lines.jsonl", f"--{flag}={{}}", "--output_dir=out", "--include_inputs")]


SESSIONS = [("benchmarks/compare", "{}", "benchmark.json"), ("benchmarks/repeatability", "{}", "benchmark.json")]
OF_SIGNATURES = [("experiments/verify", "--signatures={}", "--only=disc/paper/depth-3")]
OF_TABLES = [("experiments/study/study", "--data={}", "--target=y", "--net=a=Linear(2)", "--seeds=0", "--set=epochs=1",
              "--results_dir=out")]

OF_WEIGHTS = [("experiments/study/predict", "--weights={}", "--data=table.csv", "--output=answers.csv"),
              ("experiments/study/export_onnx", "--weights={}", "--output=model.onnx"),
              ("experiments/disc/disc", "--set=points=20,epochs=1", "--seeds=0", "--initial_weights={}",
               "--results_dir=out")]


def attack(kind, name, mutants, commands, count):
    """`name`: the file in a scene that each mutant takes the place of."""
    scene = new_scene()
    for number, mutant in enumerate(sample(mutants, count)):
        content = mutant()
        command = commands[number % len(commands)]
        for path in ("merged", "out"):
            if os.path.exists(os.path.join(scene, path)):
                scene = new_scene()
                break
        if "--repair" in command or "settle" in command:
            scene = new_scene()
        write(os.path.join(scene, name), content)
        program, *arguments = (word.format(name) for word in command)
        attacks[f"mutants of {kind}"] += 1
        end = run(program, arguments, scene)
        what = f"mutant {number} of {kind}"
        fine = expect_plain(end, what)
        fine &= expect_printable(end, what)
        if end.code == 1 and program.startswith(("experiments/store", "experiments/study", "reports/")):
            said = [line for line in end.err.splitlines() if b"conflicting/ has " not in line]
            fine &= expect(len(said) == 1 and said[0].startswith(b"error: "), f"{what}: one line", end)
        if not fine:
            write(os.path.join(os.environ.get("TEST_UNDECLARED_OUTPUTS_DIR", BASE), f"{kind} {number}"), content)


def mutants():
    record = json.loads(read(os.path.join(BASE, "results", RECORD)))
    text = read(os.path.join(BASE, "results", RECORD))
    pretty = [lambda mutant=mutant: sealed(mutant(), indent=2) for mutant in json_mutants(record)]
    attack("records", f"results/{RECORD}", pretty, OF_RECORDS, 300)
    attack("records, by byte", f"results/{RECORD}", byte_mutants(text), OF_RECORDS, 60)
    attack("records in conflict", f"results/conflicting/{SETTING}/seed-00.0.json", pretty, OF_CONFLICTS, 60)
    lines = read(os.path.join(BASE, "lines.jsonl"))
    whole = lines.splitlines()
    short = dict(json.loads(whole[0]), seed=5)
    short = {"like": short["run_id"], "seed": 5, "test_accuracy": 0.5}
    others = b"\n".join(whole[1:])
    of_lines = [lambda mutant=mutant: sealed(mutant()) + b"\n" + others for mutant in json_mutants(json.loads(whole[0]))]
    of_lines += [lambda mutant=mutant: lines + mutant() for mutant in json_mutants(short)]
    attack("lines", "lines.jsonl", of_lines, OF_LINES, 200)
    attack("lines, by byte", "lines.jsonl", byte_mutants(lines), OF_LINES, 60)
    compressed = read(os.path.join(BASE, "lines.jsonl.gz"))
    of_lines = [lambda mutant=mutant: gzip.compress(mutant(), 1) for mutant in of_lines]
    attack("compressed lines", "lines.jsonl.gz", of_lines, OF_LINES, 40)
    attack("compressed lines, by byte", "lines.jsonl.gz", byte_mutants(compressed), OF_LINES, 60)
    for flag in MEASURED:
        content = read(os.path.join(BASE, f"{flag}.json"))
        commands = measured(flag) + (SESSIONS if flag == "benchmark" else [])
        attack(flag, f"mutant-{flag}.json", json_mutants(json.loads(content)), commands, 80)
        attack(f"{flag}, by byte", f"mutant-{flag}.json", byte_mutants(content), commands, 40)
    signatures = read(os.path.join(BASE, "tree/experiments/signatures.txt"))
    attack("signatures", "signatures.txt", byte_mutants(signatures), OF_SIGNATURES, 40)
    attack("tables", "mutant.csv", byte_mutants(read(os.path.join(BASE, "table.csv"))), OF_TABLES, 40)
    weights = read(os.path.join(BASE, "weights.safetensors"))
    length = int.from_bytes(weights[:8], "little")
    headers = [lambda mutant=mutant: safetensors(mutant(), weights[8 + length:])
               for mutant in json_mutants(json.loads(weights[8:8 + length]))]
    attack("weights", "mutant.safetensors", headers, OF_WEIGHTS, 150)
    attack("weights, by byte", "mutant.safetensors", byte_mutants(weights), OF_WEIGHTS, 60)
    kit()


def safetensors(header, values):
    return len(header).to_bytes(8, "little") + header + values


def kit():
    """It is read beside the program, which says where an engine differs, or what is wrong with the kit."""
    folder = "engine/conformance/kit"
    if not os.path.isdir(folder):
        return
    program = "engine/conformance/check"
    scene = new_scene()
    beside = os.path.join(scene, "runfiles/tenfold", folder)
    os.makedirs(beside)
    os.symlink(os.path.realpath("../mnist"), os.path.join(scene, "runfiles/mnist"))
    for name in sorted(os.listdir(folder)):
        content = read(os.path.join(folder, name))
        for other in os.listdir(folder):
            write(os.path.join(beside, other), read(os.path.join(folder, other)))
        cases = json.loads(content)
        cases = [case for case in cases if len(dump(case)) < 20000][:3]
        for mutant in sample(list(json_mutants(cases)) + list(byte_mutants(dump(cases))), 12):
            write(os.path.join(beside, name), mutant())
            attacks["mutants of the kit"] += 1
            end = run(program, ["--only=scalar", f"--cases={name}"], scene, runfiles=os.path.join(scene, "runfiles"))
            expect_plain(end, f"mutant of {name}")
