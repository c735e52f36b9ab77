"""Services: what a run is given, what is refused before it starts, and where it computes."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from schemas.brief import BriefFields, BriefInput
from schemas.events import ReadEvent, RunEvent
from schemas.organisation import Organisation
from service.admission import check_brief, today_in
from service.bootstrap import make_services, model_options, provider_options
from service.drafting.engine import Engine
from service.errors import ConfigurationError, EmptyBrief, EngineNotConfigured, InvalidRequest, TooLarge, UnusableFile
from service.named_files import read_file
from service.oidc.options import RoleRules
from service.services import Services
from service.settings import Settings
from tests.stub_run import TEXT, StubEngine, stub_services

BRIEF = BriefInput(text=TEXT)
READ = ReadEvent(language="en", sentences=1, facts=0)


class Watched:
    """A run that notes the threads and tasks it computes in, and whether it was closed."""

    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.given = 0
        self.closed = False

    async def __call__(
        self, brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        try:
            for _ in range(5):
                self.threads.add(threading.get_ident())
                await asyncio.sleep(0)
                self.given += 1
                yield READ
        finally:
            self.closed = True


async def test_the_rules_compute_outside_the_event_loop() -> None:
    run = Watched()
    events = [event async for event in stub_services(run).translate(BRIEF)]
    assert events == [READ] * 5
    assert run.closed
    assert threading.get_ident() not in run.threads


async def test_a_run_that_waits_is_cancelled_with_its_reader() -> None:
    """A model call under way ends when the caller goes away, not when the model is done."""
    waiting, cancelled = threading.Event(), threading.Event()

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        yield READ
        waiting.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    services = Services(engines={"model": lambda: StubEngine("model")}, default_engine="model", run=run)

    async def read() -> None:
        async for _ in services.translate(BRIEF):
            pass

    task = asyncio.create_task(read())
    assert await asyncio.to_thread(waiting.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 10)
    assert cancelled.is_set()


async def test_a_run_that_nobody_reads_on_is_stopped() -> None:
    run = Watched()
    async with aclosing(stub_services(run).translate(BRIEF)) as events:
        await anext(events)
    assert run.closed
    assert run.given == 1


async def test_a_cancelled_run_is_stopped() -> None:
    run = Watched()
    reached = asyncio.Event()

    async def read_slowly() -> None:
        async for _ in stub_services(run).translate(BRIEF):
            reached.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(read_slowly())
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for _ in range(100):
        if run.closed:
            break
        await asyncio.sleep(0.02)
    assert run.closed


@pytest.mark.parametrize(
    "brief",
    [BriefInput(text=""), BriefInput(title="Sale", text=" \n\t"), BriefInput(title="Sale", fields=BriefFields())],
)
def test_a_brief_without_a_word_is_refused(brief: BriefInput) -> None:
    with pytest.raises(EmptyBrief):
        stub_services().translate(brief)


def test_one_filled_field_is_enough() -> None:
    check_brief(BriefInput(fields=BriefFields(decides="Head of events")), 1_000)


def test_the_fields_count_together() -> None:
    check_brief(BriefInput(fields=BriefFields(goal="a" * 500, data="b" * 500)), 1_000)
    with pytest.raises(TooLarge):
        check_brief(BriefInput(fields=BriefFields(goal="a" * 500, data="b" * 501)), 1_000)


def test_an_engine_that_is_not_set_up_is_refused() -> None:
    with pytest.raises(EngineNotConfigured, match="model"):
        stub_services().translate(BRIEF, engine="model")


@pytest.mark.parametrize("day", [date.min, date.max, date(1969, 12, 31), date(2201, 1, 1)])
def test_a_day_at_the_edge_of_the_calendar_is_refused(day: date) -> None:
    with pytest.raises(InvalidRequest, match="today"):
        stub_services().translate(BRIEF, today=day)


def test_today_is_the_organisations_own() -> None:
    ahead, behind = (today_in(Organisation(time_zone=zone)) for zone in ("Pacific/Kiritimati", "Pacific/Niue"))
    assert 1 <= (ahead - behind).days <= 2, "25 hours apart: never the same day"
    assert today_in(Organisation(time_zone="No/Where")) == today_in(None)


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.txt", "no such file"), (".", "folder"), ("a\0b", "cannot be opened"), ("x" * 5_000, "cannot be opened")],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(UnusableFile, match=message):
        read_file(tmp_path / name)


def test_a_file_is_read_one_byte_past_the_limit_and_no_further(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(b"a" * 100)
    assert len(read_file(path, limit=10)) == 11
    assert len(read_file(Path("/dev/zero"), limit=10)) == 11


@pytest.mark.parametrize(("key", "is_open"), [(None, True), ("  ", True), ("key", False)])
def test_webhooks_may_lead_to_the_own_machine_while_no_key_is_needed(
    key: str | None, is_open: bool, tmp_path: Path
) -> None:
    database_url = SecretStr(f"sqlite:///{tmp_path / 'liaison.db'}")
    settings = Settings(api_key=SecretStr(key) if key else None, database_url=database_url)
    assert make_services(settings).addresses.is_open() is is_open


def test_without_a_database_webhooks_may_lead_nowhere_inside() -> None:
    assert not make_services(Settings(database_url=SecretStr("off"))).addresses.is_open()


def test_a_key_is_stripped_of_blanks() -> None:
    assert make_services(Settings(api_key=SecretStr(" key \n"))).api_key == "key"
    assert make_services(Settings(api_key=SecretStr("  "))).api_key is None


# --- the model ----------------------------------------------------------------------------------

PRICES = "tester: {input: 1, output: 2, currency: EUR}"


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    file = tmp_path / "prices.yaml"
    file.write_text(PRICES, encoding="utf-8")
    return file


def with_a_model(**settings: object) -> Settings:
    return Settings.model_validate({"llm_base_url": "http://localhost:1/v1", "llm_model": "tester", **settings})


def test_the_settings_of_the_model_reach_its_client(prices: Path) -> None:
    options = model_options(
        with_a_model(
            llm_concurrency=3, llm_budget_tokens=900, llm_breaker_failures=7, llm_stream=True, llm_prices=prices,
            llm_temperature=0.3, llm_ask="Pieces",
        )
    )  # fmt: skip
    assert (options.temperature, options.ask) == (0.3, "pieces")
    assert (options.concurrency, options.budget_tokens, options.breaker_failures, options.stream) == (3, 900, 7, True)
    assert options.price is not None
    assert options.price.currency == "EUR"


def test_a_model_without_further_settings_is_bounded_by_its_breaker_alone() -> None:
    options = model_options(with_a_model())
    assert (options.concurrency, options.budget_tokens, options.price, options.stream) == (None, None, None, False)
    assert options.breaker_failures == 5


def test_texts_that_leave_the_house_leave_without_what_is_personal() -> None:
    assert not model_options(with_a_model()).redact
    assert model_options(with_a_model(llm_base_url="https://model.example.com/v1")).redact


def test_a_table_of_prices_that_cannot_be_used_stops_the_start(prices: Path) -> None:
    with pytest.raises(UnusableFile):
        make_services(with_a_model(llm_prices=prices.with_name("none.yaml")))
    prices.write_text("tester: {input: 1}", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"tester\.output"):
        make_services(with_a_model(llm_prices=prices))


# --- signing in ---------------------------------------------------------------------------------

SIGNING_IN = {"oidc_issuer": "https://id.example", "oidc_client_id": "liaison"}


def test_without_an_issuer_nobody_signs_in() -> None:
    assert make_services(Settings()).sign_in is None


def test_what_the_settings_say_of_a_provider() -> None:
    settings = Settings.model_validate(
        {
            **SIGNING_IN,
            "oidc_client_secret": "s3cret",
            "oidc_scopes": "profile urn:example:roles",
            "oidc_roles": '{"claim": "realm.roles", "it": ["Platform", "Data"]}',
            "oidc_workspace": "claim:tenant",
            "public_url": "https://liaison.example/",
        }
    )
    options = provider_options(settings)
    assert options.client_secret == "s3cret"
    assert "s3cret" not in repr(options)
    assert options.scopes == ("profile", "urn:example:roles")
    assert options.roles == RoleRules(("realm.roles",), frozenset(), frozenset({"Platform", "Data"}), frozenset())
    assert (options.workspace, options.workspace_claim) == ("wsp_default", "tenant")
    sign_in = make_services(settings).sign_in
    assert sign_in
    assert sign_in.callback("http://10.0.0.7:8000") == "https://liaison.example/sign-in/callback"


def test_a_workspace_that_is_named_is_that_of_everybody() -> None:
    options = provider_options(Settings.model_validate({**SIGNING_IN, "oidc_workspace": "wsp_7"}))
    assert (options.workspace, options.workspace_claim, options.roles) == ("wsp_7", None, RoleRules())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"oidc_client_id": None}, "needs both"),
        ({"oidc_issuer": None}, "needs both"),
        ({"oidc_issuer": "http://id.example"}, "must begin with https://"),
        ({"database_url": "off"}, "needs a database"),
    ],
)
def test_signing_in_that_cannot_work_is_refused(changes: dict[str, str | None], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        make_services(Settings.model_validate({**SIGNING_IN, **changes}))
