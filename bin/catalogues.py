"""Compile message catalogues that are newer than their compiled form; pure Python, no gettext tools needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent

for source in sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po")) + sorted(ROOT.glob("*/*/locale/*/LC_MESSAGES/*.po")):
    target = source.with_suffix(".mo")
    if ".venv" in source.parts or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        continue
    with source.open("rb") as file:
        catalogue = read_po(file)
    with target.open("wb") as file:
        write_mo(file, catalogue)
