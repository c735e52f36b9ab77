"""The customer's own profile: systems, owners, policies, overrides."""
