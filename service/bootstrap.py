"""The composition root: settings become services here, and nowhere else.

Heavy parts (pipeline, catalogue, model client) are imported when first used, so that the server is up at once.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from schemas.specification import EngineName
from service.callers import DEFAULT_WORKSPACE, Bounds
from service.jobs.desk import Jobs
from service.named_files import load_organisation, load_prices
from service.services import Services
from service.store.address import DatabaseAddress, parse_address
from service.store.database import Database

if TYPE_CHECKING:
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
        ConfigurationError: the address of the database is none.
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
        default_engine=settings.default_engine,
        model=settings.llm_model if settings.model_is_configured else None,
        redacts=settings.must_redact,
        organisation=load_organisation(settings.organisation) if settings.organisation else None,
        max_brief_bytes=settings.max_brief_bytes,
        bounds=Bounds(settings.requests_per_minute, settings.tokens_per_day),
        api_key=(settings.api_key.get_secret_value().strip() or None) if settings.api_key else None,
    )


def make_jobs(settings: "Settings") -> Jobs | None:
    """The jobs that are kept in the database of these settings; None: nothing is to be kept.

    Raises:
        ConfigurationError: its address is none.
    """
    address = _address(settings)
    return Jobs(address, settings.jobs_at_once, grace=settings.jobs_grace) if address else None


def make_database(settings: "Settings") -> Database | None:
    """The database that these settings name; it is opened when it is used. None: nothing is to be kept.

    Raises:
        ConfigurationError: the address is none.
    """
    address = _address(settings)
    return Database(address, DEFAULT_WORKSPACE) if address else None


def _address(settings: "Settings") -> DatabaseAddress | None:
    url, password = (
        secret.get_secret_value() if secret else None for secret in (settings.database_url, settings.database_password)
    )
    return parse_address(url, password)


def _rules_engine() -> "Engine":
    from service.drafting.rules.engine import RulesEngine

    return RulesEngine()


def _model_client(options: "ModelOptions") -> "ModelClient":
    from service.llm.client import ModelClient

    return ModelClient(options)


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
