"""Run in a city's environment: how many queries a page asks after it was shown once, as JSON; PATH=COOKIES each."""

import json
import os
import sys

import django


def main(pages: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    counts = {}
    for page in pages:
        path, _equals, cookies = page.partition("=")
        headers = {"Cookie": cookies} if cookies else {}
        client = Client(headers=headers)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        counts[path] = len(asked)
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
