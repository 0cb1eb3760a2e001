"""One measured figure, as one JSON line."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`holds` is None where nothing was promised or the measurement was skipped; `note` says why."""

    figure: str
    value: float | None
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    target: str = ""
    holds: bool | None = None
    note: str = ""

    def show(self) -> None:
        facts = {name: _short(fact) for name, fact in asdict(self).items() if name != "note" or fact}
        print(json.dumps(facts, ensure_ascii=False), flush=True)


def _short(fact: object) -> object:
    return float(f"{fact:.4g}") if isinstance(fact, float) else fact


def compared(name: str, value: float, unit: str, baseline: float, at_most: float, note: str = "") -> Figure:
    """A value that must be at most `at_most` times its baseline."""
    ratio = value / baseline
    return Figure(name, value, unit, baseline, ratio, f"ratio <= {at_most:.4g}", ratio <= at_most, note)


def bounded(
    name: str, value: float, unit: str, at_most: float, baseline: float | None = None, note: str = ""
) -> Figure:
    """A value with an absolute bound on a quiet machine; the ratio to the reference is what compares from run to run."""
    ratio = value / baseline if baseline else None
    return Figure(name, value, unit, baseline, ratio, f"<= {at_most:g} {unit}", value <= at_most, note)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-len(ordered) * share // 1) - 1))]
