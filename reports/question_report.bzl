"""What a question says in the report."""

load("//reports:embed.bzl", "embed_texts")

def question_report(name, deps = [], test_deps = []):
    """A library of this folder's sources and texts, and its test of all that end in _test.cc.

    Args:
      name: of the library.
      deps: what it needs besides what every such library does.
      test_deps: what its test needs besides.
    """
    embed_texts(
        name = "texts",
        srcs = native.glob(["*.tpl"]),
    )
    native.cc_library(
        name = name,
        srcs = native.glob(
            ["*.cc"],
            exclude = ["*_test.cc"],
        ),
        hdrs = native.glob(["*.h"]),
        visibility = [
            "//experiments:__subpackages__",
            "//reports:__subpackages__",
        ],
        deps = deps + [
            ":texts",
            "//reports/claims",
            "//reports/input",
            "//reports/parts",
            "//statistics",
            "@abseil",
        ],
    )
    native.cc_test(
        name = name + "_test",
        srcs = native.glob(["*_test.cc"]),
        deps = test_deps + [
            ":" + name,
            ":texts",
            "//reports/claims",
            "//reports/parts",
            "//reports/testing",
            "@abseil",
            "@googletest",
        ],
    )
