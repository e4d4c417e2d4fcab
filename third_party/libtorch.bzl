"""LibTorch, if the machine has it: LIBTORCH_HOME's (an unpacked LibTorch, or the folder of Python's torch package), otherwise
Debian's.

Without it the repository is there all the same: what uses it says target_compatible_with = LIBTORCH_COMPATIBLE (from
@libtorch//:defs.bzl) and is then skipped, and everything else builds.
"""

# What C++ sources may include from, below the include folder. caffe2 is what LibTorch's own headers include.
_HEADERS = ["ATen", "c10", "caffe2", "torch"]
_API = "torch/csrc/api/include/torch"
_DEBIAN_PACKAGES = ["libtorch-dev", "libopenblas0-pthread"]

def _debian_version(rctx, package):
    result = rctx.execute(["dpkg-query", "-W", "-f=${Version}", package])
    return result.stdout if result.return_code == 0 else "not packaged"

def _libtorch_impl(rctx):
    left_out = "TENFOLD_WITHOUT_LIBTORCH" in rctx.os.environ
    home = rctx.os.environ.get("LIBTORCH_HOME", "")
    include = home + "/include" if home else "/usr/include"
    found = not left_out and rctx.path(include + "/" + _API + "/torch.h").exists
    if home and not found and not left_out:
        fail(("LibTorch: LIBTORCH_HOME is %s, where include/%s/torch.h is not found; expected the folder of an unpacked " +
              "LibTorch (C++11 ABI), or none to use Debian's libtorch-dev") % (home, _API))
    rctx.file("defs.bzl", "LIBTORCH_COMPATIBLE = %s\n" % repr([] if found else ["@platforms//:incompatible"]))
    if not found:
        rctx.file("BUILD", """
load(":defs.bzl", "LIBTORCH_COMPATIBLE")

cc_library(
    name = "libtorch",
    target_compatible_with = LIBTORCH_COMPATIBLE,
    visibility = ["//visibility:public"],
)
""")
        return

    for folder in _HEADERS:
        if rctx.path(include + "/" + folder).exists:
            rctx.symlink(include + "/" + folder, "include/" + folder)
    linkopts = ["-ltorch", "-ltorch_cpu", "-lc10", "-ldl"]
    if home:
        linkopts = ["-L%s/lib" % home, "-Wl,-rpath,%s/lib" % home] + linkopts
        version = "TORCH_VERSION"
        made_from = home
    else:
        version = '"%s"' % _debian_version(rctx, _DEBIAN_PACKAGES[0])
        made_from = ", ".join(["%s %s" % (p, _debian_version(rctx, p)) for p in _DEBIAN_PACKAGES])
    rctx.file(
        "include/third_party/libtorch_version.h",
        "#pragma once\n\n#include <torch/version.h>\n\n// %s\n#define TENFOLD_LIBTORCH_VERSION %s\n" % (made_from, version),
    )
    rctx.file("BUILD", """
cc_library(
    name = "libtorch",
    hdrs = glob(["include/**/*.h", "include/**/*.hpp"]),
    includes = ["include", "include/torch/csrc/api/include"],
    linkopts = {linkopts},
    visibility = ["@tenfold//baselines:__subpackages__", "@tenfold//benchmarks:__subpackages__"],
)
""".format(linkopts = repr(linkopts)))

libtorch = repository_rule(
    implementation = _libtorch_impl,
    # TENFOLD_SYSTEM changes with the installed packages; see system_library.bzl.
    environ = [
        "LIBTORCH_HOME",
        "TENFOLD_SYSTEM",
        "TENFOLD_WITHOUT_LIBTORCH",  # ./bazelw --without=libtorch
    ],
    local = True,
)
