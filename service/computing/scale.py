"""How much: every load a campaign brings, computed from what the brief states.

Nothing is computed without a number from the brief; what is missing for it, `missing_inputs` says.
"""

from schemas.organisation import Organisation
from schemas.parts import Scale, Workload
from service.campaign import Campaign
from service.catalogue.figures import figure
from service.computing.limits import limit_loads
from service.computing.pages import Peak, busiest, left_out, marked, page_loads
from service.computing.rushes import RushLoad, rush_loads, unsized_moments
from service.computing.sending import SendLoad, planned_sends, send_loads
from service.computing.told_loads import told_calls, told_peaks
from service.computing.transactions import (
    action_loads,
    callback_load,
    code_load,
    feed_loads,
    goal_loads,
    storage_loads,
)


def compute_scale(campaign: Campaign, organisation: Organisation | None) -> Scale:
    """Compute every load for which the brief gives a number, each with its inputs and their sources.

    Ids are `<kind>.<what>`, such as `send_rate.email` or `peak_visits.tv`, and stable for equal briefs.
    """
    sends = send_loads(campaign, organisation)
    rushes = rush_loads(campaign, organisation)
    loads = [part for send in sends for part in send] + [part for rush in rushes for part in rush.parts]
    told = told_peaks(campaign, organisation)
    loads += [part for steps in told for part in steps]
    pages, peak = _pages(sends, rushes, told, campaign, organisation)
    lacking = None if told else left_out(unsized_moments(campaign))
    loads += marked([*pages, *action_loads(peak, campaign, organisation)], lacking)
    loads += goal_loads(campaign, organisation)
    loads += [load for load in (told_calls(campaign, organisation),) if load]
    loads += [load for load in (callback_load(campaign, organisation), code_load(sends, campaign)) if load]
    loads += feed_loads(campaign)
    loads += storage_loads(sends, organisation)
    loads += limit_loads(sends, rushes, pages, campaign, organisation)
    return Scale(sends=planned_sends(campaign, sends), workloads=loads)


def _pages(
    sends: list[SendLoad],
    rushes: list[RushLoad],
    told: list[list[Workload]],
    campaign: Campaign,
    organisation: Organisation | None,
) -> tuple[list[Workload], Workload | None]:
    peaks: list[Peak] = [(send.on, send.peak) for send in sends if send.peak]
    peaks += [(rush.on, rush.peak) for rush in rushes if rush.peak]
    # What the brief tells of its page holds all sources already: it stands alone.
    peaks += [(None, steps[-1]) for steps in told]
    found = busiest(peaks)
    if found is None:
        return [], None
    peak, summed = found
    if peak.mid < figure("light_load").range[1]:
        return [], None
    loads = page_loads(peak, campaign, organisation)
    return ([peak, *loads] if summed else loads), peak
