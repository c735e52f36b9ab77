"""Looking up a system of the organisation by the name a brief uses for it."""

from schemas.organisation import Organisation, OrganisationSystem


def find_system(organisation: Organisation | None, name: str) -> OrganisationSystem | None:
    """Return the system of this name or alias, whatever its case; None when the profile lists no such system."""
    wanted = name.casefold().strip()
    for system in organisation.systems if organisation else ():
        if wanted in {system.name.casefold(), *(alias.casefold() for alias in system.aliases)}:
            return system
    return None
