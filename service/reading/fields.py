"""The guided form becomes a brief: each filled field one labelled sentence."""

from schemas.brief import BriefFields, BriefInput

_LABELS: dict[str, str] = {
    "goal": "Goal",
    "measure": "Measure of success",
    "audience": "Audience",
    "audience_size": "Audience size",
    "channels": "Channels",
    "dates": "Dates",
    "regions": "Countries and regions",
    "data": "Data we would like to use",
    "tools": "Tools and agencies",
    "budget": "Budget",
    "decides": "Who decides",
    "other": "Other",
}


def brief_text(brief: BriefInput) -> str:
    """The text of the brief: as given, or the filled fields as labelled lines."""
    if brief.text is not None:
        return brief.text
    return fields_text(brief.fields or BriefFields())


def fields_text(fields: BriefFields) -> str:
    """One `Label: words` line for each filled field, in the order of the form."""
    given = fields.model_dump()
    return "\n".join(f"{label}: {given[name].strip()}" for name, label in _LABELS.items() if given[name].strip())
