"""Sweeps as build actions: Bazel trains what is not in its caches, and other rules can depend on the records."""

def _tenfold_sweep_impl(ctx):
    records = ctx.actions.declare_directory(ctx.label.name)
    arguments = ctx.actions.args()
    arguments.add_all([records], format_each = "--results_dir=%s", expand_directories = False)
    arguments.add("--build_action")

    # Bazel runs several actions at a time and takes each for one processor's work.
    arguments.add("--jobs=1")
    if ctx.attr.preset:
        arguments.add(ctx.attr.preset, format = "--preset=%s")
    arguments.add(ctx.attr.seeds, format = "--seeds=%s")
    if ctx.attr.receipts:
        arguments.add(ctx.attr.receipts, format = "--receipts=%s")
    arguments.add_joined(ctx.attr.variants, join_with = ",", format_joined = "--variants=%s")
    arguments.add_joined(ctx.attr.engines, join_with = ",", format_joined = "--engines=%s")
    arguments.add_joined(
        ["%s=%s" % item for item in ctx.attr.set.items()],
        join_with = ",",
        format_joined = "--set=%s",
    )
    if ctx.attr.target and ctx.file.target_file:
        fail("target and target_file are both given; wants columns of a CSV, or a file")
    files = {
        "data": ctx.file.data,
        "target": ctx.file.target_file,
        "test_data": ctx.file.test_data,
        "test_target": ctx.file.test_target,
    }
    for flag, file in files.items():
        if file:
            arguments.add(file, format = "--%s=%%s" % flag)
    arguments.add_joined(ctx.attr.target, join_with = ",", format_joined = "--target=%s")
    arguments.add_all(["--net=%s=%s" % item for item in ctx.attr.nets.items()])
    ctx.actions.run(
        executable = ctx.attr.experiment[DefaultInfo].files_to_run,
        arguments = [arguments],
        inputs = [file for file in files.values() if file],
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
        "data": attr.label(allow_single_file = True, doc = "Of //experiments/study: the data set."),
        "nets": attr.string_dict(doc = "Of //experiments/study: networks by name."),
        "preset": attr.string(doc = "Default: the experiment's first."),
        "receipts": attr.string(doc = "By `epoch` or `step`. Default: none."),
        "seeds": attr.string(default = "0-9"),
        "set": attr.string_dict(doc = "Hyperparameters that differ from the preset."),
        "target": attr.string_list(doc = "Of //experiments/study: columns of a CSV."),
        "target_file": attr.label(allow_single_file = True, doc = "The targets, where the data is no CSV."),
        "test_data": attr.label(allow_single_file = True),
        "test_target": attr.label(allow_single_file = True),
        "variants": attr.string_list(doc = "Default: all."),
    },
    doc = """A folder NAME of run records.

It is made again when the program (engine, experiment, compiler, libraries), its data or the attributes change. As a cache
may hand it out later and elsewhere, its records have no timing and say nothing of a machine.""",
)
