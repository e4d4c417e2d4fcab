"""Where a program cannot write, and what folders may be called."""
import os
import resource
import stat

from scene import (NAMES, attacks, calls, error_lines, expect, expect_printable, expect_refused, new_scene, run,
                   sample, snapshot, temporary_names)

READ_ONLY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []


def writing_calls():
    """Those that change the scene."""
    for program, arguments in calls():
        scene = new_scene()
        before = snapshot(scene)
        if run(program, arguments, scene).code in (0, 2) and snapshot(scene) != before:
            yield program, arguments


def limits():
    """Files that may not grow, and folders that are not to be written: one line, and nothing half written."""
    for program, arguments in writing_calls():
        for size in (0, 700):
            scene = new_scene()
            before = snapshot(scene)
            attacks["files that may not grow"] += 1
            what = f"files of {size} bytes at most: {program} {' '.join(arguments)}"
            end = run(program, arguments, scene,
                      prepare=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            # Moving what is there needs no space.
            moves = "--repair" in arguments or "settle" in arguments
            if (size == 0 or end.code != 0) and not (moves and end.code in (0, 2)):
                expect_refused(end, what, rb"File too large")
            expect(not temporary_names(scene), f"{what}: temporary files are left", end)
            after = snapshot(scene)
            lost = [] if moves else [path for path in before if path not in after]
            expect(not lost, f"{what}: {lost} is gone", end)
        scene = new_scene()
        folders = [path for path, (mode, _) in snapshot(scene).items() if stat.S_ISDIR(mode)] + [""]
        for folder in folders:
            os.chmod(os.path.join(scene, folder), 0o555)
        before = snapshot(scene)
        attacks["folders that may not be written"] += 1
        what = f"folders that may not be written: {program} {' '.join(arguments)}"
        end = run(program, arguments, scene, prefix=READ_ONLY)
        expect_refused(end, what, rb"Permission denied|cannot be")
        expect(snapshot(scene) == before, f"{what}: something has changed", end)
        for folder in folders:
            os.chmod(os.path.join(scene, folder), 0o755)


HOSTILE = ["a\nerror: b", "a\x1b[2J\rb", "a'b\"c\\d", "$(touch pwned)`touch pwned`;touch pwned", "=1+1",
           "\u202eevil \u00e9", "a b", "{0}%s%n"]


def names():
    """Whatever folders and files are called, a program does the same, and prints as many lines."""
    for program, arguments in calls():
        words = " ".join(arguments)
        used = [name for name, value in NAMES.items() if value in words]
        if not used:
            continue
        scene = new_scene()
        plain = run(program, arguments, scene)
        made = len(snapshot(scene))
        for hostile in sample(HOSTILE, 2):
            scene = new_scene()
            new_names = {}
            for name, value in NAMES.items():
                new_names[name] = hostile + value
                for ending in ("", ".csv", ".jsonl", ".jsonl.gz"):
                    if os.path.exists(os.path.join(scene, value + ending)):
                        os.rename(os.path.join(scene, value + ending), os.path.join(scene, hostile + value + ending))
            _, hostile_arguments = next((of, given) for (of, given), (_, usual) in
                                        zip(calls(names=new_names), calls()) if of == program and usual == arguments)
            attacks["names"] += 1
            what = f"called {hostile!r}: {program} {words}"
            end = run(program, hostile_arguments, scene)
            expect(end.code == plain.code, f"{what}: exit code {plain.code}", end)
            expect_printable(end, what)
            lines = lambda ended: (ended.out.count(b"\n"), ended.err.count(b"\n"))
            expect(lines(end) == lines(plain), f"{what}: {lines(plain)} lines", end)
            expect(len(error_lines(end)) == len(error_lines(plain)), f"{what}: errors", end)
            there = snapshot(scene)
            expect(len(there) == made and "pwned" not in map(os.path.basename, there), f"{what}: files", end)
