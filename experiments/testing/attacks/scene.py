"""A folder with all that the programs read, and what is expected of a program that is attacked in it."""
import collections
import functools
import glob
import gzip
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys

import programs

SOAK = "TENFOLD_SOAK" in os.environ
RUNFILES = os.getcwd()
WORK = os.path.realpath(os.environ["TEST_TMPDIR"])
BASE = os.path.join(WORK, "base")
VICTIM = os.path.join(WORK, "victim")  # outside of all results folders
SECRET = b"-----THE SECRET OF ANOTHER-----"
NAMES = {"results": "results", "other": "other", "table": "table", "weights": "weights", "out": "out", "out_of": "lines"}
SETTING = "disc/paper,points=20,epochs=1/depth-3/simd"
MEASURED = ("accuracy", "benchmark", "exhaustive", "growth", "multiverse", "variance")  # files beside the records
OPTIONAL = ("baselines/", "benchmarks/libtorch/", "benchmarks/peers/")
DRAW = random.Random(20)

attacks = collections.Counter()  # by kind
failures = []

End = collections.namedtuple("End", "code out err command")


def fail(what, end=None):
    failures.append(what)
    print(f"FAILED: {what}", flush=True)
    if end is not None:
        print(f"    {' '.join(end.command)}: {end.code}")
        for text in (end.out, end.err):
            print("".join(f"    {line!r}\n" for line in text.splitlines()[:6]), end="")
    if len(failures) == 40:
        sys.exit("too many failures")


def expect(holds, what, end=None):
    if not holds:
        fail(what, end)
    return holds


def sample(everything, count):
    """`count` of them, ten times as many in a soak, always the same ones."""
    everything = list(everything)
    return DRAW.sample(everything, min(len(everything), count * (10 if SOAK else 1)))


