"""A C++ toolchain for AArch64 beside the default one: Debian's cross compiler, with Debian's arm64 packages in a folder.

--config=arm64 builds with it. Headers without code (Eigen, nlohmann's, Boost's) are those of this machine.
"""

load("@bazel_tools//tools/cpp:unix_cc_configure.bzl", "configure_unix_toolchain")

_PREFIX = "aarch64-linux-gnu-"
_PACKAGES = [
    "libabsl-dev",
    "libcsv-dev",
    "libgmock-dev",
    "libgtest-dev",
    "libssl-dev",
    "zlib1g-dev",
]

def _run(rctx, command):
    result = rctx.execute(command)
    if result.return_code != 0:
        fail("arm64: %s" % (result.stderr.strip() or "%s failed" % command[0]))
    return result.stdout

def _arm64_impl(rctx):
    if not rctx.which(_PREFIX + "gcc"):
        fail("arm64: the cross compiler is not installed; run ./bazelw --with=arm64, which installs it")
    versions = _run(rctx, [rctx.path(rctx.attr._unpack), "root"] + _PACKAGES)
    root = str(rctx.path("root"))
    rctx.file("gcc", """#!/bin/sh
exec {prefix}gcc "$@" -isystem {root}/usr/include -isystem {root}/usr/include/aarch64-linux-gnu -L{root}/usr/lib/aarch64-linux-gnu
""".format(prefix = _PREFIX, root = root))
    tools = {tool: "/usr/bin/" + _PREFIX + tool for tool in ["ar", "cpp", "dwp", "gcov", "ld", "nm", "objcopy", "objdump", "strip"]}
    tools["gcc"] = str(rctx.path("gcc"))
    configure_unix_toolchain(rctx, "aarch64", tools)

    # Bazel takes what is in the compiler's own folders for part of the compiler, if they are named by absolute paths.
    rctx.file("BUILD", rctx.read("BUILD").replace("\"root/usr/include", "\"%s/usr/include" % root))

    # Each compilation depends on this file, and so on what the compiler and the packages are.
    versions += _run(rctx, [_PREFIX + "gcc", "--version"])
    rctx.file("builtin_include_directory_paths", rctx.read("builtin_include_directory_paths") + versions)

arm64_toolchain = repository_rule(
    implementation = _arm64_impl,
    attrs = {"_unpack": attr.label(default = "//third_party:unpack_arm64.sh")},
    # TENFOLD_SYSTEM changes with the installed packages; see system_library.bzl.
    environ = ["TENFOLD_SYSTEM"],
    configure = True,
    local = True,
)
