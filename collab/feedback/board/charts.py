"""Where the bars of a chart stand: plain numbers for an SVG that a template draws, beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, FLOOR = 720, 220, 190  # units of the drawing; the floor is where bars stand
LEFT, LABELS, ROW = 170, 12, 28
type Series = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    series: int
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    bars: list[Bar]
    labels: list[tuple[float, str]]
    ticks: list[tuple[float, int]]
    width: int = WIDTH
    height: int = HEIGHT


def upright(names: Sequence[str], *series: Series) -> Chart | None:
    """Bars side by side for each name; a value that is not shown has no bar. None where there is nothing to draw."""
    most = max((value for one in series for value in one if value), default=0)
    if not most:
        return None
    top = _round_up(most)
    step = (WIDTH - 40) / len(names)
    thick = min(28.0, step * 0.8 / len(series))
    bars, labels = [], []
    for number, name in enumerate(names):
        middle = 40 + step * (number + 0.5)
        begin = middle - thick * len(series) / 2
        for place, one in enumerate(series):
            value = one[number]
            tall = (value or 0) / top * (FLOOR - 15)
            bars.append(Bar(_r(begin + place * thick), _r(FLOOR - tall), _r(thick * 0.92), _r(tall), place))
        if number % (len(names) // LABELS + 1) == 0:
            labels.append((_r(middle), name))
    ticks = [(_r(FLOOR - share * (FLOOR - 15)), round(top * share)) for share in (0, 0.5, 1)]
    return Chart(bars, labels, ticks)


def lying(names: Sequence[str], values: Series, *, most: int = 100) -> Chart | None:
    """One bar under the other, each with its name and number; what is not shown has a dash."""
    if not any(value is not None for value in values):
        return None
    room = WIDTH - LEFT - 60
    bars = [
        Bar(
            LEFT,
            number * ROW + 5,
            _r(room * (value or 0) / most),
            ROW - 10,
            0,
            name,
            "–" if value is None else str(value),
        )
        for number, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    return Chart(bars, [], [], WIDTH, len(bars) * ROW + 6)


def _round_up(most: int) -> int:
    """The next number that reads well on a scale, and is even."""
    size = 10 ** (len(str(most)) - 1)
    return max(2, next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= most))


def _r(number: float) -> float:
    return round(number, 1)
