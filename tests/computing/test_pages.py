"""Pages: which moment is the busiest, and what it asks for."""

from datetime import date

from schemas.base import Quantity
from schemas.parts import Workload
from service.computing.pages import busiest, page_loads
from tests.computing.made_brief import HandMade


def peak(name: str, value: float) -> Workload:
    return Workload(
        id=f"peak_visits.{name}", name=name, result=Quantity(value=value, unit="visit/second"), formula="", inputs=[],
        low=value / 2, mid=value, high=value * 2, evidence=[],
    )  # fmt: skip


def test_peaks_of_one_day_add_up() -> None:
    day, other = date(2027, 5, 4), date(2027, 5, 6)
    found = busiest([(day, peak("email", 3)), (day, peak("sms", 4)), (other, peak("tv", 6))])
    assert found is not None
    load, summed = found
    assert (load.id, load.mid, load.low, load.high, summed) == ("peak_visits.all", 7, 3.5, 14, True)


def test_the_larger_of_two_days_counts() -> None:
    found = busiest([(date(2027, 5, 4), peak("email", 3)), (date(2027, 5, 6), peak("tv", 6))])
    assert found is not None
    assert (found[0].id, found[1]) == ("peak_visits.tv", False)


def test_peaks_without_a_date_are_not_taken_to_meet() -> None:
    found = busiest([(None, peak("email", 3)), (None, peak("sms", 4))])
    assert found is not None
    assert found[0].id == "peak_visits.sms"
    assert busiest([]) is None


def test_business_addresses_bring_more_scanners() -> None:
    campaigns = [HandMade("A page.").campaign(), HandMade("A page.").signal("sector_b2b", "page").campaign()]
    consumer, business = (page_loads(peak("email", 10), campaign, None)[-1] for campaign in campaigns)
    assert (consumer.mid, business.mid) == (22, 26)
