"""Sweeps as build actions: Bazel trains what is not in its caches, and other rules can depend on the records."""

def _tenfold_sweep_impl(ctx):
    records = ctx.actions.declare_directory(ctx.label.name)
    arguments = ctx.actions.args()
    arguments.add_all([records], format_each = "--results_dir=%s", expand_directories = False)
    arguments.add("--build_action")

    # Bazel runs several actions at a time and takes each for one processor's work.
    arguments.add("--jobs=1")
    arguments.add(ctx.attr.preset, format = "--preset=%s")
    arguments.add(ctx.attr.seeds, format = "--seeds=%s")
    arguments.add_joined(ctx.attr.variants, join_with = ",", format_joined = "--variants=%s")
    arguments.add_joined(ctx.attr.engines, join_with = ",", format_joined = "--engines=%s")
    arguments.add_joined(
        ["%s=%s" % item for item in ctx.attr.set.items()],
        join_with = ",",
        format_joined = "--set=%s",
    )
    ctx.actions.run(
        executable = ctx.attr.experiment[DefaultInfo].files_to_run,
        arguments = [arguments],
        outputs = [records],
        mnemonic = "TenfoldSweep",
        progress_message = "Training %s" % ctx.label,
    )
    return [DefaultInfo(files = depset([records]), runfiles = ctx.runfiles([records]))]

tenfold_sweep = rule(
    implementation = _tenfold_sweep_impl,
    attrs = {
        "engines": attr.string_list(doc = "Default: the fastest of the program."),
        "experiment": attr.label(
            # Not built a second time, as programs that only the build runs would be.
            cfg = "target",
            doc = "The program, such as //experiments/pairs.",
            executable = True,
            mandatory = True,
        ),
        "preset": attr.string(default = "paper"),
        "seeds": attr.string(default = "0-9"),
        "set": attr.string_dict(doc = "Hyperparameters that differ from the preset."),
        "variants": attr.string_list(doc = "Default: all."),
    },
    doc = """A folder NAME of run records.

It is made again when the program (engine, experiment, compiler, libraries), its data or the attributes change. As a cache
may hand it out later and elsewhere, its records have no timing and say nothing of a machine.""",
)
