"""A program of this repository, built by another compiler, in another compilation mode or with more options than the rest."""

_TOOLCHAIN = "//command_line_option:crosstool_top"
_MODE = "//command_line_option:compilation_mode"
_COPT = "//command_line_option:copt"
_LINKOPT = "//command_line_option:linkopt"

def _transition_impl(settings, attr):
    return {
        _TOOLCHAIN: attr.toolchain or settings[_TOOLCHAIN],
        _MODE: attr.mode,
        _COPT: settings[_COPT] + attr.copts,
        _LINKOPT: settings[_LINKOPT] + attr.linkopts,
    }

_transition = transition(
    implementation = _transition_impl,
    inputs = [_TOOLCHAIN, _COPT, _LINKOPT],
    outputs = [_TOOLCHAIN, _MODE, _COPT, _LINKOPT],
)

def _built_with_impl(ctx):
    info = ctx.attr.program[0][DefaultInfo]
    program = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = program, target_file = info.files_to_run.executable, is_executable = True)
    return [DefaultInfo(
        executable = program,
        runfiles = ctx.runfiles([program]).merge(info.default_runfiles),
    )]

built_with = rule(
    implementation = _built_with_impl,
    attrs = {
        "copts": attr.string_list(doc = "More options of the compiler, for everything that is linked."),
        "linkopts": attr.string_list(doc = "More options of the linker."),
        "mode": attr.string(mandatory = True, doc = "Compilation mode: opt is -O2, fastbuild no optimisation at all."),
        "program": attr.label(cfg = _transition, executable = True, mandatory = True),
        "toolchain": attr.string(doc = "Label of a C++ toolchain suite; that of the command line if empty."),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    executable = True,
)
