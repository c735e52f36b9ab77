"""Documents of earlier versions are brought to today's when they are read; what is kept stays as it is.

A version is the `schema_version` of a document. A change that breaks it adds the new version at the end of `VERSIONS`
and, in `STEPS`, how a document of the version before becomes one of it. A request is kept beside its result and is of
the same version; the specification inside a request says its own.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from schemas import SCHEMA_VERSION
from schemas.stored import Kind
from service.errors import StoredLater

Part = Kind | Literal["input"]
Step = Callable[[dict[str, Any]], dict[str, Any]]
"""From a document of one version to the same of the next; it may change what it is given."""

VERSIONS: Final = (SCHEMA_VERSION,)
STEPS: Final[Mapping[tuple[str, Part], Step]] = {}
"""By the version that a step leads away from, and what it takes. Without a step only the version changes."""


@dataclass(frozen=True)
class History:
    """The versions there were, oldest first, and the ways between them."""

    versions: tuple[str, ...] = VERSIONS
    steps: Mapping[tuple[str, Part], Step] = field(default_factory=lambda: STEPS)

    def of_today(self, part: Kind, version: str, text: str) -> str:
        """The JSON of a document in the version of today.

        Raises:
            StoredLater: it is of a version that is not known here.
        """
        if version == self.versions[-1]:
            return text
        return json.dumps(self._document(part, version, json.loads(text)))

    def input_of_today(self, version: str, text: str) -> str:
        """The JSON of a request in the version of today, and the specification in it as well.

        Raises:
            StoredLater: one of the two is of a version that is not known here.
        """
        request: dict[str, Any] = json.loads(text)
        inner = request.get("specification")
        if version == self.versions[-1] and (inner is None or inner["schema_version"] == version):
            return text
        if inner is not None:
            request["specification"] = self._document("specification", inner["schema_version"], inner)
        return json.dumps(self._through("input", version, request))

    def _document(self, part: Kind, version: str, document: dict[str, Any]) -> dict[str, Any]:
        return {**self._through(part, version, document), "schema_version": self.versions[-1]}

    def _through(self, part: Part, version: str, value: dict[str, Any]) -> dict[str, Any]:
        if version not in self.versions:
            raise StoredLater(version, self.versions[-1])
        for passed in self.versions[self.versions.index(version) : -1]:
            step = self.steps.get((passed, part))
            value = step(value) if step else value
        return value
