"""A line that is written over, on a terminal or in a notebook."""

import sys
import time

_WIDTH = 30
_INTERVAL_S = 0.1


def _is_watched():
    return sys.stderr is not None and (sys.stderr.isatty() or "ipykernel" in sys.modules)


class Progress:
    """Called with the number of runs that are done; says nothing of what takes less than half a second."""

    def __init__(self, total):
        self._total = total
        self._start = time.monotonic()
        self._next = self._start + 0.5
        self._shown = False

    @classmethod
    def of(cls, wanted, total):
        """None where nobody looks; `wanted` of None leaves it to the terminal."""
        return cls(total) if (_is_watched() if wanted is None else wanted) else None

    def __call__(self, done):
        now = time.monotonic()
        if now < self._next and not (self._shown and done == self._total):
            return
        self._next = now + _INTERVAL_S
        self._shown = True
        bar = "#" * (_WIDTH * done // self._total)
        left = (now - self._start) / done * (self._total - done) if done else 0.0
        eta = f"eta {int(left) // 60}:{int(left) % 60:02d}" if done else "eta -:--"
        sys.stderr.write(f"\r[{bar:<{_WIDTH}}] {done}/{self._total} {eta} ")
        sys.stderr.flush()

    def end(self):
        if self._shown:
            sys.stderr.write("\n")
            sys.stderr.flush()
