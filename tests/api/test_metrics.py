"""`/metrics`: what it counts, and who may read it."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families as parse_text

from service.callers import RANKS
from service.jobs.desk import Jobs
from service.metrics_port import MetricsAddress, serving_metrics
from service.scraping import Scrape
from service.store.address import parse_address
from service.store.database import Database
from tests.keyed import bearer, calling, keyed, new_key, ring
from tests.stub_run import TEXT, client, stub_services

TOKEN = "a-token-of-a-test-for-figures"
OPENMETRICS = "application/openmetrics-text"
BODY = {"brief": {"text": TEXT}}
Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def figures(text: str) -> Figures:
    """Every figure by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in parse_text(text)
        for sample in family.samples
    }


async def look(http: httpx.AsyncClient) -> Figures:
    answer = await http.get("/metrics")
    assert answer.status_code == 200, answer.text
    return figures(answer.text)


def grown(before: Figures, after: Figures, name: str, **labels: str) -> float:
    """By how much a figure has grown."""
    key = (name, frozenset(labels.items()))
    return after.get(key, 0.0) - before.get(key, 0.0)


async def test_requests_and_runs_are_counted() -> None:
    async with client(stub_services()) as http:
        before = await look(http)
        await http.post("/v1/requirements", json=BODY)
        await http.post("/v1/requirements", json={"brief": {"text": " "}})
        await http.head("/healthz")
        after = await look(http)
    counted = "liaison_http_requests_total"
    assert grown(before, after, counted, method="POST", route="/v1/requirements", status="200") == 1
    assert grown(before, after, counted, method="POST", route="/v1/requirements", status="422") == 1
    assert grown(before, after, counted, method="HEAD", route="/healthz", status="200") == 1
    named = {"kind": "requirements", "engine": "rules"}
    assert grown(before, after, "liaison_runs_total", **named, outcome="partial") == 1
    assert grown(before, after, "liaison_run_duration_seconds_count", **named) == 1
    assert grown(before, after, "liaison_run_sections_total", engine="rules", section="data") == 1
    assert after["liaison_http_requests_in_flight", frozenset()] == 1


async def test_no_label_grows_with_what_strangers_make_up() -> None:
    async with client(stub_services()) as http:
        for number in range(30):
            await http.get(f"/made/up/{number}")
            await http.request(f"ZORK{number}", "/healthz")
            await http.get(f"/v1/results/res_{number:026}")
            await http.get(f"/docs/assets/{number}.js")
            await http.get(f"/healthz?{number}")
        told = await look(http)
    routes = {dict(labels)["route"] for name, labels in told if name == "liaison_http_requests_total"}
    methods = {dict(labels)["method"] for name, labels in told if name == "liaison_http_requests_total"}
    assert not [route for route in routes if re.search(r"\d", route.replace("/v1/", "/"))]
    assert {"other", "/docs/assets/{path}", "/v1/results/{result_id}"} <= routes
    assert not [method for method in methods if "ZORK" in method]


async def test_every_figure_has_a_help_and_no_id_for_a_label() -> None:
    async with client(stub_services()) as http:
        await http.post("/v1/requirements", json=BODY)
        text = (await http.get("/metrics")).text
    families = list(parse_text(text))
    assert [family.name for family in families if not family.documentation] == []
    labels = {label for family in families for sample in family.samples for label in sample.labels}
    assert not labels & {"workspace", "key", "key_id", "job_id", "request_id", "path", "worker"}


async def test_every_figure_is_explained_to_operators(root: Path, database: Database) -> None:
    told = (root / "docs" / "operating.md").read_text(encoding="utf-8")
    async with calling(keyed(database), await new_key(database, "admin")) as http:
        families = [family.name for family in parse_text((await http.get("/metrics")).text)]
    ours = [name.removeprefix("liaison_") for name in families if name.startswith("liaison_")]
    assert len(ours) > 25
    assert [name for name in ours if f"`{name}`" not in told and f"`{name}_total`" not in told] == []


async def test_openmetrics_is_there_for_whoever_takes_it() -> None:
    async with client(stub_services()) as http:
        answer = await http.get("/metrics", headers={"Accept": f"{OPENMETRICS};version=1.0.0,text/plain;q=0.5"})
    assert answer.headers["content-type"].startswith(OPENMETRICS)
    assert 'liaison_http_requests_total{method="' in answer.text
    assert answer.text.endswith("# EOF\n")


