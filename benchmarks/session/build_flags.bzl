"""A header NAME.h with kBuildFlags: the compiler options that this build was asked for."""

def _build_flags_impl(ctx):
    flags = ["-c " + ctx.var["COMPILATION_MODE"]] + ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts
    header = ctx.actions.declare_file(ctx.label.name + ".h")
    ctx.actions.write(header, """#pragma once

namespace tenfold::benchmarks {
inline constexpr char kBuildFlags[] = "%s";
}
""" % " ".join(flags).replace("\\", "\\\\").replace("\"", "\\\""))
    return [
        DefaultInfo(files = depset([header])),
        CcInfo(compilation_context = cc_common.create_compilation_context(headers = depset([header]))),
    ]

build_flags = rule(
    implementation = _build_flags_impl,
    fragments = ["cpp"],
)
