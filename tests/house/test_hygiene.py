"""Small files, no leftovers, no address of anybody's registry."""

import re
import statistics
import subprocess

import pytest

from tests.house.tree import ROOT, files, named

pytestmark = pytest.mark.once

LEFTOVER = re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b|\bHACK\b|\bbreakpoint\(|\bconsole\.log\(|\bdebugger\b")
MACHINE = re.compile(r"(?<![\w.])/(root|work|home/\w+|Users)/")
REGISTRY = re.compile(
    r"index-url|find-links|\bregistry\s*=\s*[\"']?https?:|pypi\.org|files\.pythonhosted|//[\w.-]*(mirror|artifact|nexus)",
    re.IGNORECASE,
)


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_files_are_small():
    sizes = {named(path): len(path.read_text().splitlines()) for path in files(".py") if "city" not in path.parts}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert statistics.median(size for size in sizes.values() if size) <= 80


def test_nothing_is_called_utils():
    assert [
        named(path) for path in files(".py", ".js") if path.stem in {"utils", "helpers", "util", "misc", "common"}
    ] == []


def test_no_leftovers():
    assert [named(path) for path in files(".py", ".html", ".js", ".css") if LEFTOVER.search(path.read_text())] == []


def test_halls_do_not_speak_by_signals():
    allowed = {"collab/accounts"}  # allauth's own signals: signing in and out
    offenders = [
        named(path)
        for path in files(".py")
        if re.search(
            r"from django\.(db\.models|dispatch)[\w.]* import .*\b(receiver|Signal|post_save|pre_save)\b",
            path.read_text(),
        )
    ]
    assert [name for name in offenders if not name.startswith(tuple(allowed))] == []


def test_no_machine_or_registry_is_named():
    offenders = []
    for name in _tracked():
        if name == named(ROOT / "tests/house/test_hygiene.py") or name.endswith(
            (".png", ".jpg", ".webp", ".woff2", ".ico")
        ):
            continue
        text = (ROOT / name).read_text(errors="ignore")
        offenders += [f"{name}: {found[0]}" for pattern in (MACHINE, REGISTRY) if (found := pattern.search(text))]
    assert offenders == []


def test_what_is_generated_is_not_kept():
    assert [name for name in _tracked() if name.endswith((".mo", ".pyc")) or name.startswith(("uv.lock", "var/"))] == []


def test_locks_carry_hashes():
    for name in ("requirements.lock", "requirements-dev.lock"):
        entries = re.findall(r"^[\w.\[\],-]+==[^\n]*(?:\n    .*)*", (ROOT / name).read_text(), re.MULTILINE)
        assert entries and all("--hash=sha256:" in entry for entry in entries)
