"""A C++ library that Debian has installed, as an external repository.

The compiler finds the headers in /usr/include by itself; only those that sources include by another path are linked in.
The packages' versions are defined on the command line of everything that is compiled against the library, so that results
cached with one version are not taken for another's, and stand in a generated header. Bazel does not watch system files:
the rule is evaluated anew when TENFOLD_SYSTEM changes, which tools/bazel sets to a digest of the installed packages.
"""

def _version(rctx, package):
    result = rctx.execute(["dpkg-query", "-W", "-f=${Version}", package])
    return result.stdout if result.return_code == 0 else "not packaged"

def _first_existing(rctx, candidates):
    for candidate in candidates:
        if rctx.path(candidate).exists:
            return candidate
    return None

def _system_library_impl(rctx):
    of_architecture = "/usr/include/%s-linux-gnu/" % rctx.execute(["uname", "-m"]).stdout.strip()
    for header in rctx.attr.headers:
        found = _first_existing(rctx, ["/usr/include/" + header, of_architecture + header])
        if not found and header in rctx.attr.optional_headers:
            continue
        if not found:
            fail("%s: header %s not found; install the Debian package %s (./bazelw does)" %
                 (rctx.name, header, rctx.attr.packages[0]))
        if header != rctx.attr.headers[header]:
            rctx.symlink(found, "include/" + rctx.attr.headers[header])
    linkopts = list(rctx.attr.linkopts)
    if rctx.attr.pkg_config:
        result = rctx.execute(["pkg-config", "--libs"] + rctx.attr.pkg_config)
        if result.return_code != 0:
            fail("%s: pkg-config: %s" % (rctx.name, result.stderr))
        linkopts += result.stdout.strip().split(" ")
    macro = "TENFOLD_%s_VERSION" % rctx.name.upper()
    versions = ",".join([_version(rctx, package) for package in rctx.attr.packages])
    rctx.file(
        "include/third_party/%s_version.h" % rctx.name,
        "#pragma once\n// %s\n#define %s \"%s\"\n" % (
            ", ".join(["%s %s" % (p, _version(rctx, p)) for p in rctx.attr.packages]),
            macro,
            _version(rctx, rctx.attr.packages[0]),
        ),
    )
    rctx.file("BUILD", """
# What is compiled against the library, and needs nothing of it when it is linked.
cc_library(
    name = "headers",
    hdrs = glob(["include/**"]),
    defines = {defines},
    includes = ["include"],
    visibility = ["//visibility:public"],
)

cc_library(
    name = "{name}",
    linkopts = {linkopts},
    visibility = ["//visibility:public"],
    deps = [":headers"],
)
""".format(name = rctx.name, defines = repr(rctx.attr.defines + ["TENFOLD_%s_PACKAGES=%s" % (rctx.name.upper(), versions)]), linkopts = repr(linkopts)))

system_library = repository_rule(
    implementation = _system_library_impl,
    environ = ["TENFOLD_SYSTEM"],
    attrs = {
        "defines": attr.string_list(),
        "headers": attr.string_dict(doc = "path below /usr/include -> path that sources include"),
        "linkopts": attr.string_list(),
        "optional_headers": attr.string_list(doc = "those of `headers` that only some versions have"),
        "packages": attr.string_list(doc = "Debian packages; the first one's version names the library's"),
        "pkg_config": attr.string_list(doc = "modules whose link flags are added"),
    },
    local = True,
)
