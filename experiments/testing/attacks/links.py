"""Links at every place that a results folder, an output and the published report have.

Nothing outside is ever read into a folder, shown or changed, and nothing is dropped: what is refused is refused by all
with one line, what is followed is followed by all alike.
"""
import hashlib
import os
import shutil

from scene import (MEASURED, NAMES, SECRET, SETTING, SOAK, VICTIM, attacks, calls, expect, expect_refused, new_scene,
                   plain_bytes, run, sample, snapshot)

# A name that a killed process leaves: of a process that has long been gone.
LEFT = ".tenfold-{}-1234567-1-0.tmp"

# All that read or write a results folder.
READERS = {"experiments/store", "experiments/compare/compare", "experiments/disc/disc", "experiments/ladder/ladder",
           "reports/report", "reports/summary", "reports/publish"}


def space():
    """Where process ids are this process's, as temporary_name.cc has it."""
    with open("/proc/sys/kernel/random/boot_id") as file:
        boot = file.read().strip()
    return hashlib.sha256((boot + os.readlink("/proc/self/ns/pid")).encode()).hexdigest()[:16]


def places(results):
    """Paths below a results folder, by what they are: everything that there is, and names that others could bring."""
    left = LEFT.format(space())
    found = {"experiment folder": "disc", "preset folder": os.path.dirname(os.path.dirname(SETTING)),
             "setting folder": SETTING, "record": f"{SETTING}/seed-01.json", "mark": ".tenfold",
             "name of a record": f"{SETTING}/seed-77.json", "foreign name": "elsewhere", "hidden name": ".elsewhere",
             "staged record": f"{SETTING}/.seed-77.json{left}", "staged report": f".report{left}",
             "probe": f".probe{left}",
             "note of a failure": f"failed/{SETTING}/seed-09.txt", "name of a note": f"failed/{SETTING}/seed-01.txt",
             "record in conflict": f"conflicting/{SETTING}/seed-00.0.json",
             "a run's artifacts": f"artifacts/{SETTING}/seed-00",
             "artifact": f"artifacts/{SETTING}/seed-00/points.csv",
             "weights": f"artifacts/{SETTING}/seed-01/final_weights/net.0.weight.npy",
             "foreign artifact": f"artifacts/{SETTING}/seed-00/mine.npy", "figures of a report": "report/figures",
             "page of a report": "report/REPORT.md"}
    for name in ("artifacts", "conflicting", "corrupt", "failed", "foreign", "report", "summary", "superseded", "slurm"):
        found[f"{name}/"] = name
    if SOAK:
        found.update({path: path for path in snapshot(results) if not path.startswith("foreign/")})
    return found


# How a link at a path leads somewhere.
TARGETS = {
    "nowhere": lambda path: "nowhere/at/all",
    "a file outside": lambda path: os.path.join(VICTIM, "file"),
    "a folder outside": lambda path: os.path.join(VICTIM, "folder"),
    "an empty folder outside": lambda path: os.path.join(VICTIM, "empty"),
    "itself": os.path.basename,
    "another folder inside": lambda path: os.path.relpath(f"{path.split('/results/')[0]}/results/corrupt",
                                                          os.path.dirname(path)),
}


def put_link(path, target):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink(target, path)


def expect_victim_untouched(what, before, scene, end):
    expect(snapshot(VICTIM) == before, f"{what}: what is outside has changed", end)
    leaks = [path for path, (_, content) in snapshot(scene).items()
             if isinstance(content, bytes) and SECRET in plain_bytes(os.path.join(scene, path))]
    expect(SECRET not in end.out + end.err and not leaks, f"{what}: what is outside was read: {leaks}", end)


