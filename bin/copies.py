"""Back up and restore one city: its database and its files, as one archive. Called by bin/backup and bin/restore."""

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

DATABASE = "database"
FILES = "files"
MANIFEST = "manifest.json"


def fail(text: str) -> None:
    sys.exit(f"{Path(sys.argv[0]).stem}: {text}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("act", choices=["backup", "restore"])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--replace", action="store_true", help="restore over a city that exists")
    given = parser.parse_args()
    django.setup()
    if given.act == "backup":
        back_up(given.archive)
    else:
        restore(given.archive, replace=given.replace)


def back_up(archive: Path) -> None:
    """The city may stay open: both databases give a snapshot. Files are taken after it, so none that it names is missing."""
    if not _is_a_city():
        fail("there is no city here: set TOWNHALL_DATA_DIR or TOWNHALL_DATABASE_URL as for the server.")
    unfinished = archive.with_name(archive.name + ".part")
    with tempfile.TemporaryDirectory(dir=archive.resolve().parent) as folder:
        database = Path(folder) / DATABASE
        _dump(database)
        manifest = Path(folder) / MANIFEST
        facts = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "database": connection.vendor}
        manifest.write_text(json.dumps(facts))
        with tarfile.open(unfinished, "w:gz", compresslevel=5) as tar:
            tar.add(manifest, MANIFEST)
            tar.add(database, DATABASE)
            if Path(settings.MEDIA_ROOT).exists():
                tar.add(settings.MEDIA_ROOT, FILES)
    unfinished.chmod(0o600)
    unfinished.replace(archive)
    sys.stdout.write(f"{archive}: {archive.stat().st_size:,} bytes\n")


def restore(archive: Path, *, replace: bool) -> None:
    """The city must be closed. Browsers that were open load each conversation afresh, for every room gets a new epoch."""
    if not archive.is_file():
        fail(f"{archive} is not a file.")
    if _is_a_city() and not replace:
        fail("there is a city here already: close it and repeat with --replace to lose it for the archive's.")
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        facts = json.loads((Path(folder) / MANIFEST).read_text())
        if facts["database"] != connection.vendor:
            fail(f"the archive holds a {facts['database']} database, the settings name {connection.vendor}.")
        _load(Path(folder) / DATABASE)
        _put_files(Path(folder) / FILES)
    call_command("migrate", verbosity=0)
    call_command("new_epochs")
    sys.stdout.write(f"restored the city of {facts['made']}\n")


def _is_a_city() -> bool:
    with contextlib.closing(connection):
        if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
            return False
        return "live_room" in connection.introspection.table_names()


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
        with contextlib.closing(source), contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        for ending in ("-wal", "-shm"):
            name.with_name(name.name + ending).unlink(missing_ok=True)
        shutil.move(source, name)
    else:
        _postgres(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            "--dbname=" + _name(),
            str(source),
        )


def _put_files(source: Path) -> None:
    target = Path(settings.MEDIA_ROOT)
    if target.exists():
        shutil.rmtree(target)
    if source.exists():
        shutil.move(source, target)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _postgres(command: str, *arguments: str) -> None:
    parts: dict[str, Any] = connection.settings_dict
    if not shutil.which(command):
        fail(f"{command} is missing: install the PostgreSQL client, at least as new as the server.")
    address = {
        "PGHOST": parts["HOST"],
        "PGPORT": parts["PORT"],
        "PGUSER": parts["USER"],
        "PGPASSWORD": parts["PASSWORD"],
    }
    environment = os.environ | {name: str(value) for name, value in address.items() if value} | {"PGDATABASE": _name()}
    done = subprocess.run([command, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        fail(f"{command}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")


if __name__ == "__main__":
    main()
