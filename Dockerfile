# Tirek as an image: installed by hash, nothing in it that can write, nobody in it who is root.
# The base image is an argument, so that a house with a mirror of its own can name it.
ARG BASE=python:3.12-slim
FROM ${BASE} AS install
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/app.txt requirements/app.txt
RUN python -m venv /venv && /venv/bin/python -m pip install --require-hashes --only-binary :all: -r requirements/app.txt

FROM ${BASE}
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    TIREK_DEMO=0 TIREK_ADDRESS=0.0.0.0 TIREK_DATA_DIR=/data TIREK_STATIC_DIR=/app/static
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tirek && install -d -o tirek -m 700 /data
WORKDIR /app
COPY --from=install /venv /venv
COPY manage.py pyproject.toml LICENSE ./
COPY backend backend
COPY fixtures fixtures
COPY doc_templates doc_templates
# What a read-only container cannot make: compiled catalogues, compressed static files, byte code.
RUN TIREK_DATA_DIR=/tmp/build python manage.py compile_catalogues \
    && TIREK_DATA_DIR=/tmp/build python manage.py collectstatic --no-input -v0 \
    && python -m compileall -q backend && rm -rf /tmp/build
USER tirek
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "backend.config.healthcheck"]
CMD ["python", "manage.py", "start"]
