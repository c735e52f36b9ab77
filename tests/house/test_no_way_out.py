"""A test that reaches for another machine fails, whatever it reaches with."""

import socket

import httpx2
import pytest

ELSEWHERE = "192.0.2.1"
"""An address that documentation may use and nobody has, RFC 5737."""


def test_no_connection_leaves_this_machine() -> None:
    with socket.socket() as probe, pytest.raises(RuntimeError, match="stay on this machine"):
        probe.connect((ELSEWHERE, 80))


def test_no_datagram_leaves_this_machine() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as probe, pytest.raises(RuntimeError, match="stay on this machine"):
        probe.sendto(b"x", (ELSEWHERE, 53))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(RuntimeError, match="stay on this machine"):
        socket.getaddrinfo("models.example", 443)


async def test_no_request_of_a_client_leaves_this_machine() -> None:
    async with httpx2.AsyncClient() as client:
        with pytest.raises(RuntimeError, match="stay on this machine"):
            await client.get("http://models.example/v1/models")
