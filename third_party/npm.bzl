"""Packages from npm, checked by their digest; nothing of them is run."""

def unpack_npm(rctx, package, sha512, unpack_npm):
    """Unpacks a package into the folder "package".

    Args:
      rctx: of the repository.
      package: "name@version".
      sha512: of its archive: npm's dist.integrity, in hexadecimal.
      unpack_npm: path of unpack_npm.sh.

    Returns:
      What went wrong, in one line; nothing if all is well.
    """
    if not rctx.which("npm"):
        return "npm is not installed"
    result = rctx.execute(["npm", "pack", "--silent", package], timeout = 300)
    if result.return_code != 0:
        message = (result.stderr + result.stdout).strip().replace("\n", "; ")
        return "`npm pack %s` failed (%s)" % (package, message or "status %d" % result.return_code)
    archive = result.stdout.strip().split("\n")[-1]

    # Not rctx.extract, which crashes in Debian 13's Bazel (its commons-io lacks a class).
    result = rctx.execute([unpack_npm, archive, sha512])
    rctx.delete(archive)
    if result.return_code != 0:
        return "cannot unpack %s: %s" % (package, result.stderr.strip().replace("\n", "; "))
    return ""

def _npm_file_impl(rctx):
    failed = unpack_npm(rctx, rctx.attr.package, rctx.attr.sha512, rctx.path(rctx.attr._unpack_npm))
    name = rctx.attr.file.split("/")[-1]
    if failed:
        # A build of all that does not run the test needs no npm.
        print("%s: %s" % (rctx.name, failed))  # buildifier: disable=print
        rctx.file(name, "")
    else:
        rctx.symlink("package/" + rctx.attr.file, name)
    rctx.file("BUILD", "exports_files([%r])" % name)

npm_file = repository_rule(
    implementation = _npm_file_impl,
    attrs = {
        "file": attr.string(doc = "The path in the package of the file that the repository has.", mandatory = True),
        "package": attr.string(doc = "name@version", mandatory = True),
        "sha512": attr.string(doc = "Of the archive, in hexadecimal.", mandatory = True),
        "_unpack_npm": attr.label(default = "//third_party:unpack_npm.sh"),
    },
    doc = "One file of an npm package for a test; empty if it cannot be fetched.",
    configure = True,
)
