"""A table that prints itself."""


class Table(list):
    """Dicts, one per network; printed as text, in a notebook as HTML."""

    def __init__(self, lines, metric):
        super().__init__(lines)
        self.metric = metric

    def _cells(self):
        yield ["network", "n", "mean", "std", "95 % interval", "diverged"]
        for line in self:
            interval = f"{line['low']:.4f} to {line['high']:.4f}" if line["low"] == line["low"] else "-"
            numbers = [f"{line[name]:.4f}" if line[name] == line[name] else "-" for name in ("mean", "std")]
            yield [line["network"], str(line["n"]), *numbers, interval, str(line["diverged"])]

    def __str__(self):
        cells = list(self._cells())
        widths = [max(map(len, column)) for column in zip(*cells)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in cells]
        return "\n".join([self.metric.replace("_", " "), *lines])

    __repr__ = __str__

    def _repr_html_(self):
        rows = ["".join(f"<td>{cell}</td>" for cell in line) for line in self._cells()]
        return f"<table><caption>{self.metric.replace('_', ' ')}</caption>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