async def test_the_queue_is_counted_in_the_database(database: Database) -> None:
    services = keyed(database)
    async with calling(services, await new_key(database, "admin")) as http:
        for _ in range(3):
            await http.post("/v1/requirements", json=BODY, headers={"Prefer": "respond-async"})
        told = await look(http)
    assert told["liaison_database_up", frozenset()] == 1
    assert told["liaison_jobs", frozenset({("kind", "requirements"), ("state", "queued")})] == 3
    assert told["liaison_queue_depth", frozenset()] == 3
    assert told["liaison_queue_oldest_seconds", frozenset()] > 0
    assert any(name == "liaison_database_connections" for name, _ in told)
    assert any(name == "liaison_database_wait_seconds_count" for name, _ in told)


def test_several_who_look_share_one_count(tmp_path: Path) -> None:
    address = parse_address(f"sqlite:///{tmp_path / 'liaison.db'}")
    assert address
    jobs, moments = Jobs(address, at_once=1), iter([0.0, 1.0, 10.0, 21.0, 22.0, 22.0])
    scrape = Scrape(jobs, clock=lambda: next(moments))
    depths = []
    for _ in range(3):  # counted at 0, which takes a second; not at 10; counted again at 21
        depths.append(figures(scrape.page()[0].decode())["liaison_queue_depth", frozenset()])
        jobs.accept("requirements", "{}", 3)
    jobs.database.close()
    assert depths == [0, 0, 2]


def test_a_database_that_is_away_takes_no_other_figure_along(database_away: Jobs) -> None:
    told = figures(Scrape(database_away).page()[0].decode())
    assert told["liaison_database_up", frozenset()] == 0
    assert not [name for name, _ in told if name.startswith("liaison_queue")]
    assert any(name == "liaison_build_info" for name, _ in told)


@pytest.fixture
def database_away() -> Jobs:
    address = parse_address("postgresql://nobody@127.0.0.1:1/nothing")
    assert address
    return Jobs(address, at_once=1)


# --- who may read it ----------------------------------------------------------------------------


async def test_a_server_without_keys_shows_it_to_its_own_machine_only() -> None:
    async with client(stub_services()) as here, client(stub_services(), host="liaison.example") as elsewhere:
        assert (await here.get("/metrics")).status_code == 200
        assert (await elsewhere.get("/metrics")).status_code == 421


async def test_once_there_are_keys_admins_of_the_default_workspace_and_the_token_read_it(database: Database) -> None:
    services = keyed(database, metrics_token=TOKEN)
    keys: dict[str, str] = {scope: await new_key(database, scope) for scope in RANKS}
    keys["admin elsewhere"] = (await ring(database).make_workspace("Orchard Foods")).key.key
    keys["token"] = TOKEN
    async with calling(services) as http:
        answers = {who: (await http.get("/metrics", headers=bearer(key))).status_code for who, key in keys.items()}
        answers["nobody"] = (await http.get("/metrics")).status_code
        answers["nobody on this machine"] = (await http.get("/metrics", headers={"Host": "127.0.0.1"})).status_code
        elsewhere = (await http.get("/v1/results", headers=bearer(TOKEN))).status_code
    assert answers == {
        "read": 403, "write": 403, "admin": 200, "admin elsewhere": 403, "token": 200,
        "nobody": 401, "nobody on this machine": 401,
    }  # fmt: skip
    assert elsewhere == 401


async def test_refusals_by_rate_are_counted(database: Database) -> None:
    await new_key(database, "read")
    async with calling(keyed(database, metrics_token=TOKEN)) as http:
        before = figures((await http.get("/metrics", headers=bearer(TOKEN))).text)
        for _ in range(30):
            await http.get("/v1/results", headers=bearer("wrong"))
        after = figures((await http.get("/metrics", headers=bearer(TOKEN))).text)
    assert grown(before, after, "liaison_http_rate_limited_total", reason="too_many_failures") > 0


# --- a port of its own --------------------------------------------------------------------------


def asked(port: int, path: str = "/metrics", **headers: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers)


@pytest.fixture
def port() -> Iterator[int]:
    with serving_metrics(lambda: Scrape(None), MetricsAddress(0), None) as port:
        yield port


def test_a_worker_shows_its_figures_to_its_own_machine(port: int) -> None:
    answer = asked(port)
    assert answer.status_code == 200
    assert figures(answer.text)["liaison_worker_lease", frozenset()] in (0, 1)
    assert asked(port, Accept=OPENMETRICS).headers["content-type"].startswith(OPENMETRICS)


def test_nothing_else_is_there(port: int) -> None:
    assert asked(port, "/").status_code == 404
    assert asked(port, Host="liaison.example").status_code == 421


def test_at_an_address_of_others_the_token_is_asked_for() -> None:
    with serving_metrics(lambda: Scrape(None), MetricsAddress(0, "0.0.0.0"), TOKEN) as port:
        assert asked(port).status_code == 401
        assert asked(port, Authorization="Bearer wrong").status_code == 401
        assert asked(port, Authorization=f"Bearer {TOKEN}").status_code == 200
