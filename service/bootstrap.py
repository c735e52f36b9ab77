"""The composition root: settings become services here, and nowhere else.

Heavy parts (pipeline, catalogue, model client) are imported when first used, so that the server is up at once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.specification import EngineName
from service.callers import DEFAULT_WORKSPACE, Bounds
from service.jobs.desk import Jobs
from service.named_files import load_organisation, load_prices
from service.services import Services
from service.store.address import DatabaseAddress, parse_address
from service.store.database import Database
from service.store.peeking import has_keys
from service.webhooks.addresses import Addresses, parse_allowed

if TYPE_CHECKING:
    from pydantic import SecretStr

    from service.drafting.engine import Engine
    from service.drafting.model import ModelEngineName
    from service.drafting.wording import Wording
    from service.llm.client import ModelClient
    from service.llm.options import ModelOptions
    from service.settings import Settings


def make_services(settings: "Settings") -> Services:
    """Wire the services that these settings describe.

    Raises:
        UnusableFile, InvalidProfile: the organisation profile cannot be used.
        UnusableFile, ConfigurationError: the table of prices cannot be used.
        ConfigurationError: the address of the database is none, or what webhooks may lead to cannot be read.
    """
    engines: dict[EngineName, Callable[[], Engine]] = {"rules": _rules_engine}
    wordings: dict[EngineName, Callable[[], Wording]] = {}
    if settings.model_is_configured:
        # Made once: it remembers which form of answer the endpoint takes, its limits and how it fared.
        client = cache(partial(_model_client, model_options(settings)))
        engines["model"] = lambda: _model_engine(client(), "model")
        engines["hybrid"] = lambda: _model_engine(client(), "hybrid")
        wordings["model"] = lambda: _model_wording(client(), "model")
        wordings["hybrid"] = lambda: _model_wording(client(), "hybrid")
    return Services(
        engines=engines,
        wordings=wordings,
        database=make_database(settings),
        jobs=make_jobs(settings),
        lasts=timedelta(days=settings.keep_days) if settings.keep_days else None,
        forget=_forgetting(settings),
        addresses=make_addresses(settings),
        default_engine=settings.default_engine,
        model=settings.llm_model if settings.model_is_configured else None,
        redacts=settings.must_redact,
        organisation=load_organisation(settings.organisation) if settings.organisation else None,
        max_brief_bytes=settings.max_brief_bytes,
        bounds=Bounds(settings.requests_per_minute, settings.tokens_per_day),
        api_key=_secret(settings.api_key),
        metrics_token=_secret(settings.metrics_token),
    )


def _forgetting(settings: "Settings") -> Callable[[datetime, datetime], None] | None:
    """What lets go of the answers of the model to runs that ended between two moments; None: no answers are kept."""
    if settings.llm_cache is None:
        return None
    return partial(_forget_answers, settings.llm_cache, settings.llm_deadline)


def _forget_answers(path: Path, seconds: float, first: datetime, last: datetime) -> None:
    from service.llm.cache import forget_answers

    forget_answers(path, first - timedelta(seconds=seconds), last)


def _secret(value: "SecretStr | None") -> str | None:
    return (value.get_secret_value().strip() or None) if value else None


def make_jobs(settings: "Settings") -> Jobs | None:
    """The jobs that are kept in the database of these settings; None: nothing is to be kept.

    Raises:
        ConfigurationError: its address is none.
    """
    address = _address(settings)
    if address is None:
        return None
    jobs = Jobs(address, settings.jobs_at_once)
    jobs.forget = _forgetting(settings)
    return jobs


def make_addresses(settings: "Settings") -> Addresses:
    """What judges where webhooks lead. An open server has no key at all, and so only callers of its own machine.

    Raises:
        ConfigurationError: the setting, or the address of the database, cannot be read.
    """
    address = _address(settings)
    own_key = _secret(settings.api_key)

    def is_open() -> bool:
        return own_key is None and address is not None and not has_keys(address)

    return Addresses(parse_allowed(settings.webhook_allow), is_open)


def make_database(settings: "Settings") -> Database | None:
    """The database that these settings name; it is opened when it is used. None: nothing is to be kept.

    Raises:
        ConfigurationError: the address is none.
    """
    address = _address(settings)
    return Database(address, DEFAULT_WORKSPACE) if address else None


def _address(settings: "Settings") -> DatabaseAddress | None:
    return parse_address(settings.database_url.get_secret_value() if settings.database_url else None)


def _rules_engine() -> "Engine":
    from service.drafting.rules.engine import RulesEngine

    return RulesEngine()


def _model_client(options: "ModelOptions") -> "ModelClient":
    from service import measures
    from service.llm.client import ModelClient

    client = ModelClient(options)
    measures.watch_breaker(lambda: client.breaker.state)
    return client


def _model_engine(client: "ModelClient", name: "ModelEngineName") -> "Engine":
    from service.drafting.model import build_model_engine

    return build_model_engine(client, name)


def _model_wording(client: "ModelClient", name: "ModelEngineName") -> "Wording":
    from service.drafting.model.wording_constraints import build_model_wording

    return build_model_wording(client, name)


def model_options(settings: "Settings") -> "ModelOptions":
    """How these settings say to reach the model.

    Raises:
        UnusableFile, ConfigurationError: the table of prices cannot be used.
    """
    from service.llm.options import CacheOptions, ModelOptions

    prices = load_prices(settings.llm_prices) if settings.llm_prices else {}
    path, megabytes, days = settings.llm_cache, settings.llm_cache_mb, settings.llm_cache_days
    return ModelOptions(
        base_url=settings.llm_base_url or "",
        model=settings.llm_model or "",
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
        deadline_seconds=settings.llm_deadline,
        temperature=settings.llm_temperature,
        ask=settings.llm_ask,
        second_look=settings.llm_second_look,
        stream=settings.llm_stream,
        concurrency=settings.llm_concurrency,
        budget_tokens=settings.llm_budget_tokens,
        breaker_failures=settings.llm_breaker_failures,
        price=prices.get(settings.llm_model or ""),
        cache=CacheOptions(path, megabytes, days) if path else None,
        redact=settings.must_redact,
    )