def below_results():
    """All refuse it, and name it; the store's check counts it, and sets it aside as it is."""
    before = snapshot(VICTIM)
    readers = [(program, arguments) for program, arguments in calls(chosen=READERS)
               if NAMES["results"] in [argument.rpartition("=")[2] for argument in arguments]]
    number = 0
    for kind, place in places(os.path.join(new_scene(), "results")).items():
        for program, arguments in sample(readers, len(readers) // 3):
            number += 1
            targets = list(TARGETS.items())
            for name, target in targets if SOAK else [targets[number % len(targets)]]:
                scene = new_scene()
                link = os.path.join(scene, "results", place)
                put_link(link, target(link))
                attacks["links below a results folder"] += 1
                what = f"{kind} is a link to {name}: {program} {' '.join(arguments)}"
                there = snapshot(scene)
                end = run(program, arguments, scene)
                expect_victim_untouched(what, before, scene, end)
                if arguments[0] != "check":
                    # The report's own folder is looked for first.
                    expect_refused(end, what, rb": a symbolic link|results/report: cannot be found: ")
                    expect(snapshot(scene) == there, f"{what}: a refusal changes something", end)
                    continue
                expect(end.code == 2 and f"foreign: results/{place}: a symbolic link".encode() in end.out,
                       f"{what}: is counted", end)
                repaired = "--repair" in arguments
                aside = [path for path, (_, leads) in snapshot(os.path.join(scene, "results")).items()
                         if os.path.islink(os.path.join(scene, "results", path)) and leads == target(link)]
                expect(len(aside) == 1 and (aside[0].startswith("foreign/") if repaired else aside == [place]),
                       f"{what}: is where {aside}", end)
                content = lambda tree: sorted(content for _, content in tree.values() if isinstance(content, bytes))
                expect(content(snapshot(scene)) == content(there), f"{what}: files are gone", end)


def to_results():
    """The folder itself may be a link: all do what they do without. So do they with links among what is foreign."""
    before = snapshot(VICTIM)
    for program, arguments in calls(chosen=READERS):
        ends = []
        for kind in ("none", "folder", "foreign"):
            scene = new_scene()
            if kind == "folder":
                os.rename(os.path.join(scene, "results"), os.path.join(scene, "moved"))
                os.symlink("moved", os.path.join(scene, "results"))
            if kind == "foreign":
                put_link(os.path.join(scene, "results/foreign/link"), os.path.join(VICTIM, "folder"))
            ends.append(run(program, arguments, scene))
            what = f"link at {kind}: {program} {' '.join(arguments)}"
            if kind != "none":
                attacks["links to a results folder and among what is foreign"] += 1
                expect(ends[-1].code == ends[0].code, f"{what}: as without", ends[-1])
                expect_victim_untouched(what, before, scene, ends[-1])
            if kind == "folder":
                expect(os.path.islink(os.path.join(scene, "results")), f"{what}: the link is gone", ends[-1])


def at_outputs():
    """Refused with nothing changed, or followed: the link stays, and what is written is where it leads."""
    before = snapshot(VICTIM)
    for program, arguments in calls():
        outputs = [word for word in (argument.rpartition("=")[2] for argument in arguments)
                   if word.split(".")[0] == NAMES["out"]]
        for output in [] if "--dry_run" in arguments else outputs:
            for name, target in list(TARGETS.items()) + [("a folder inside", lambda path: "new")]:
                scene = new_scene()
                os.makedirs(os.path.join(scene, "new"))
                link = os.path.join(scene, output)
                put_link(link, target(link))
                attacks["links at outputs"] += 1
                what = f"{output} is a link to {name}: {program} {' '.join(arguments)}"
                there = snapshot(scene)
                end = run(program, arguments, scene)
                expect(os.path.islink(link), f"{what}: the link is gone", end)
                if end.code == 0:
                    expect(os.path.isdir(link) and os.listdir(link), f"{what}: nothing is where it leads", end)
                    for path in snapshot(VICTIM).keys() - before.keys():
                        path = os.path.join(VICTIM, path)
                        shutil.rmtree(path) if os.path.isdir(path) else os.path.lexists(path) and os.remove(path)
                else:
                    expect_refused(end, what)
                    expect(snapshot(scene) == there, f"{what}: a refusal changes something", end)
                expect_victim_untouched(what, before, scene, end)


def below_the_published_report():
    """It is replaced as a whole: a link in it is refused or makes room, and nothing else is touched."""
    before = snapshot(VICTIM)
    published = "tree/reports/published"
    seed = "artifacts/disc/paper,points=20,epochs=1/depth-3/simd/seed-00"
    for place in ("", "records.jsonl.gz", "numbers.json", "REPORT.md", "report.html", "figures", "tables", "artifacts",
                  seed, f"{seed}/points.csv", *(f"{name}.json" for name in MEASURED), "notes"):
        for name, target in TARGETS.items():
            scene = new_scene()
            link = os.path.join(scene, published, place).rstrip("/")
            put_link(link, target(link))
            attacks["links in the published report"] += 1
            what = f"published/{place} is a link to {name}"
            there = snapshot(scene)
            end = run("reports/publish", ["RUNFILES", "reports/report", "--regenerate"], scene)
            if end.code != 0:
                expect_refused(end, what)
                expect(snapshot(scene) == there, f"{what}: a refusal changes something", end)
            else:
                expect(os.path.getsize(os.path.join(scene, published, "report.html")) > 0, f"{what}: the report", end)
            expect_victim_untouched(what, before, scene, end)


def links():
    below_results()
    to_results()
    at_outputs()
    below_the_published_report()
