"""What the wheel is made of, and what it needs."""

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import unittest
import zipfile

import tenfold

SYSTEM = r"(libc|libm|libstdc\+\+|libgcc_s|libz|lib(a|ub)san|libpthread|libdl|librt|ld-linux-x86-64)\.so\.\d+"


def readelf(*arguments):
    return subprocess.run(["readelf", "--wide", *arguments], check=True, capture_output=True, text=True).stdout


class Wheel(unittest.TestCase):
    def setUp(self):
        self.path = os.environ["TENFOLD_WHEEL"]
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        with zipfile.ZipFile(self.path) as wheel:
            wheel.extractall(self.folder.name)
            self.names = wheel.namelist()
        self.libraries = [f"{self.folder.name}/{name}" for name in self.names if ".so" in name]
        (self.core,) = [path for path in self.libraries if "/_core" in path]

    def test_its_name_says_what_it_is_for(self):
        tag = f"cp{sys.version_info[0]}{sys.version_info[1]}"
        self.assertRegex(os.path.basename(self.path), rf"tenfold-\d+\.\d+\.\d+-{tag}-{tag}-manylinux_2_\d+_x86_64\.whl")
        self.assertTrue(self.core.endswith("/tenfold/_core" + sysconfig.get_config_var("EXT_SUFFIX")))
        self.assertIn("-" + tenfold.__version__ + "-", self.path)
        self.assertIn("tenfold/py.typed", self.names)
        self.assertIn("tenfold/__init__.pyi", self.names)

    def test_the_module_exports_its_entry_alone(self):
        exported = []
        for line in readelf("--dyn-syms", self.core).splitlines():
            fields = line.split()
            if len(fields) >= 8 and fields[4] in ("GLOBAL", "WEAK", "UNIQUE") and fields[6] != "UND":
                exported.append(fields[7])
        self.assertEqual(exported, ["PyInit__core"])

    def test_what_is_needed_is_there(self):
        beside = {os.path.basename(path) for path in self.libraries}
        self.assertTrue(any(name.startswith("libabsl") for name in beside))
        self.assertFalse([name for name in beside if re.match("lib(dnnl|torch|gomp|python)", name)])
        for path in self.libraries:
            for name in re.findall(r"\(NEEDED\).*\[(.*)\]", readelf("--dynamic", path)):
                self.assertTrue(name in beside or re.fullmatch(SYSTEM, name), f"{path} needs {name}")
        self.assertIn("(RPATH)", readelf("--dynamic", self.core))

    def test_no_symbol_is_newer_than_the_tag(self):
        promised = int(re.search(r"manylinux_2_(\d+)_", self.path)[1])
        for path in self.libraries:
            for version in re.findall(r"\bGLIBC_2\.(\d+)", readelf("--version-info", path)):
                self.assertLessEqual(int(version), promised, path)

    def test_its_own_libraries_are_loaded(self):
        tenfold.settings()
        with open("/proc/self/maps", encoding="utf-8") as file:
            loaded = {line.split()[-1] for line in file if "libabsl" in line}
        self.assertTrue(loaded)
        for path in loaded:
            self.assertEqual(os.path.dirname(path), os.path.dirname(tenfold.__file__))

    def test_licences_of_what_is_bundled(self):
        self.assertTrue([name for name in self.names if "/licenses/libabsl" in name])


if __name__ == "__main__":
    unittest.main()
