"""What can go wrong, as one tree.

```
LiaisonError                   anything this program raises on purpose; `code` names it for machines
├── InputError                 what the caller sent cannot be used; the caller can mend it
│   ├── ReadingError           the text itself cannot be read
│   │   ├── EmptyBrief         nothing but blanks
│   │   ├── EmptyConstraints   nothing but blanks where constraints should be
│   │   ├── NotText            not text: an image, an office document, an archive
│   │   └── TooLarge           over the limit for its size
│   ├── RefusedBrief           the run refused it
│   ├── UnusableFile           a file named on the command cannot be opened
│   ├── InvalidProfile         the organisation profile does not hold
│   ├── InvalidJson            the body of the request is no JSON
│   ├── InvalidRequest         the body has a wrong or unknown field
│   └── EngineNotConfigured    the engine asked for is not set up here
├── ConfigurationError         the settings cannot be used
│   └── PromptError            a prompt file does not hold, or a variable is missing or unknown
├── RequestError               the request itself cannot be served
│   ├── KeyRequired            no key, or a wrong one
│   ├── ScopeMissing           a key that does not allow this
│   ├── TooManyFailures        too many wrong keys from one address
│   ├── KeyNotFound            no key of this id in the workspace
│   ├── WorkspaceNotFound      no workspace of this id
│   ├── KeyEnded               the key is revoked or has expired
│   ├── ChangedMeanwhile       If-Match names another version
│   ├── VersionNeeded          a change without If-Match
│   ├── RateExceeded           more requests than the key may send in a minute
│   ├── TokensSpent            more tokens than the key may use in a day
│   ├── RepeatKeyUnusable      an Idempotency-Key that is none
│   ├── RepeatKeyReused        an Idempotency-Key that came with another request
│   ├── RequestUnderWay        the same request is being worked on
│   ├── ShownOnce              it was done, and its secret is not shown again
│   ├── WebhookNotFound        no webhook of this id in the workspace
│   ├── DeliveryNotFound       no delivery of this id to the webhook
│   ├── WebhookDisabled        the webhook is switched off
│   ├── ForeignPage            sent by a page of another site
│   ├── UnknownHost            the Host header names no address of this machine
│   ├── NotFound               nothing is there
│   ├── ResultNotFound         no result of this id is kept
│   ├── ShareNotFound          a link that has expired, or never was
│   ├── SignInRequired         nobody is signed in, and there is no key
│   ├── SignInLost             an answer to no sign-in that is under way in this browser
│   ├── SignInRefused          the identity provider, or the person there, said no
│   ├── SignInUnproven         what the identity provider says cannot be believed
│   ├── NotAdmitted            signed in, without a role or a workspace here
│   ├── RoleMissing            a role that does not allow this
│   ├── MethodNotAllowed       the address does not take this method
│   ├── NotAcceptable          no form of the answer suits the Accept header
│   └── UnsupportedMediaType   the body is not said to be JSON
├── RunFailed                  an outside part failed and nothing useful is left
├── ModelError                 the model gave nothing that can be used; the run goes on with the rules
│   ├── ModelUnreachable       no connection, or it broke (tried again)
│   ├── ModelBusy              its rate limit is reached (tried again)
│   ├── ModelUnavailable       the endpoint failed (tried again)
│   ├── ModelPaused            it failed several times in a row and is left alone for a while
│   ├── ModelTooSlow           the time for all calls is over
│   ├── ModelBudgetSpent       the run has used the tokens it may use
│   ├── ModelQuotaSpent        the account has nothing left
│   ├── ModelRequestRefused    the endpoint will not take the request
│   │   ├── ModelKeyRefused    wrong key, or no right to the model
│   │   ├── ModelNotFound      wrong address or model name
│   │   ├── ModelOverfilled    more text than the model can read
│   │   ├── FormatNotTaken     the endpoint does not know the way an answer is asked for
│   │   └── LimitNotTaken      the endpoint does not know the name of a bound on its length
│   ├── ModelDeclined          the model said no
│   ├── ModelFiltered          a content filter of the provider stopped it
│   └── AnswerUnusable         an answer came and cannot be used
│       ├── NotACompletion     a page, nothing, or something else than a completion
│       ├── AnswerEmpty        a completion without a text
│       ├── AnswerCutShort     it was not written to its end
│       ├── AnswerNotJson      the text is not the JSON that was asked for
│       └── AnswerOffSchema    JSON of another shape
├── StoreError                 the database cannot be used; results are given and not kept
│   ├── StoreUnavailable       it cannot be reached, read or written
│   ├── StoreBehind            its tables are those of an earlier version, or not there
│   ├── StoreAhead             its tables are those of a later version
│   ├── StoreOff               there is none
│   ├── RestoreRefused         a backup is not put back over what is there
│   ├── StoredLater            a document in it is of a later version
│   └── StoredDamaged          a document in it cannot be read
├── ProviderUnavailable        nobody can sign in: the identity provider does not answer
├── NotReady                   a part that every run needs cannot be used
└── InternalError              a mistake of this program
```

Messages are for the person who sent the input: they say what to do next and quote none of the input.
Every class that can be raised has a page under `/problems/` (made from its docstring) and a section in docs/errors.md.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from service.errors.access import (
    ChangedMeanwhile,
    KeyEnded,
    KeyNotFound,
    ScopeMissing,
    TooManyFailures,
    VersionNeeded,
    WorkspaceNotFound,
)
from service.errors.base import (
    ConfigurationError,
    InternalError,
    LiaisonError,
    NotReady,
    PromptError,
    RunFailed,
)
from service.errors.budgets import RateExceeded, TokensSpent
from service.errors.inputs import (
    EmptyBrief,
    EmptyConstraints,
    EngineNotConfigured,
    InputError,
    InvalidJson,
    InvalidProfile,
    InvalidRequest,
    NotText,
    ReadingError,
    RefusedBrief,
    TooLarge,
    UnusableFile,
)
from service.errors.models import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerNotJson,
    AnswerOffSchema,
    AnswerUnusable,
    FormatNotTaken,
    LimitNotTaken,
    ModelBudgetSpent,
    ModelBusy,
    ModelDeclined,
    ModelError,
    ModelFiltered,
    ModelKeyRefused,
    ModelNotFound,
    ModelOverfilled,
    ModelPaused,
    ModelQuotaSpent,
    ModelRequestRefused,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
    NotACompletion,
)
from service.errors.repeats import (
    RepeatKeyReused,
    RepeatKeyUnusable,
    RequestUnderWay,
    ShownOnce,
)
from service.errors.requests import (
    ForeignPage,
    KeyRequired,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    RequestError,
    ResultNotFound,
    ShareNotFound,
    UnknownHost,
    UnsupportedMediaType,
)
from service.errors.sign_in import (
    NotAdmitted,
    ProviderUnavailable,
    RoleMissing,
    SignInLost,
    SignInRefused,
    SignInRequired,
    SignInUnproven,
)
from service.errors.store import (
    RestoreRefused,
    StoreAhead,
    StoreBehind,
    StoredDamaged,
    StoredLater,
    StoreError,
    StoreOff,
    StoreUnavailable,
)
from service.errors.webhooks import DeliveryNotFound, WebhookDisabled, WebhookNotFound

__all__ = [
    "AnswerCutShort",
    "AnswerEmpty",
    "AnswerNotJson",
    "AnswerOffSchema",
    "AnswerUnusable",
    "ChangedMeanwhile",
    "ConfigurationError",
    "DeliveryNotFound",
    "EmptyBrief",
    "EmptyConstraints",
    "EngineNotConfigured",
    "ForeignPage",
    "FormatNotTaken",
    "InputError",
    "InternalError",
    "InvalidJson",
    "InvalidProfile",
    "InvalidRequest",
    "KeyEnded",
    "KeyNotFound",
    "KeyRequired",
    "LiaisonError",
    "LimitNotTaken",
    "MethodNotAllowed",
    "ModelBudgetSpent",
    "ModelBusy",
    "ModelDeclined",
    "ModelError",
    "ModelFiltered",
    "ModelKeyRefused",
    "ModelNotFound",
    "ModelOverfilled",
    "ModelPaused",
    "ModelQuotaSpent",
    "ModelRequestRefused",
    "ModelTooSlow",
    "ModelUnavailable",
    "ModelUnreachable",
    "NotACompletion",
    "NotAcceptable",
    "NotAdmitted",
    "NotFound",
    "NotReady",
    "NotText",
    "PromptError",
    "ProviderUnavailable",
    "RateExceeded",
    "ReadingError",
    "RefusedBrief",
    "RepeatKeyReused",
    "RepeatKeyUnusable",
    "RequestError",
    "RequestUnderWay",
    "RestoreRefused",
    "ResultNotFound",
    "RoleMissing",
    "RunFailed",
    "ScopeMissing",
    "ShareNotFound",
    "ShownOnce",
    "SignInLost",
    "SignInRefused",
    "SignInRequired",
    "SignInUnproven",
    "StoreAhead",
    "StoreBehind",
    "StoreError",
    "StoreOff",
    "StoreUnavailable",
    "StoredDamaged",
    "StoredLater",
    "TokensSpent",
    "TooLarge",
    "TooManyFailures",
    "UnknownHost",
    "UnsupportedMediaType",
    "UnusableFile",
    "VersionNeeded",
    "WebhookDisabled",
    "WebhookNotFound",
    "WorkspaceNotFound",
    "all_errors",
    "did_you_mean",
]


def all_errors(parent: type[LiaisonError] = LiaisonError) -> Iterator[type[LiaisonError]]:
    """Every class below `parent`, from the top of the tree down."""
    for child in parent.__subclasses__():
        yield child
        yield from all_errors(child)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean X?` for the known name nearest to `word`, or nothing when none is near."""
    nearest = get_close_matches(word, list(known), n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""
