"""What decides the results of an experiment's runs, by engine."""

load("@libtorch//:defs.bzl", "LIBTORCH_COMPATIBLE")
load("//tools:source_digests.bzl", "source_digests")

_ENGINES = dict({
    "//engine/backends/eigen": "eigen",
    "//engine/backends/onednn": "onednn",
    "//engine/backends/reference": "reference",
    "//engine/backends/simd": "simd",
}, **({} if LIBTORCH_COMPATIBLE else {"//baselines/libtorch": "libtorch"}))

def engine_digests(name, namespace, task):
    """A header NAME.h with SourceDigests(), the EngineDigests of provenance.h.

    Args:
      name: of the target and the header.
      namespace: of the function.
      task: the library that makes training tasks: data sets, models and how hyperparameters are read, but not
        what declares presets and neutral values: these enter a run's key by value.
    """
    source_digests(
        name = name,
        common = [
            task,
            "//experiments/training",
        ],
        namespace = namespace,
        parts = _ENGINES,
    )
