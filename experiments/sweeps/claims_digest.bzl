"""The digest of the file in which a question's claims are declared."""

def claims_digest(name, claims):
    """A header NAME.h with kClaimsDigest, SHA-256 of the file, for Experiment::claims_digest.

    Args:
      name: of the library and the header.
      claims: the file.
    """
    native.genrule(
        name = name + "_header",
        srcs = [claims],
        outs = [name + ".h"],
        cmd = "printf '#pragma once\\ninline constexpr char kClaimsDigest[] = \"%s\";\\n' " +
              "\"$$(sha256sum < $(location " + claims + ") | cut -d ' ' -f 1)\" > $@",
    )
    native.cc_library(
        name = name,
        hdrs = [name + ".h"],
    )
