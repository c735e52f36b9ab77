"""What a worker says to probes."""

import socket

import httpx
import pytest

from service.errors import ConfigurationError
from service.jobs.health import answering


def test_each_path_says_what_its_check_says_at_that_moment() -> None:
    well = {"alive": True, "ready": False}
    checks = {"/healthz": lambda: well["alive"], "/readyz": lambda: well["ready"]}
    with answering(0, checks) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        assert [http.get(path).status_code for path in ("/healthz", "/readyz", "/")] == [200, 503, 404]
        well.update(alive=False, ready=True)
        answers = [http.get(path) for path in ("/healthz", "/readyz")]
        assert [answer.json() for answer in answers] == [{"status": "unavailable"}, {"status": "ok"}]
        assert http.post("/healthz").status_code == 501


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"port {port}.*--health-port"), answering(port, {}):
            pass
