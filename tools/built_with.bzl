"""A program of this repository, built by another compiler or in another compilation mode than the rest."""

_TOOLCHAIN = "//command_line_option:crosstool_top"
_MODE = "//command_line_option:compilation_mode"

def _transition_impl(settings, attr):
    return {
        _TOOLCHAIN: attr.toolchain or settings[_TOOLCHAIN],
        _MODE: attr.mode,
    }

_transition = transition(
    implementation = _transition_impl,
    inputs = [_TOOLCHAIN],
    outputs = [_TOOLCHAIN, _MODE],
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
        "mode": attr.string(mandatory = True, doc = "Compilation mode: opt is -O2, fastbuild no optimisation at all."),
        "program": attr.label(cfg = _transition, executable = True, mandatory = True),
        "toolchain": attr.string(doc = "Label of a C++ toolchain suite; that of the command line if empty."),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    executable = True,
)
