"""Says in a line what would otherwise end the process."""

_NEEDED = ("avx2", "bmi2", "fma")


def check_processor():
    """Raises ImportError on a processor that lacks the instructions that the module was compiled for."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            flags = next((line.split() for line in file if line.startswith("flags")), None)
    except OSError:
        return
    missing = [name for name in _NEEDED if flags is not None and name not in flags]
    if missing:
        raise ImportError(f"tenfold wants an x86-64 processor with AVX2 and FMA; this one lacks {', '.join(missing)}")
