"""The programs of the tree, and a short call of each.

Which there are the BUILD files say, which are read as the Python that they nearly are: a program without a call here is
an error.
"""
import builtins
import os
import types

SWEEP = ["--set=points=20,epochs=1", "--seeds=0-1", "--jobs=1"]
SESSION = ["--keep_disturbed", "--ms=1"]

# By program: the commands, in a scene (scene.py) and with its names in braces. "RUNFILES" in front: as `bazel run` starts
# it, among its files.
CALLS = {
    "baselines/accuracy": [["--only=disc/paper/depth-3", "--epochs=1", "--output={out}.json"]],
    "baselines/disc": [SWEEP + ["--results_dir={out}"]],
    "baselines/pairs": [["--variants=mlp", "--seeds=0", "--set=epochs=1", "--results_dir={out}"]],
    "baselines/study": [["--data={table}.csv", "--target=y", "--net=a=Linear(2)", "--seeds=0", "--set=epochs=1",
                         "--results_dir={out}"]],
    "benchmarks/benchmarks": [["--benchmark_list_tests"]],
    "benchmarks/compare": [["benchmark.json", "benchmark.json"]],
    "benchmarks/growth": [SESSION + ["--quick", "--series=points", "--json={out}.json"]],
    "benchmarks/libtorch/worker": [["--workloads=W1 b100", "--engine=libtorch", "--ms=1"]],
    "benchmarks/operations": [["--benchmark_list_tests"]],
    "benchmarks/peers/worker": [["--help"], ["--workloads=W1 b100", "--engine=jax/scan", "--ms=1"]],
    "benchmarks/repeatability": [["benchmark.json", "benchmark.json"]],
    "benchmarks/roof": [["--benchmark_filter=^peak/fma", "--benchmark_repetitions=1", "--benchmark_min_time=0.001"]],
    "benchmarks/side_by_side": [SESSION + ["--most_rounds=2", "--least_rounds=2", "--minutes=600", "--engines=simd,eigen",
                                           "--rows=W1 b100", "--json={out}.json"]],
    "benchmarks/training": [["--benchmark_list_tests"]],
    "benchmarks/worker/worker": [["--workloads=W1 b100", "--engine=simd", "--ms=1"]],
    "engine/conformance/check": [["--only=scalar", "--cases=Philox"]],
    "experiments/accuracy": [["--only=disc/paper/depth-3", "--epochs=1", "--output={out}.json"]],
    "experiments/compare/compare": [["{results}", "{other}"], ["{other}", "{results}"]],
    "experiments/dispute": [["{results}/{conflict}.json", "{other}/{conflict}.json"],
                            ["{results}/{conflict}.json", "--step=1", "--export={out}.safetensors"]],
    "experiments/disc/disc": [SWEEP + ["--results_dir={results}"], SWEEP + ["--results_dir={results}", "--list"],
                              SWEEP + ["--save_weights", "--receipts=step", "--results_dir={out}"]],
    "experiments/exhaustive/exhaustive": [["--networks=1", "--only=paper/mlp-shared-aux", "--jobs=1", "--output={out}.json"]],
    "experiments/ladder/ladder": [["--ladders=sprint", "--seeds=0", "--results_dir={out}"],
                                  ["--ladders=sprint", "--seeds=0", "--results_dir={results}"]],
    "experiments/ladder/search": [["--results_dir={out}"]],
    "experiments/multiverse/multiverse": [["--grids=disc", "--settings=0", "--results_dir={out}"]],
    "experiments/pairs/pairs": [["--variants=mlp", "--seeds=0", "--set=epochs=1", "--results_dir={out}"]],
    "experiments/replay": [["{results}/{conflict}.json"]],
    "experiments/store": [["list", "{results}"], ["list", "{out_of}.jsonl"], ["check", "{results}"],
                          ["check", "{results}", "--repair"], ["export", "{results}"],
                          ["export", "{results}", "-o", "{out}.csv"],
                          ["export", "{results}", "--format=jsonl", "-o", "{out}.jsonl.gz"],
                          ["merge", "{results}", "{other}", "-o", "{out}"],
                          ["merge", "{other}", "{results}", "-o", "{out}.jsonl"],
                          ["settle", "{results}", "{conflict}"]],
    "experiments/study/export_onnx": [["--weights={weights}.safetensors", "--output={out}.onnx"]],
    "experiments/study/predict": [["--weights={weights}.safetensors", "--data={table}.csv", "--output={out}.csv"],
                                  ["--weights={weights}.safetensors", "--data={table}.csv", "--output={out}.npy"]],
    "experiments/study/study": [["--data={table}.csv", "--target=y", "--net=a=Linear(2)", "--seeds=0", "--set=epochs=1",
                                 "--results_dir={out}"]],
    "experiments/variance/variance": [["--replicates=1", "--jobs=1", "--output={out}.json"]],
    "experiments/verify": [["--only=disc/paper/depth-3"], ["--sample=1", "--records={out_of}.jsonl"]],
    "reports/publish": [["RUNFILES", "reports/report", "--help"], ["RUNFILES", "reports/report", "--regenerate"],
                        ["RUNFILES", "reports/report", "--results_dir={results}"]],
    "reports/report": [["--results_dir={results}"], ["--results_dir={results}", "--output_dir={out}"],
                       ["--records={out_of}.jsonl", "--output_dir={out}", "--accuracy=accuracy.json"]],
    "reports/summary": [["--results_dir={results}"], ["--results_dir={results}", "--output_dir={out}"]],
    "reproduce": [["RUNFILES", "--seeds=0", "--engines=simd", "--results_dir={out}"]],
    "tools/slurm/submit": [["RUNFILES", "--dry_run", "--tasks=2", "--results_dir={out}", "experiments/disc"] + SWEEP],
    "tools/source_digest": [["{out}.h", "a::b", "options.txt", "name", "sources.txt"]],
    "tools/update_signatures": [[]],
}

