"""Digests of what decides a result: of C++ libraries, themselves and all they depend on in this repository."""

SourcesInfo = provider(fields = {
    "files": "Depset of sources.",
    "lines": "Depset of lines for tools/source_digest.cc: path, tab, options.",
})

# These read files and arguments and start processes: no result is decided there. What data is read stands in a run's key by
# the data set's own digest.
_DECIDES_NOTHING = ["base", "base/text"]

_FILES = ["srcs", "hdrs", "textual_hdrs"]

def _options(attributes):
    options = list(getattr(attributes, "copts", []))
    for name in ["defines", "local_defines"]:
        options += ["-D" + define for define in getattr(attributes, name, [])]
    return " ".join(options)

def _sources_aspect_impl(_target, ctx):
    files = []
    if not ctx.label.workspace_name and ctx.label.package not in _DECIDES_NOTHING:
        for attribute in _FILES:
            for dependency in getattr(ctx.rule.attr, attribute, []):
                files += dependency.files.to_list()
    options = _options(ctx.rule.attr)
    inherited = [dependency[SourcesInfo] for dependency in getattr(ctx.rule.attr, "deps", [])]
    return [SourcesInfo(
        files = depset(files, transitive = [info.files for info in inherited]),
        lines = depset(
            ["%s\t%s" % (file.path, options) for file in files],
            transitive = [info.lines for info in inherited],
        ),
    )]

_sources_aspect = aspect(
    implementation = _sources_aspect_impl,
    attr_aspects = ["deps"],
)

def _source_digests_impl(ctx):
    header = ctx.actions.declare_file(ctx.label.name + ".h")
    options = ctx.actions.declare_file(ctx.label.name + ".options")
    ctx.actions.write(options, "\n".join(ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts) + "\n")
    common = [library[SourcesInfo] for library in ctx.attr.common]
    inputs = [options]
    arguments = ctx.actions.args()
    arguments.add_all([header, ctx.attr.namespace, options])
    for library, name in ctx.attr.parts.items():
        lines = depset(transitive = [info.lines for info in common + [library[SourcesInfo]]])
        names = ctx.actions.declare_file("%s.%s" % (ctx.label.name, name))
        ctx.actions.write(names, "\n".join(lines.to_list()) + "\n")
        inputs.append(names)
        arguments.add_all([name, names])
    ctx.actions.run(
        executable = ctx.executable._tool,
        arguments = [arguments],
        inputs = depset(
            inputs,
            transitive = [info.files for info in common] + [part[SourcesInfo].files for part in ctx.attr.parts],
        ),
        outputs = [header],
        mnemonic = "SourceDigests",
    )
    return [
        DefaultInfo(files = depset([header])),
        CcInfo(compilation_context = cc_common.create_compilation_context(headers = depset([header]))),
    ]

source_digests = rule(
    implementation = _source_digests_impl,
    attrs = {
        "common": attr.label_list(aspects = [_sources_aspect], doc = "What is in each digest."),
        "namespace": attr.string(mandatory = True),
        "parts": attr.label_keyed_string_dict(
            aspects = [_sources_aspect],
            doc = "Libraries and the names of their digests.",
            mandatory = True,
        ),
        "_tool": attr.label(default = "//tools:source_digest", cfg = "host", executable = True),
    },
    doc = """A header NAME.h with SourceDigests() in that namespace: SHA-256 by name.

A digest is over what the files say, without comments, `#include "..."` lines, names and places (tools/source_digest.cc),
and over the compiler's options, those of the command line and each library's own.""",
    fragments = ["cpp"],
)
