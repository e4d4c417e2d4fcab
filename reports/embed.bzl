"""Text files as C++ constants, so that the program needs no files beside it."""

def _constant(file):
    words = file.replace(".tpl", "").replace(".", "_").split("_")
    return "k" + "".join([word.capitalize() for word in words])

def embed_texts(name, srcs):
    """A library whose header <package>/<name>.h has the text of each file as a constant: kGrowthGp for growth.gp.tpl.

    Args:
      name: of the library and the header.
      srcs: files of this folder.
    """
    native.genrule(
        name = name + "_header",
        srcs = srcs,
        outs = [name + ".h"],
        cmd = "\n".join(
            ["{", "echo '#pragma once'", "echo 'namespace tenfold::reports {'"] +
            [
                "printf 'inline constexpr char %s[] = R\"_TEXT_('; cat $(location %s); echo ')_TEXT_\";'" %
                (_constant(file), file)
                for file in srcs
            ] +
            ["echo '}'", "} > $@"],
        ),
    )
    native.cc_library(
        name = name,
        hdrs = [name + ".h"],
    )
