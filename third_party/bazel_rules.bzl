"""The language rules that Bazel 4 loads from these names even where they are not used.

They come from Debian's packages, so that nothing is downloaded.
"""

def bazel_rules(tenfold = "."):
    """Names them for a workspace.

    Args:
      tenfold: the folder of this repository, from the workspace on.
    """
    for name, path in {
        "bazel_skylib": "/usr/share/bazel/tools/skylib",
        "platforms": "/usr/share/bazel/tools/platforms",
        "remote_coverage_tools": tenfold + "/third_party/remote_coverage_tools",
        "rules_cc": tenfold + "/third_party/rules_cc",
        "rules_java": "/usr/share/bazel/rules/java",
        "rules_proto": "/usr/share/bazel/rules/proto",
    }.items():
        native.local_repository(name = name, path = path)
