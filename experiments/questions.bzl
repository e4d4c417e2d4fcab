"""The questions of this repository. A new one is a folder here, named as its program, and a line below."""

QUESTIONS = [
    "pairs",
    "disc",
]

# Their programs, and those that do the same with LibTorch.
QUESTION_PROGRAMS = ["//experiments/" + question for question in QUESTIONS]
BASELINE_PROGRAMS = ["//baselines:" + question for question in QUESTIONS]

def _questions_impl(ctx):
    header = ctx.actions.declare_file(ctx.label.name + ".h")
    includes = ["experiments/sweeps/question.h"]
    for name in ctx.attr.names:
        includes += ["experiments/%s/%s" % (name, file) for file in ["full_sweeps.h", name + "_experiment.h", "source_digests.h"]]
    ctx.actions.write(header, """#pragma once

%s

namespace tenfold {

// In the report's order.
inline std::vector<Question> Questions() {
  return {
%s
  };
}

}  // namespace tenfold
""" % (
        "\n".join(["#include \"%s\"" % file for file in includes]),
        "\n".join([
            "      {{\"{q}\", {q}::FullSweeps(), {q}::SourceDigests(), {q}::MakeExperiment}},".format(q = name)
            for name in ctx.attr.names
        ]),
    ))
    own = CcInfo(compilation_context = cc_common.create_compilation_context(headers = depset([header])))
    return [
        DefaultInfo(files = depset([header])),
        cc_common.merge_cc_infos(direct_cc_infos = [own], cc_infos = [d[CcInfo] for d in ctx.attr.deps]),
    ]

_questions_header = rule(
    implementation = _questions_impl,
    attrs = {
        "deps": attr.label_list(providers = [CcInfo]),
        "names": attr.string_list(),
    },
)

def questions_header(name):
    """A header NAME.h with Questions(): what each has in full_sweeps.h, <question>_experiment.h and source_digests.h."""
    _questions_header(
        name = name,
        names = QUESTIONS,
        deps = ["//experiments/sweeps:question"] + [
            "//experiments/%s:%s" % (question, target)
            for question in QUESTIONS
            for target in ["full_sweeps", question + "_experiment", "source_digests"]
        ],
    )
