"""What the rounds of workers beside one another come to."""

from collections import Counter

from benchmarks.workers import Measured, figures


def test_ratios_are_those_of_a_round_and_the_least_even_share_counts() -> None:
    alone = [Measured(2.0, 0.1, Counter(a=60)), Measured(1.0, 0.1, Counter(a=60)), Measured(4.0, 0.2, Counter(a=60))]
    both = [Measured(3.8, 0.1, Counter(a=30, b=30)), Measured(1.8, 0.1, Counter(a=33, b=27))]
    both.append(Measured(4.0, 0.1, Counter(a=31, b=29)))
    told = {figure.what: figure for figure in figures(alone, both)}
    ratio = told["two workers / one worker: jobs a second, by round"]
    share = told["of two, the busier / the other: jobs, least even round"]
    assert (ratio.value, ratio.met) == (1.8, True)
    assert (round(share.value, 2), share.met) == (1.22, False)
    assert told["CPU of a worker for a job"].value == 100


def test_a_worker_that_did_nothing_is_no_even_share() -> None:
    (share,) = [
        figure
        for figure in figures([Measured(1.0, 0.1, Counter(a=9))], [Measured(1.0, 0.1, Counter(a=9))])
        if "busier" in figure.what
    ]
    assert share.met is False
