"""The language rules that Bazel 4 loads from these names even where they are not used.

They are Debian's, and where Debian has none ours, so that nothing is downloaded.
"""

_OF_DEBIAN = {
    "bazel_skylib": "/usr/share/bazel/tools/skylib",
    "platforms": "/usr/share/bazel/tools/platforms",
    "rules_java": "/usr/share/bazel/rules/java",
    "rules_proto": "/usr/share/bazel/rules/proto",
}

# Bazel's own rules under the names that its packages load from rules_cc.
_CC_RULES = [
    "cc_binary",
    "cc_import",
    "cc_library",
    "cc_proto_library",
    "cc_test",
    "cc_toolchain",
    "cc_toolchain_suite",
    "fdo_prefetch_hints",
    "fdo_profile",
    "objc_import",
    "objc_library",
]

def _rules_cc_impl(rctx):
    rctx.file("BUILD")
    rctx.file("cc/BUILD")
    rctx.file("cc/defs.bzl", "".join(["%s = native.%s\n" % (rule, rule) for rule in _CC_RULES]))

_rules_cc = repository_rule(implementation = _rules_cc_impl)

def _coverage_impl(rctx):
    # `bazel test` asks for this label; coverage reports are not made here.
    rctx.file("BUILD", """
filegroup(
    name = "coverage_report_generator",
    visibility = ["//visibility:public"],
)
""")

_coverage = repository_rule(implementation = _coverage_impl)

def bazel_rules():
    """Those that the workspace does not have already."""
    for name, path in _OF_DEBIAN.items():
        if not native.existing_rule(name):
            native.local_repository(name = name, path = path)
    if not native.existing_rule("rules_cc"):
        _rules_cc(name = "rules_cc")
    if not native.existing_rule("remote_coverage_tools"):
        _coverage(name = "remote_coverage_tools")
