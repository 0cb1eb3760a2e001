"""docker-compose.yml as far as a machine without an engine can check it: its form, and that its names meet."""

import os
import re
import shutil
import subprocess

import pytest
import yaml

from tests.house.tree import ROOT

pytestmark = pytest.mark.once
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
WEB = [name for name in SERVICES if name.startswith("web")]


def _has_compose() -> bool:
    docker = shutil.which("docker")
    return (
        bool(docker) and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not _has_compose(), reason="no docker compose on this machine")
def test_docker_accepts_it(tmp_path):
    environment = os.environ | {"TOWNHALL_DOMAIN": "townhall.test"}
    command = ["docker", "compose", "--profile", "meilisearch", "config", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_grown_city_is_complete():
    assert set(SERVICES) >= {"proxy", "prepare", "worker", "postgres", "valkey", "meilisearch"}
    assert len(WEB) >= 2


def test_processes_are_counted_right():
    for name in WEB:
        assert SERVICES[name]["environment"]["TOWNHALL_PROCESSES"] == str(len(WEB))
        assert SERVICES[name]["environment"]["TOWNHALL_WORKER"] == "separate"


def test_the_proxy_knows_each_web_process():
    caddy = (ROOT / "deploy" / "Caddyfile").read_text()
    line = next(line for line in caddy.splitlines() if line.strip().startswith("reverse_proxy"))
    assert re.findall(r"(\w+):8000", line) == WEB


def test_every_name_is_declared():
    for name, service in SERVICES.items():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"]), name
        assert set(service.get("depends_on", [])) <= set(SERVICES), name
        named = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert {volume for volume in named if not volume.startswith(".")} <= set(COMPOSE["volumes"]), name


def test_no_secret_is_written_down():
    text = (ROOT / "docker-compose.yml").read_text() + (ROOT / "Dockerfile").read_text()
    assert not re.search(r"(PASSWORD|SECRET_KEY|MASTER_KEY)[:=]\s*[\"']?[A-Za-z0-9]", text)


def test_secrets_are_made_once(tmp_path):
    script = tmp_path / "deploy" / "make-secrets"
    script.parent.mkdir()
    shutil.copy(ROOT / "deploy" / "make-secrets", script)
    subprocess.run([script], check=True, capture_output=True)
    folder = script.parent / "secrets"
    first = {path.name: path.read_text() for path in folder.iterdir()}
    subprocess.run([script], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in folder.iterdir()} == first
    assert set(first) == set(COMPOSE["secrets"])
    assert len(first["secret_key"]) >= 50
    assert first["postgres_password"] in first["database_url"]


def test_the_database_is_not_reachable_from_outside():
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["postgres"]["networks"] == SERVICES["valkey"]["networks"] == ["back"]


def test_the_image_copies_what_exists():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert name in kept
