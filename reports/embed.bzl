"""Text files as C++ constants, so that the program needs no files beside it."""

def embed_texts(name, texts):
    """A library whose header <package>/<name>.h has a constant for each file: its text after a line break.

    Args:
      name: of the library and the header.
      texts: file -> name of its constant.
    """
    native.genrule(
        name = name + "_header",
        srcs = texts.keys(),
        outs = [name + ".h"],
        cmd = "\n".join(
            ["{", "echo '#pragma once'", "echo 'namespace tenfold::reports {'"] +
            [
                "echo 'inline constexpr char %s[] = R\"_TEXT_('; cat $(location %s); echo ')_TEXT_\";'" % (constant, file)
                for file, constant in texts.items()
            ] +
            ["echo '}'", "} > $@"],
        ),
    )
    native.cc_library(
        name = name,
        hdrs = [name + ".h"],
    )
