"""Names of this machine, keys, and pages of other sites."""

import base64

import pytest

from tests.stub_run import TEXT, client, stub_services

PATH = "/v1/requirements"
BODY = {"brief": {"text": TEXT}}
KEY = "kéy-of-this-server"


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
async def test_without_a_key_the_names_of_this_machine_are_served(host: str) -> None:
    async with client(stub_services()) as http:
        assert (await http.get("/healthz", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["liaison.example", "127.0.0.1.liaison.example", "", "[::1", "localhost@evil.example"])
async def test_without_a_key_no_other_name_is_served(host: str) -> None:
    async with client(stub_services()) as http:
        for path in ("/healthz", "/docs", "/nothing"):
            answer = await http.get(path, headers={"Host": host})
            assert (answer.status_code, answer.json()["type"]) == (421, "/problems/unknown-host")


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer wrong", f"Token {KEY}", KEY, basic("wrong"), "Basic %%%", "Basic", "Bearer kéy"],
)
async def test_a_request_without_the_key_is_refused(authorization: str | None) -> None:
    headers = {} if authorization is None else {b"Authorization": authorization.encode()}
    async with client(stub_services(api_key=KEY), host="liaison.example") as http:
        for path in ("/docs", "/openapi.json", "/problems/too-large", "/nothing"):
            answer = await http.get(path, headers=headers)
            assert (answer.status_code, answer.json()["type"]) == (401, "/problems/key-required")
            assert answer.headers["www-authenticate"].startswith("Bearer")
        assert (await http.post(PATH, json=BODY, headers=headers)).status_code == 401


@pytest.mark.parametrize("authorization", [f"Bearer {KEY}", f"bearer  {KEY}", basic(KEY)])
async def test_with_the_key_every_name_is_served(authorization: str) -> None:
    async with client(stub_services(api_key=KEY), host="liaison.example") as http:
        answer = await http.post(PATH, json=BODY, headers={b"Authorization": authorization.encode()})
    assert answer.status_code == 200


async def test_the_health_check_needs_no_key() -> None:
    async with client(stub_services(api_key=KEY), host="liaison.example") as http:
        assert (await http.get("/healthz")).status_code == 200


async def test_readiness_is_told_without_a_key_and_its_parts_with_one() -> None:
    async with client(stub_services(api_key=KEY), host="liaison.example") as http:
        answer = await http.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ready", "parts": {}})
        shown = {b"Authorization": f"Bearer {KEY}".encode()}
        assert (await http.get("/readyz", headers=shown)).json()["parts"]
        assert (await http.get("/readyz", headers={"Authorization": "Bearer wrong"})).status_code == 401
    async with client(stub_services(api_key=KEY, default_engine="model"), host="liaison.example") as http:
        answer = await http.get("/readyz")
        assert (answer.status_code, answer.json()["errors"]) == (503, [])
        answer = await http.get("/readyz", headers=shown)
        assert [error["location"] for error in answer.json()["errors"]] == ["engine"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({}, 200),
    ],
)
async def test_pages_of_other_sites_cannot_send_briefs(headers: dict[str, str], status: int) -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=BODY, headers=headers)
        read = await http.get("/healthz", headers=headers)
    assert answer.status_code == status
    assert read.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
