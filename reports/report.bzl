"""The report as a build action."""

def _tenfold_report_impl(ctx):
    report = ctx.actions.declare_directory(ctx.label.name)
    arguments = ctx.actions.args()
    arguments.add(ctx.executable._report)
    arguments.add_all([ctx.file.records, report], expand_directories = False)

    # In Bazel's sandbox the records are links, which are refused in a results folder.
    ctx.actions.run_shell(
        command = """set -e
records=$(mktemp -d)
trap 'rm -rf "$records"' EXIT
cp -RL "$2/." "$records"
"$1" --results_dir="$records" --output_dir="$3"
""",
        tools = [ctx.attr._report[DefaultInfo].files_to_run],
        arguments = [arguments],
        inputs = [ctx.file.records],
        outputs = [report],
        mnemonic = "TenfoldReport",
        progress_message = "Reporting %s" % ctx.label,
        use_default_shell_env = True,  # PATH, to find gnuplot
    )
    return [DefaultInfo(files = depset([report]), runfiles = ctx.runfiles([report]))]

tenfold_report = rule(
    implementation = _tenfold_report_impl,
    attrs = {
        "records": attr.label(
            allow_single_file = True,
            doc = "A folder of run records, such as a tenfold_sweep.",
            mandatory = True,
        ),
        "_report": attr.label(default = "//reports:report", executable = True, cfg = "target"),
    },
    doc = "A folder NAME with the report of run records: REPORT.md, its tables and figures.",
)