# Outside a soak they are called for their help.
SLOW = {"benchmarks/growth", "benchmarks/side_by_side", "experiments/ladder/search", "reproduce", "tools/update_signatures"}

# The first writes into the source tree alone, by other programs; the others show how the library is called, or time it.
LEFT_OUT = {
    "tools/format", "examples/continuing", "examples/own_data", "examples/regression", "examples/save_and_predict",
    "examples/xor", "python/speed/library",
}


class Unknown:
    """What is loaded from elsewhere: can be called, added to a list, gone through, and is nothing."""

    def __call__(self, *_, **__):
        return self

    def __getattr__(self, _):
        return self

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return False

    def __add__(self, other):
        return other

    __radd__ = __add__


def _names(code):
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _evaluate(root, path, package, record):
    """The globals of a BUILD or .bzl file; `record` gets the kind and the arguments of its rules."""
    with open(os.path.join(root, path)) as file:
        code = compile(file.read(), path, "exec")
    variables = {name: Unknown() for name in _names(code) if not hasattr(builtins, name)}

    def load(label, *names, **renamed):
        if label.startswith("@"):
            return
        folder, file_name = label.rsplit(":", 1)
        loaded = _evaluate(root, os.path.join(folder[2:] if folder else package, file_name), package, record)
        variables.update({name: loaded[name] for name in names})
        variables.update({name: loaded[of] for name, of in renamed.items()})

    rules = {kind: lambda kind=kind, **arguments: record(kind, arguments) for kind in ("cc_binary", "sh_binary")}
    variables.update(rules, load=load)
    if path.endswith(".bzl"):
        variables["native"] = type("Native", (Unknown,), {kind: staticmethod(rule) for kind, rule in rules.items()})()
    exec(code, variables)
    return variables


def of_the_tree(root):
    """Paths of the programs, as among runfiles. Those of tests are left out."""
    found = set()
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith((".", "bazel-")) and name != "testing")
        if "BUILD" not in files:
            continue
        package = os.path.relpath(folder, root)

        def record(_, arguments, package=package):
            if not arguments.get("linkshared"):
                found.add(os.path.normpath(os.path.join(package, arguments["name"])))

        _evaluate(root, os.path.join(package, "BUILD"), package, record)
    return found
