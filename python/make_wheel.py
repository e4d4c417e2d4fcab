"""Zips the package, its compiled core and the shared libraries that this needs into a wheel.

    make_wheel.py tenfold-VERSION-PYTHON-ABI-PLATFORM.whl MODULE_SUFFIX CORE FILE...

The platform, manylinux_2_36_x86_64, promises a C library: if the core or a library wants a newer symbol, there is no
wheel. The same files give the same bytes.
"""

import base64
import hashlib
import pathlib
import re
import subprocess
import sys
import zipfile

# What is there wherever NumPy runs (PEP 600 calls them the platform's own), and, of a build with --config=asan, the sanitizers.
SYSTEM = re.compile(r"(libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s|libz|lib(a|ub)san|ld-linux-x86-64|linux-vdso)\.so\.\d+")

METADATA = """\
Metadata-Version: 2.1
Name: tenfold
Version: {version}
Summary: Trains many small neural networks, fast on one processor and with the same bits on every machine
License: Apache-2.0
Requires-Python: >=3.11
Requires-Dist: numpy
Provides-Extra: tools
Requires-Dist: pandas; extra == 'tools'
Requires-Dist: matplotlib; extra == 'tools'
Requires-Dist: scikit-learn; extra == 'tools'
"""

WHEEL = """\
Wheel-Version: 1.0
Generator: make_wheel.py
Root-Is-Purelib: false
Tag: {tag}
"""


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def libraries_of(core):
    """The shared libraries that the core needs, and those that they need, but the system's: path by name."""
    found = {}
    for line in output_of("ldd", core).splitlines():
        name, _, rest = line.strip().partition(" => ")
        name = pathlib.Path(name.split(" ")[0]).name
        if SYSTEM.fullmatch(name):
            continue
        if not rest.startswith("/"):
            raise SystemExit(f"make_wheel.py: {core} needs {name}, which is not installed")
        found[name] = pathlib.Path(rest.split(" ")[0]).resolve()
    return found


def newest_glibc(files):
    versions = set()
    for file in files:
        needed = output_of("readelf", "--version-info", "--wide", file)
        versions.update(tuple(map(int, v.split("."))) for v in re.findall(r"\bGLIBC_(\d+(?:\.\d+)+)", needed))
    return max(versions)


def copyright_of(library):
    """Debian's statement about the package that a library is of; path in the wheel and text."""
    for path in (str(library), str(library).removeprefix("/usr")):
        owner = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False).stdout
        if owner:
            package = owner.split(":")[0]
            return package, pathlib.Path(f"/usr/share/doc/{package}/copyright").read_bytes()
    raise SystemExit(f"make_wheel.py: {library} is of no Debian package: its licence is not known")


def main(output, suffix, core, *files):
    _, version, *tag = pathlib.Path(output).stem.split("-")
    libraries = libraries_of(core)
    promised = tuple(map(int, re.fullmatch(r"manylinux_(\d+)_(\d+)_x86_64", tag[-1]).groups()))
    newest = newest_glibc([core, *libraries.values()])
    if newest[:2] > promised:
        raise SystemExit(f"make_wheel.py: a symbol of glibc {newest} is wanted, newer than the tag {tag[-1]} promises")

    entries = {f"tenfold/_core{suffix}": pathlib.Path(core).read_bytes()}
    for file in files:
        entries["tenfold/" + file.rpartition("/tenfold/")[2]] = pathlib.Path(file).read_bytes()
    entries["tenfold/_version.py"] = f'__version__ = "{version}"\n'.encode()
    info = f"tenfold-{version}.dist-info/"
    for name, path in libraries.items():
        entries[f"tenfold/{name}"] = path.read_bytes()
        package, text = copyright_of(path)
        entries[f"{info}licenses/{package}"] = text
    entries[info + "METADATA"] = METADATA.format(version=version).encode()
    entries[info + "WHEEL"] = WHEEL.format(tag="-".join(tag)).encode()

    record = []
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as wheel:

        def add(name, content):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o755 if ".so" in name else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)

        for name, content in sorted(entries.items()):
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(content)}\n")
            add(name, content)
        add(info + "RECORD", "".join([*record, info + "RECORD,,\n"]))


main(*sys.argv[1:])
