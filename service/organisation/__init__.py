"""The customer's own profile: systems, owners, policies, overrides."""

from service.organisation.profile import parse_organisation
from service.organisation.systems import find_system

__all__ = ["find_system", "parse_organisation"]
