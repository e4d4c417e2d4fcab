"""The questions of this repository. A new one is a folder here, named as its program, and a line below."""

QUESTIONS = [
    "pairs",
    "disc",
]

# Their programs, and those that do the same with LibTorch.
QUESTION_PROGRAMS = ["//experiments/" + question for question in QUESTIONS]
BASELINE_PROGRAMS = ["//baselines:" + question for question in QUESTIONS]

def _full_sweeps_impl(ctx):
    header = ctx.actions.declare_file(ctx.label.name + ".h")
    ctx.actions.write(header, """#pragma once

%s

namespace tenfold {

inline std::vector<Question> Questions() {
  return {
%s
  };
}

}  // namespace tenfold
""" % (
        "\n".join(["#include \"experiments/%s/full_sweeps.h\"" % name for name in ctx.attr.names]),
        "\n".join(["      {\"%s\", %s::FullSweeps()}," % (name, name) for name in ctx.attr.names]),
    ))
    own = CcInfo(compilation_context = cc_common.create_compilation_context(headers = depset([header])))
    return [
        DefaultInfo(files = depset([header])),
        cc_common.merge_cc_infos(direct_cc_infos = [own], cc_infos = [d[CcInfo] for d in ctx.attr.deps]),
    ]

questions_header = rule(
    implementation = _full_sweeps_impl,
    attrs = {
        "deps": attr.label_list(providers = [CcInfo]),
        "names": attr.string_list(),
    },
    doc = "A header NAME.h with Questions(), what each of them has in experiments/<question>/full_sweeps.h.",
)
