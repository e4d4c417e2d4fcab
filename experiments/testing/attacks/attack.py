#!/usr/bin/env -S python3 -B
"""attack.py KIND: attacks every program in one way and says how often; TENFOLD_SOAK does it in all combinations."""
import os
import sys

# Beside its modules, wherever a link to it lies.
HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, HERE)

import descriptors
import links
import mutants
import programs
import scene
import surroundings

KINDS = {"closed": descriptors.closed, "full": descriptors.full, "links": links.links, "limits": surroundings.limits,
         "mutants": mutants.mutants, "names": surroundings.names}


def every_program_is_called():
    there = programs.of_the_tree(os.path.join(HERE, "../../.."))
    called = set(programs.CALLS) | programs.LEFT_OUT
    scene.expect(len(there) > 20 and there == called, f"no call of {there - called}, no program {called - there}")
    built = {program for program in programs.CALLS if os.path.exists(program)}
    missing = {program for program in set(programs.CALLS) - built if not program.startswith(scene.OPTIONAL)}
    scene.expect(not missing, f"not among the files of this test: {missing}")


if __name__ == "__main__":
    every_program_is_called()
    scene.make_base()
    KINDS[sys.argv[1]]()
    for kind, count in scene.attacks.items():
        print(f"{count} attacks: {kind}")
    print(f"{sum(scene.attacks.values())} attacks, {len(scene.failures)} failures")
    sys.exit(1 if scene.failures or not scene.attacks else 0)
