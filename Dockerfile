# The image of a web process, of the worker, and of the one-shot that prepares the database: the command tells which.
# It holds no secret; see docs/operation.md for what it reads from the environment.
FROM python:3.13-slim-trixie AS packages
COPY requirements.lock /tmp/
RUN python -m venv /opt/townhall && /opt/townhall/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock

FROM python:3.13-slim-trixie
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app townhall \
 && install -d -o townhall -g townhall /data
COPY --from=packages /opt/townhall /opt/townhall
WORKDIR /app
COPY manage.py asgi.py ./
COPY bin ./bin
COPY collab ./collab
COPY presence ./presence
COPY chat ./chat
COPY frontend ./frontend
ENV PATH=/opt/townhall/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TOWNHALL_DATA_DIR=/data
RUN python bin/catalogues.py && python -m compileall -q collab presence chat frontend
USER townhall
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["tini", "--"]
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
