"""Holds the specification to the kit: check_specification.py KIT_FOLDER MNIST_FOLDER [--soak] [--only=TEXT].

Exit code 0 if all answers are right. As a test it takes its part of the shards, and soaks under TENFOLD_SOAK.
"""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import answers
import kit
from specification import data


def main(arguments):
    folders = [a for a in arguments if not a.startswith("--")]
    options = dict(a[2:].partition("=")[::2] for a in arguments if a.startswith("--"))
    if len(folders) != 2 or set(options) - {"soak", "only"}:
        sys.exit("usage: " + __doc__.partition(": ")[2].partition(".\n")[0])
    only = options.get("only", "")
    try:
        respondent = answers.Respondent(data.Digits(folders[1]), soak="soak" in options or "TENFOLD_SOAK" in os.environ)
        cases = [(file, case) for file, case in kit.cases(folders[0]) if only in f"{file}: {case['name']}"]
    except OSError as error:
        sys.exit(f"error: {error.filename}: {error.strerror}")
    if not cases:
        sys.exit(f"error: --only={only}: no case has this in its name")
    cases = cases[int(os.environ.get("TEST_SHARD_INDEX", 0))::int(os.environ.get("TEST_TOTAL_SHARDS", 1))]
    if "TEST_SHARD_STATUS_FILE" in os.environ:
        open(os.environ["TEST_SHARD_STATUS_FILE"], "w").close()  # tells Bazel that shards are known here
    right = 0
    for file, case in cases:
        start = time.monotonic()
        answer = answers.OPERATIONS[case["operation"]](case, respondent)
        difference = kit.first_difference(kit.wanted(case, respondent.soak), answer)
        right += not difference
        if difference:
            print(f"DIFFERS {file}: {case['name']}: {difference}", flush=True)
        elif time.monotonic() - start > 5:
            print(f"{file}: {case['name']}: {time.monotonic() - start:.0f} s", flush=True)
    print(f"{right} of {len(cases)} answers are right (specification)")
    return 0 if right == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
