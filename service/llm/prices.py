"""What tokens cost: a table of prices that the one who runs Liaison keeps, as TOML or YAML.

```toml
["small-model"]
input = 0.25         # per million tokens
cached_input = 0.025 # the price of `input` where it is not given
output = 2.0
currency = "USD"
```
"""

import tomllib
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from schemas.specification import Tokens
from service.errors import ConfigurationError

_PER = 1_000_000
_PLACES = 9
"""Decimal places of a cost: enough for one token of the cheapest model, without the noise of floats."""


class Price(BaseModel):
    """Prices of one model per million tokens, in `currency` (a code such as USD)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: float = Field(ge=0, allow_inf_nan=False)
    cached_input: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    output: float = Field(ge=0, allow_inf_nan=False)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    def cost(self, tokens: Tokens) -> float:
        """What these tokens cost, in `currency`; cached ones are part of the input."""
        cached = min(tokens.cached, tokens.input)
        at_cached = self.input if self.cached_input is None else self.cached_input
        total = (tokens.input - cached) * self.input + cached * at_cached + tokens.output * self.output
        return round(total / _PER, _PLACES)


_TABLE = TypeAdapter(dict[str, Price])


def parse_prices(data: bytes, source: str) -> dict[str, Price]:
    """Prices by name of the model. A `source` that ends in .toml is read as TOML, any other as YAML.

    Raises:
        ConfigurationError: the file is neither, or a price does not hold; the message names file, model and field.
    """
    try:
        return _TABLE.validate_python(_parsed(data, source) or {})
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors(include_url=False)]
        raise ConfigurationError(f"{source}: {'; '.join(faults)}.") from error


def _parsed(data: bytes, source: str) -> Any:
    try:
        text = data.decode("utf-8")
        return tomllib.loads(text) if source.lower().endswith(".toml") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{source} is not valid: prices are kept as TOML or YAML in UTF-8.") from error
