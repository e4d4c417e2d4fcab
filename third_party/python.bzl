"""Debian's Python with its headers and pybind11, if the machine has them (./bazelw --with=python installs them).

Without them the repository is there all the same: what uses it says target_compatible_with = PYTHON_COMPATIBLE (from
@python//:defs.bzl) and is then skipped, and everything else builds. PATH has no part in it: another Python there has other
headers.
"""

_PYTHON = "/usr/bin/python3"
_PACKAGES = ["pybind11-dev", "python3-dev", "python3-numpy", "python3-venv"]

_ASK = """
import os, sys, sysconfig
print(sysconfig.get_config_var("INCLUDEPY"))
print(sysconfig.get_config_var("EXT_SUFFIX"))
print("cp%d%d" % sys.version_info[:2])
print(os.confstr("CS_GNU_LIBC_VERSION").split()[1].replace(".", "_"))
"""

def _python_impl(rctx):
    versions = [
        rctx.execute(["dpkg-query", "-W", "-f=${Package} ${Version} ${db:Status-Status}", package])
        for package in _PACKAGES
    ]
    found = not [v for v in versions if v.return_code != 0 or not v.stdout.endswith(" installed")]
    include, suffix, tag, glibc = "", ".so", "none", "none"
    if found:
        answer = rctx.execute([_PYTHON, "-c", _ASK])
        if answer.return_code != 0:
            fail("Python: %s: %s" % (_PYTHON, answer.stderr.strip()))
        include, suffix, tag, glibc = answer.stdout.strip().split("\n")
        rctx.symlink(include, "include")
    rctx.file("defs.bzl", """
PYTHON = {python}
PYTHON_FOLDER = {folder}  # of what is installed, below lib: "python3.11"
PYTHON_COMPATIBLE = {compatible}

# Of a wheel: the ending of a module's file, the tag of the Python that it is for, and the C library's version.
MODULE_SUFFIX = {suffix}
PYTHON_TAG = {tag}
GLIBC = {glibc}
""".format(
        compatible = repr([] if found else ["@platforms//:incompatible"]),
        folder = repr(include.split("/")[-1]),
        glibc = repr(glibc),
        python = repr(_PYTHON),
        suffix = repr(suffix),
        tag = repr(tag),
    ))
    packages = ",".join([v.stdout.replace(" installed", "").replace(" ", "=") for v in versions])
    rctx.file("BUILD", """
load(":defs.bzl", "PYTHON_COMPATIBLE")

cc_library(
    name = "python",
    hdrs = glob(["include/**/*.h"], allow_empty = True),
    defines = {defines},
    includes = ["include"],
    target_compatible_with = PYTHON_COMPATIBLE,
    visibility = ["@tenfold//benchmarks/peers:__pkg__", "@tenfold//python:__pkg__"],
)

# For programs that have the interpreter in them.
cc_library(
    name = "interpreter",
    linkopts = {linkopts},
    target_compatible_with = PYTHON_COMPATIBLE,
    visibility = ["@tenfold//benchmarks/peers:__pkg__"],
    deps = [":python"],
)
""".format(linkopts = repr(["-l" + include.split("/")[-1]]), defines = repr(["TENFOLD_PYTHON_PACKAGES=" + packages] if found else [])))

python = repository_rule(
    implementation = _python_impl,
    # TENFOLD_SYSTEM changes with the installed packages; see system_library.bzl.
    environ = ["TENFOLD_SYSTEM"],
    local = True,
)
