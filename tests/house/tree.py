"""Which files the house is made of; used by the tests of this folder."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HALLS = ("collab", "presence", "chat", "frontend")
APPS = tuple(sorted(path.parent for hall in HALLS for path in (ROOT / hall).rglob("apps.py")))


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Files of the product with these endings; nothing vendored, generated or gathered."""
    found = [path for hall in HALLS for path in (ROOT / hall).rglob("*") if path.suffix in endings]
    found += [path for path in ROOT.glob("*") if path.suffix in endings]
    return tuple(sorted(path for path in found if not {"vendor", "migrations", "__pycache__"} & set(path.parts)))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