def run(program, arguments, scene, prepare=None, prefix=(), runfiles=os.path.dirname(RUNFILES), **pipes):
    """Runs a program in a scene until it ends; a negative code is a signal. `prepare` runs in the new process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BUILD_", "WRITE_SHIM"))}
    environment.update(RUNFILES_DIR=runfiles, BUILD_WORKSPACE_DIRECTORY=os.path.join(scene, "tree"))
    folder = scene
    if arguments[:1] == ["RUNFILES"]:
        arguments, folder = arguments[1:], RUNFILES
        environment["BUILD_WORKING_DIRECTORY"] = scene
        for name in ("RUNFILES_DIR", "TEST_SRCDIR", "RUNFILES_MANIFEST_FILE"):
            environment.pop(name, None)
    if program == "tools/update_signatures" and not SOAK:
        del environment["BUILD_WORKSPACE_DIRECTORY"]
    command = [*prefix, os.path.join(RUNFILES, program), *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **pipes}
    try:
        ended = subprocess.run(command, cwd=folder, env=environment, preexec_fn=prepare, timeout=600, check=False, **pipes)
    except subprocess.TimeoutExpired:
        return End(-signal.SIGKILL, b"", b"it takes too long\n", [program, *arguments])
    return End(ended.returncode, ended.stdout or b"", ended.stderr or b"", [program, *arguments])


def calls(names=None, chosen=None, slow=SOAK):
    """Programs and arguments, with these names for results, outputs and tables."""
    values = {**NAMES, "conflict": SETTING + "/seed-00", **(names or {})}
    for program, commands in programs.CALLS.items():
        if (chosen is not None and program not in chosen) or not os.path.exists(os.path.join(RUNFILES, program)):
            continue
        if program in programs.SLOW and not slow:
            commands = [["--help"]]
        for command in commands:
            yield program, [re.sub(r"\{(\w+)\}", lambda name: values[name[1]], word) for word in command]


def make_base():
    """By the programs themselves."""
    os.makedirs(os.path.join(BASE, "tree/reports/published"))
    os.makedirs(os.path.join(BASE, "tree/experiments"))
    made = lambda program, *arguments: expect(run(program, list(arguments), BASE).code == 0, f"{program}: the base")
    sweep = programs.SWEEP + ["--save_weights", "--receipts=epoch"]
    made("experiments/disc/disc", *sweep, "--results_dir=results")
    made("experiments/disc/disc", *sweep, "--results_dir=other")
    made("experiments/store", "export", "other", "--format=jsonl", "-o", "lines.jsonl")
    made("experiments/store", "export", "other", "--format=jsonl", "-o", "lines.jsonl.gz")
    made("reports/report", "--results_dir=results")
    made("reports/summary", "--results_dir=results")
    record = f"{SETTING}/seed-00"
    for folder, ending in (("conflicting", ".0.json"), ("superseded", ".0.json"), ("corrupt", ".0.json")):
        os.makedirs(os.path.join(BASE, "results", folder, SETTING))
        shutil.copy(os.path.join(BASE, "results", record + ".json"),
                    os.path.join(BASE, "results", folder, record + ending))
    write(os.path.join(BASE, "results/failed", SETTING, "seed-09.txt"), b"no luck\n")
    write(os.path.join(BASE, "results/foreign/notes"), b"mine\n")
    write(os.path.join(BASE, "table.csv"), b"x,y\n" + b"".join(b"%d,%d\n" % (i, i % 2) for i in range(40)))
    made("experiments/study/study", "--data=table.csv", "--target=y", "--net=a=Linear(2), ReLU()", "--seeds=0",
         "--set=epochs=1", "--save_weights", "--results_dir=trained")
    (weights,) = glob.glob(os.path.join(BASE, "trained/artifacts/**/final_weights.safetensors"), recursive=True)
    os.rename(weights, os.path.join(BASE, "weights.safetensors"))
    shutil.rmtree(os.path.join(BASE, "trained"))
    write(os.path.join(BASE, "options.txt"), b"-O2\n")
    write(os.path.join(BASE, "a.cc"), b"int a;\n")
    write(os.path.join(BASE, "sources.txt"), b"a.cc\t\n")
    for name in MEASURED:
        shutil.copy(os.path.join(RUNFILES, f"reports/published/{name}.json"), BASE)
    shutil.copy(os.path.join(RUNFILES, "experiments/signatures.txt"), os.path.join(BASE, "tree/experiments"))
    published = os.path.join(BASE, "tree/reports/published")
    shutil.copy(os.path.join(BASE, "lines.jsonl.gz"), os.path.join(published, "records.jsonl.gz"))
    shutil.copytree(os.path.join(BASE, "results/artifacts"), os.path.join(published, "artifacts"))
    write(os.path.join(published, "numbers.json"), b"{}")
    made("reports/publish", "RUNFILES", "reports/report", "--regenerate")
    write(os.path.join(VICTIM, "file"), SECRET)
    write(os.path.join(VICTIM, "folder/id"), SECRET)
    os.makedirs(os.path.join(VICTIM, "empty"))


def new_scene():
    """As make_base has left it: what differs is made anew."""
    scene = os.path.join(WORK, "scene")
    os.makedirs(scene, exist_ok=True)
    there, expected = snapshot(scene), base_snapshot()
    for path in sorted(there, reverse=True):
        if there[path] == expected.get(path):
            continue
        full = os.path.join(scene, path)
        if not stat.S_ISDIR(there[path][0]):
            os.remove(full)
        elif path in expected and stat.S_ISDIR(expected[path][0]):
            os.chmod(full, stat.S_IMODE(expected[path][0]))
            continue
        else:
            os.rmdir(full)
        del there[path]
    for path in sorted(expected):
        if path not in there:
            mode, content = expected[path]
            full = os.path.join(scene, path)
            os.mkdir(full) if stat.S_ISDIR(mode) else write(full, content)
            os.chmod(full, stat.S_IMODE(mode))
    return scene


@functools.lru_cache(maxsize=None)
def base_snapshot():
    return snapshot(BASE)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def snapshot(folder):
    """What there is, by path: its type and permissions, and its bytes or where it leads."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            mode = os.lstat(path).st_mode
            content = os.readlink(path) if stat.S_ISLNK(mode) else read(path) if stat.S_ISREG(mode) else ""
            found[os.path.relpath(path, folder)] = (mode, content)
    return found


def error_lines(end):
    return [line for line in end.err.splitlines() if line.startswith(b"error: ")]


def expect_refused(end, what, pattern=b""):
    """An exit code that is no signal's, and one line, which says why. How far it had got may stand before it."""
    return expect(end.code > 0 and len(error_lines(end)) == 1 and re.search(pattern, end.err.splitlines()[-1]),
                  f"{what}: expected a refusal with one line", end)


def expect_plain(end, what):
    """Whatever it said of its input, it ended by itself."""
    return expect(0 <= end.code < 4 and b"anitizer" not in end.err and b"runtime error" not in end.err,
                  f"{what}: an exit code that is no crash's", end)


def expect_printable(end, what):
    """Nothing that acts on a terminal, or turns the direction of its text."""
    acting = re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae", end.out + end.err)
    return expect(not acting, f"{what}: what it prints", end)


def temporary_names(folder):
    return [path for path in snapshot(folder) if ".tenfold-" in path]


def plain_bytes(path):
    """A file's bytes, of compressed ones what they say."""
    content = read(path)
    return gzip.decompress(content) if path.endswith(".gz") else content
