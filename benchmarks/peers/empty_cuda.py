"""Makes empty libraries for those of CUDA that PyTorch's packages for it are linked with and a processor never calls.

    empty_cuda.py FOLDER      torch/lib of an environment

They lie in the folder itself. PyTorch for processors alone, which another package index may have, needs none.
"""
import pathlib
import re
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
libraries = sorted(folder.glob("lib*.so"))


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


missing, asking = set(), []
for library in libraries:
    needed = re.findall(r"^\s*(\S+) => not found", output("ldd", library), re.M)
    of_cuda = {name for name in needed if re.search(r"libcu|libnv|libnccl", name)}
    missing |= of_cuda
    asking += [library] * bool(of_cuda)
if not missing:
    sys.exit()
defined = set()
for library in libraries:
    defined |= {line.split()[-1].split("@")[0] for line in output("nm", "-D", "--defined-only", library).splitlines()}
versions = {}  # of each missing library: version -> symbols
for library in asking:
    owner = {}
    for name, block in re.findall(r"required from (\S+):\n((?:\s+0x.*\n)*)", output("objdump", "-p", library)):
        owner.update({line.split()[-1]: name for line in block.splitlines()})
    for line in output("nm", "-D", "--undefined-only", "--with-symbol-versions", library).splitlines():
        kind, symbol = line.split()[-2:]
        name, _, version = symbol.partition("@")
        version = version.lstrip("@")
        if version:
            if owner.get(version) in missing:
                versions.setdefault(owner[version], {}).setdefault(version, set()).add(name)
        elif kind == "U" and name not in defined and re.match(r"nccl|cu[A-Za-z]|nv", name):
            versions.setdefault(min(missing), {}).setdefault("", set()).add(name)
for name in sorted(missing):
    nodes = versions.get(name, {})
    # 100: there is no device.
    code = "".join(f"long {symbol}(void) {{ return 100; }}\n" for symbol in sorted(set().union(*nodes.values())))
    script = "".join(f"{node} {{ global: {'; '.join(sorted(of))}; }};\n" for node, of in nodes.items() if node)
    (folder / "empty.c").write_text(code or "int empty;\n")
    (folder / "empty.map").write_text(script)
    with_versions = [f"-Wl,--version-script={folder / 'empty.map'}"] * bool(script)
    output("gcc", "-w", "-fno-builtin", "-shared", "-fPIC", folder / "empty.c", "-o", folder / name, f"-Wl,-soname,{name}",
           *with_versions)  # fmt: skip
(folder / "empty.c").unlink()
(folder / "empty.map").unlink()
