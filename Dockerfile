# The service as an image: pinned and hashed dependencies, no build tools, no root.
#
#   docker build -t liaison .
#   docker run -p 8000:8000 -e LIAISON_API_KEY=... -v liaison:/var/lib/liaison liaison
#
# Results are kept in a file of that volume, or where LIAISON_DATABASE_URL says.
# It listens on all interfaces, so the server refuses to start without LIAISON_API_KEY or a key of `liaison keys`.

FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN python -m venv /opt/liaison \
    && /opt/liaison/bin/pip install --no-cache-dir --require-hashes -r requirements/runtime.txt \
    && pip install --no-cache-dir --require-hashes -r requirements/build.txt
COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/liaison/bin/pip install --no-cache-dir --no-deps --no-index /wheels/*.whl

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin liaison \
    && install --directory --mode=700 --owner=10001 /var/lib/liaison
COPY --from=build /opt/liaison /opt/liaison
ENV PATH=/opt/liaison/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/var/lib
VOLUME /var/lib/liaison
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["liaison", "serve", "--host", "0.0.0.0", "--port", "8000"]
