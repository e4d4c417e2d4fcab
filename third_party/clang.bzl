"""A C++ toolchain of Debian's clang beside the default one, if clang is installed.

--config=clang builds with it, and //tools:built_with.bzl single programs. Without clang the repository is there all the
same: what needs it says target_compatible_with = CLANG_COMPATIBLE (from @local_config_clang//:defs.bzl) and is skipped.
"""

load("@bazel_tools//tools/cpp:lib_cc_configure.bzl", "get_cpu_value")
load("@bazel_tools//tools/cpp:unix_cc_configure.bzl", "configure_unix_toolchain")

def _clang_impl(rctx):
    clang = rctx.which("clang")
    rctx.file("defs.bzl", "CLANG_COMPATIBLE = %s\n" % repr([] if clang else ["@platforms//:incompatible"]))
    if clang:
        # The path where it really lies names its version, so that Bazel notices another one.
        configure_unix_toolchain(rctx, get_cpu_value(rctx), {"gcc": str(clang.realpath)})
    else:
        # Also what is skipped is looked at.
        rctx.file("BUILD", """
alias(
    name = "toolchain",
    actual = "@local_config_cc//:toolchain",
    visibility = ["//visibility:public"],
)
""")

clang_toolchain = repository_rule(
    implementation = _clang_impl,
    # TENFOLD_SYSTEM changes with the installed packages; see system_library.bzl.
    environ = ["TENFOLD_SYSTEM"],
    configure = True,
    local = True,
)
