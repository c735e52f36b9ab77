"""Whatever is asked of the server, and however much is logged: no word of a brief, no key and no secret stands there."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from service.app import create_app, listen
from service.bootstrap import make_services
from service.logs import LogOptions, start_logging
from service.settings import Settings
from tests.keyed import bearer, new_key
from tests.llm.provider import answering, serving

pytestmark = pytest.mark.timeout(180)

BRIEF = "Zanzibarium"
"""Stands in whatever is sent: texts, names, files, what a model answers and complains of."""
PROVIDER_KEY = "sk-provider-key-of-a-test"
TOKEN = "a-token-of-a-test-for-figures"
TEXT = f"{BRIEF}: an e-mail goes to 40,000 customers in Ireland on 3 May 2027 at 8am. Call +353 1 555 0100."
LINE = json.dumps(
    {
        "custom_id": "a",
        "method": "POST",
        "url": "/v1/requirements",
        "body": {"engine": "rules", "brief": {"text": TEXT}},
    }
)
LIBRARIES = ("openai", "httpx2", "sqlalchemy", "aiosqlite", "dbos", "uvicorn", "asyncio")


class Everything(logging.Handler):
    """Hears what our own handler hears, and writes all of it down: libraries do say what they should not."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard = io.StringIO()
        self.names: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.names.add(record.name.partition(".")[0])
        self.heard.write(f"{record.getMessage()}\n")


@contextmanager
def listening() -> Iterator[tuple[io.StringIO, Everything]]:
    """Our log at `debug`, with every library told to say all it can, and what was there to be heard."""
    found = [logging.getLogger(name) for name in (*LIBRARIES, "liaison", *logging.Logger.manager.loggerDict)]
    before = [(logger, logger.level, logger.handlers[:], logger.propagate) for logger in found]
    stream, everything = io.StringIO(), Everything()
    start_logging(LogOptions("debug", "json"), stream)
    logging.getLogger().addHandler(everything)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield stream, everything
    finally:
        for logger, level, handlers, propagate in before:
            logger.setLevel(level)
            logger.handlers, logger.propagate = handlers, propagate


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The server as it is run, doing jobs."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(make_services(settings), works=True), log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()


async def ask_for_everything(http: httpx.AsyncClient) -> list[str]:
    """Use every surface, rightly and wrongly; return the secrets that came back."""
    hybrid, rules = {"engine": "hybrid", "brief": {"text": TEXT}}, {"engine": "rules", "brief": {"text": TEXT}}
    stored = (await http.post("/v1/requirements", json=hybrid)).headers["liaison-stored"]
    await http.post("/v1/requirements", json=rules, headers={"Accept": "text/event-stream"})
    await http.post(
        "/v1/explanations", json={"constraints": f"No sends on Sundays, says {BRIEF}.", "brief": rules["brief"]}
    )
    await http.post("/v1/requirements", json={"brief": {"text": TEXT}, BRIEF: 1})
    await http.post("/v1/requirements", content=TEXT.encode(), headers={"Content-Type": "application/json"})
    await http.post(f"/v1/requirements?{BRIEF}=1", json=rules, headers={"Idempotency-Key": BRIEF})
    await http.post("/", data={"text": TEXT, "way": "text", "engine": "rules"})
    await http.get("/v1/results", headers={"Authorization": f"Bearer {BRIEF}"})
    await http.get("/v1/results", headers={"Cookie": BRIEF, "traceparent": BRIEF, "X-Request-ID": f"{BRIEF} {BRIEF}"})
    share = (await http.post(f"/v1/results/{stored}/shares", json={})).json()["token"]
    await http.get(f"/shared/{share}")
    made = (await http.post("/v1/keys", json={"name": BRIEF})).json()["key"]
    await http.get("/metrics", headers=bearer(TOKEN))
    job = (await http.post("/v1/requirements", json=rules, headers={"Prefer": "respond-async"})).json()["id"]
    file = await http.post("/v1/files", files={"file": (f"{BRIEF}.jsonl", LINE.encode())}, data={"purpose": "batch"})
    wanted = {"input_file_id": file.json()["id"], "endpoint": "/v1/requirements", "completion_window": "24h"}
    batch = (await http.post("/v1/batches", json=wanted)).json()["id"]
    for address, over in ((f"/v1/jobs/{job}", "state"), (f"/v1/batches/{batch}", "status")):
        await until_over(http, address, over)
    return [share, made]


async def until_over(http: httpx.AsyncClient, address: str, over: str) -> None:
    for _ in range(400):
        if (await http.get(address)).json()[over] in {"succeeded", "failed", "completed"}:
            return
        await anyio.sleep(0.2)
    pytest.fail(f"{address} was not over in time")


async def test_no_word_of_a_brief_and_no_secret_is_logged(tmp_path: Path) -> None:
    refusing = answering({"error": {"message": f"{BRIEF} with {PROVIDER_KEY}", "type": BRIEF}}, 401)
    with listening() as (stream, everything):
        async with serving(refusing) as url:
            settings = Settings(
                database_url=SecretStr(f"sqlite:///{tmp_path / 'liaison.db'}"),
                llm_base_url=url,
                llm_model="tester",
                llm_ask="whole",
                llm_api_key=SecretStr(PROVIDER_KEY),
                llm_cache=tmp_path / "answers.db",
                metrics_token=SecretStr(TOKEN),
            )
            database = make_services(settings).database
            assert database
            key = await new_key(database, "admin")
            await database.close()
            with served(settings) as address:
                async with httpx.AsyncClient(base_url=address, headers=bearer(key), timeout=90) as http:
                    secrets = [*await ask_for_everything(http), key, PROVIDER_KEY, TOKEN]
    told, heard = stream.getvalue(), everything.heard.getvalue()
    assert {"openai", "httpx2", "sqlalchemy", "aiosqlite", "liaison"} <= everything.names
    assert BRIEF in heard, "the libraries were to say what they should not"
    assert [one for one in [BRIEF, *secrets] if one in told] == []
    lines = [json.loads(line) for line in told.splitlines()]
    assert {"liaison.access", "liaison"} <= {line["logger"] for line in lines}
    assert {"job_id", "key_id", "workspace", "request_id", "trace_id"} <= {name for line in lines for name in line}
