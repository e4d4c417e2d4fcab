"""A digest over the sources that a C++ library is made of, itself and all it depends on in this repository."""

SourcesInfo = provider(fields = ["files"])

def _sources_aspect_impl(_target, ctx):
    direct = []
    if not ctx.label.workspace_name:
        for attribute in ["srcs", "hdrs"]:
            for dependency in getattr(ctx.rule.attr, attribute, []):
                direct += [f for f in dependency.files.to_list() if f.is_source]
    transitive = [dependency[SourcesInfo].files for dependency in getattr(ctx.rule.attr, "deps", [])]
    return [SourcesInfo(files = depset(direct, transitive = transitive))]

_sources_aspect = aspect(
    implementation = _sources_aspect_impl,
    attr_aspects = ["deps"],
)

def _source_digest_impl(ctx):
    files = ctx.attr.library[SourcesInfo].files
    names = ctx.actions.declare_file(ctx.label.name + ".files")
    ctx.actions.write(names, "\n".join(sorted([f.path for f in files.to_list()])) + "\n")
    header = ctx.actions.declare_file(ctx.label.name + ".h")
    ctx.actions.run_shell(
        inputs = depset([names], transitive = [files]),
        outputs = [header],
        command = """
digest=$(xargs sha256sum < {names} | sha256sum | cut -c1-64)
printf '#pragma once\\n\\nnamespace tenfold {{\\nconstexpr char kSourceDigest[] = "%s";\\n}}\\n' "$digest" > {header}
""".format(names = names.path, header = header.path),
        mnemonic = "SourceDigest",
    )
    return [
        DefaultInfo(files = depset([header])),
        CcInfo(compilation_context = cc_common.create_compilation_context(headers = depset([header]))),
    ]

source_digest = rule(
    implementation = _source_digest_impl,
    attrs = {"library": attr.label(aspects = [_sources_aspect], mandatory = True)},
    doc = "A header NAME.h with kSourceDigest, the SHA-256 over paths and contents of the library's sources.",
)
