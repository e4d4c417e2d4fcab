"""A parser under libFuzzer.

fuzz_target(name = "idx") takes idx.cc, which defines LLVMFuzzerTestOneInput, and corpus/idx/, and makes
  idx_corpus_test  the corpus once through the parser, with any compiler (every day)
  idx_test         libFuzzer from the corpus with ASan and UBSan, always the same inputs (tag full)
  idx_fuzzer       the fuzzer itself, to run for longer
"""

load("@local_config_clang//:defs.bzl", "CLANG_COMPATIBLE")
load("//tools:built_with.bzl", "built_with")

_SANITIZERS = "-fsanitize=fuzzer-no-link,address,undefined"

def fuzz_target(name, runs, deps):
    """runs: how many inputs take about ten seconds."""
    native.cc_library(
        name = name,
        testonly = True,
        srcs = [name + ".cc"],
        deps = deps,
        alwayslink = True,
    )
    native.filegroup(
        name = name + "_corpus",
        srcs = native.glob(["corpus/%s/*" % name]),
    )
    native.cc_test(
        name = name + "_corpus_test",
        size = "small",
        args = ["$(locations :%s_corpus)" % name],
        data = [":%s_corpus" % name],
        deps = [
            ":" + name,
            ":run_corpus",
        ],
    )

    # Has no main but libFuzzer's, so it links only as built_with builds it.
    native.cc_binary(
        name = name + "_linked",
        testonly = True,
        linkopts = ["-fsanitize=fuzzer"],
        tags = ["manual"],
        deps = [":" + name],
    )
    built_with(
        name = name + "_fuzzer",
        testonly = True,
        copts = [
            _SANITIZERS,
            "-fno-sanitize-recover=undefined",
            "-fno-omit-frame-pointer",
            "-g1",
        ],
        # The linker is called as for C, which leaves out a part of UBSan's library.
        linkopts = [
            "-fsanitize=address,undefined",
            "-fsanitize-link-c++-runtime",
        ],
        mode = "opt",
        program = ":%s_linked" % name,
        tags = ["manual"],
        target_compatible_with = CLANG_COMPATIBLE,
        toolchain = "@local_config_clang//:toolchain",
    )
    native.sh_test(
        name = name + "_test",
        size = "medium",
        srcs = ["fuzz.sh"],
        args = [
            "$(location :%s_fuzzer)" % name,
            str(runs),
            "$(locations :%s_corpus)" % name,
        ],
        data = [
            ":%s_corpus" % name,
            ":%s_fuzzer" % name,
        ],
        tags = ["full"],
        target_compatible_with = CLANG_COMPATIBLE,
    )
