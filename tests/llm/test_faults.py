"""A failed request becomes one typed error, and only what may succeed later is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import (
    FormatNotTaken,
    LimitNotTaken,
    ModelBusy,
    ModelError,
    ModelFiltered,
    ModelKeyRefused,
    ModelNotFound,
    ModelOverfilled,
    ModelQuotaSpent,
    ModelRequestRefused,
    ModelUnavailable,
)
from service.llm.faults import fault_in_answer, fault_of, retry_after

NOW = datetime(2027, 2, 3, 12, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "code", "type", "message", "param", "innererror"]), inner)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (429, {"code": "rate_limit_exceeded"}, ModelBusy),
        (429, {"error": {"code": "insufficient_quota"}}, ModelQuotaSpent),
        (429, {"type": "insufficient_quota", "code": None}, ModelQuotaSpent),
        (402, None, ModelQuotaSpent),
        (500, "oops", ModelUnavailable),
        (503, None, ModelUnavailable),
        (408, None, ModelUnavailable),
        (401, {"message": "bad key"}, ModelKeyRefused),
        (403, None, ModelKeyRefused),
        (404, {"code": "model_not_found"}, ModelNotFound),
        (400, {"code": "context_length_exceeded"}, ModelOverfilled),
        (400, {"message": "This model's maximum context length is 4096 tokens."}, ModelOverfilled),
        (413, None, ModelOverfilled),
        (400, {"code": "content_filter"}, ModelFiltered),
        (400, {"code": None, "innererror": {"code": "ResponsibleAIPolicyViolation"}}, ModelFiltered),
        (400, {"param": "response_format", "message": "'maxLength' is not permitted."}, FormatNotTaken),
        (422, {"detail": [{"loc": ["body", "response_format"], "msg": "extra"}]}, FormatNotTaken),
        (404, {"message": "No endpoints found that support tool use"}, FormatNotTaken),
        (404, "<html>Tools and grammar, page not found</html>", ModelNotFound),
        (500, {"message": "tools param requires --jinja flag", "type": "server_error"}, FormatNotTaken),
        (500, "<html>Our tools failed</html>", ModelUnavailable),
        (503, {"message": "grammar service overloaded"}, ModelUnavailable),
        (400, {"param": "max_completion_tokens", "message": "Unsupported parameter"}, LimitNotTaken),
        (422, {"detail": [{"loc": ["body", "max_tokens"], "msg": "extra"}]}, LimitNotTaken),
        (400, {"message": "max_tokens of 900 is more than the maximum context length"}, ModelOverfilled),
        (400, {"message": "Unsupported value: 'temperature'"}, ModelRequestRefused),
        (422, None, ModelRequestRefused),
        (302, None, ModelRequestRefused),
    ],
)
def test_what_a_failed_response_means(status: int, body: Any, expected: type[ModelError]) -> None:
    assert type(fault_of(status, {}, body, NOW)) is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"code": 502, "message": "upstream"}, ModelUnavailable),
        ({"code": "429"}, ModelBusy),
        ({"code": 200}, ModelRequestRefused),
        ({"type": "rate_limit_error"}, ModelBusy),
        ({"code": "insufficient_quota"}, ModelQuotaSpent),
        ({"type": "server_error"}, ModelUnavailable),
        ("no", ModelRequestRefused),
    ],
)
def test_what_an_error_with_a_good_status_means(error: object, expected: type[ModelError]) -> None:
    assert type(fault_in_answer(error, NOW)) is expected


def test_the_wait_that_was_asked_for_travels_with_the_error() -> None:
    assert fault_of(429, {"retry-after": "7"}, None, NOW).retry_after == 7
    assert fault_of(503, {"retry-after-ms": "250"}, None, NOW).retry_after == 0.25


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-3"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after-ms": "x", "retry-after": "2"}, 2),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=40), usegmt=True)}, 40),
        ({"retry-after": format_datetime(NOW - timedelta(days=1), usegmt=True)}, 0),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@given(st.integers(300, 599), JSON, st.text(max_size=30))
def test_every_response_has_a_meaning_and_none_of_its_words_get_out(status: int, body: Any, header: str) -> None:
    fault = fault_of(status, {"retry-after": header}, body, NOW)
    assert fault.retryable == isinstance(fault, ModelBusy | ModelUnavailable)
    assert fault.retry_after is None or fault.retry_after >= 0
    assert fault.message == f"{type(fault).title}."


@given(JSON)
def test_every_error_with_a_good_status_has_a_meaning(error: Any) -> None:
    assert isinstance(fault_in_answer(error, NOW), ModelError)
