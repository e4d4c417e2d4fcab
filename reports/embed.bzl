"""Text files as C++ constants, so that the program needs no files beside it."""

def embed_text(name, src, constant):
    """A library whose header <package>/<name>.h has `constant`, the text of `src` after a line break."""
    native.genrule(
        name = name + "_header",
        srcs = [src],
        outs = [name + ".h"],
        cmd = """
{
  echo '#pragma once'
  echo 'namespace tenfold::reports {'
  echo 'inline constexpr char %s[] = R"_TEXT_('
  cat $<
  echo ')_TEXT_";'
  echo '}'
} > $@
""" % constant,
    )
    native.cc_library(
        name = name,
        hdrs = [name + ".h"],
    )
