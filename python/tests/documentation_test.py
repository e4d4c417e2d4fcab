"""Runs the page's Python and the notebook's cells in order; what stands there as shown is what is shown, as every number is
reproducible."""

import ast
import contextlib
import importlib.util
import io
import json
import os
import re
import unittest

PAGE, NOTEBOOK = os.path.abspath("docs/python.md"), os.path.abspath("docs/wine.ipynb")


def run(source, names):
    """What a cell prints, and then its last expression's repr."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return printed.getvalue() + ("" if value is None else repr(value))


class Documentation(unittest.TestCase):
    def test_page(self):
        with open(PAGE, encoding="utf-8") as file:
            blocks = re.findall(r"^```(\w*)\n(.*?)^```", file.read(), re.DOTALL | re.MULTILINE)
        names, shown, compared = {}, None, 0
        for language, text in blocks:
            if language == "python":
                if "sklearn" in text and importlib.util.find_spec("sklearn") is None:
                    continue
                with self.subTest(text):
                    shown = run(text, names)
            else:
                compared += 1
                self.assertEqual(shown, text)
        self.assertEqual(compared, 3)

    def test_notebook(self):
        with open(NOTEBOOK, encoding="utf-8") as file:
            notebook = json.load(file)
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir("experiments/study/data")
        names, ran = {}, 0
        for cell in notebook["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] != "code" or "needs-matplotlib" in cell["metadata"].get("tags", []):
                continue
            shown = "".join("".join(out.get("text") or out["data"]["text/plain"]) for out in cell["outputs"])
            ran += 1
            with self.subTest(source):
                self.assertEqual(run(source, names), shown)
        self.assertEqual(ran, 6)


if __name__ == "__main__":
    unittest.main()
