"""The questions of this repository. A new one is a folder here, named as its program, and a line below."""

load("@bazel_skylib//rules:write_file.bzl", "write_file")

QUESTIONS = [
    "pairs",
    "disc",
    "study",
]

# Their programs, and those that do the same with LibTorch.
QUESTION_PROGRAMS = ["//experiments/" + question for question in QUESTIONS]
BASELINE_PROGRAMS = ["//baselines:" + question for question in QUESTIONS]

# Those with settings of their own: a study's are on its command line.
_WITH_SETTINGS = [question for question in QUESTIONS if question != "study"]

REPORTED_PROGRAMS = ["//experiments/" + question for question in _WITH_SETTINGS]

# What has a part in the report: they, what trains their settings, and what asks how sure their results are.
_REPORTED = _WITH_SETTINGS + ["ladder", "multiverse", "variance", "exhaustive"]

# Of C++: Questions(), with an entry for each.
def _function(specifiers, entries):
    return [
        "",
        "%sconst std::vector<Question>& Questions() {" % specifiers,
        "  static const std::vector<Question> questions = {",
    ] + ["      %s," % entry for entry in entries] + ["  };", "  return questions;", "}", ""]

def questions_library(name):
    """A header NAME.h with Questions(): what each has in full_sweeps.h, <question>_experiment.h and source_digests.h."""
    write_file(
        name = name + "_header",
        out = name + ".h",
        content = ["#pragma once", "", "#include \"experiments/sweeps/question.h\""] + [
            "#include \"experiments/%s/%s\"" % (question, file)
            for question in QUESTIONS
            for file in ["full_sweeps.h", question + "_experiment.h", "source_digests.h"]
        ] + ["", "namespace tenfold {", "", "// In the report's order."] + _function(
            "inline ",
            ["{{\"{q}\", {q}::FullSweeps(), {q}::SourceDigests(), {q}::MakeExperiment}}".format(q = q) for q in QUESTIONS],
        )[1:] + ["}  // namespace tenfold", ""],
    )
    native.cc_library(
        name = name,
        hdrs = [name + ".h"],
        deps = ["//experiments/sweeps:question"] + [
            "//experiments/%s:%s" % (question, target)
            for question in QUESTIONS
            for target in ["full_sweeps", question + "_experiment", "source_digests"]
        ],
    )

def reported_questions_library(name, deps):
    """A library of NAME.h, whose Questions() has what each says in report/question.h."""
    write_file(
        name = name + "_source",
        out = name + ".cc",
        content = ["#include \"reports/%s.h\"" % name, ""] +
                  ["#include \"experiments/%s/report/question.h\"" % question for question in _REPORTED] +
                  ["", "namespace tenfold::reports {"] +
                  _function("", ["%s::ReportQuestion()" % q for q in _REPORTED]) +
                  ["}  // namespace tenfold::reports", ""],
    )
    native.cc_library(
        name = name,
        srcs = [name + ".cc"],
        hdrs = [name + ".h"],
        deps = deps + ["//experiments/%s/report" % question for question in _REPORTED],
    )
