"""Sending spans to a collector, where the standard settings of OpenTelemetry name one (OTLP over HTTP).

The libraries for it take a fifth of a second to import and are an extra of the installation: nobody else waits for
them. The names of the settings are not ours: https://opentelemetry.io/docs/languages/sdk-configuration/
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Final

from service import tracing

ENDPOINTS: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
PROTOCOLS: Final = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
HTTP: Final = "http/protobuf"
SERVICE: Final = "liaison"
"""Name under which our spans are found; `OTEL_SERVICE_NAME` gives another."""

logger = logging.getLogger("liaison")


@contextmanager
def sending_spans() -> Iterator[None]:
    """While this is open spans are sent, where they are wanted; at its end those that wait are sent.

    What cannot be done is said in the log: nobody's requests are refused because nobody can watch them.
    """
    if not _is_wanted(os.environ):
        yield
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        logger.warning("Traces are not sent: %s is missing. Install it with: pip install 'liaison[traces]'", error.name)
        yield
        return
    about = {SERVICE_NAME: os.environ.get("OTEL_SERVICE_NAME") or SERVICE, SERVICE_VERSION: version("liaison")}
    # Not made the provider of the whole process: libraries would add spans of theirs, whose attributes nobody has read.
    provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracing.use(provider.get_tracer("liaison", version("liaison")))
    try:
        yield
    finally:
        tracing.use(None)
        provider.shutdown()


def _is_wanted(environment: Mapping[str, str]) -> bool:
    """Whether spans are to be sent, and in a way that we know."""
    if not any(environment.get(name) for name in ENDPOINTS):
        return False
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none":
        return False
    protocol = next((environment[name] for name in PROTOCOLS if environment.get(name)), HTTP)
    if protocol != HTTP:
        logger.warning(
            "Traces are not sent: the protocol %s is not known here. Set %s=%s.", protocol, PROTOCOLS[1], HTTP
        )
        return False
    return True
