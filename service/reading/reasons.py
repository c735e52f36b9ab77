"""Why a sentence holds no requirement, in words that a reader of the specification understands."""

from typing import Final

from service import campaign

AD_COPY: Final = "ad copy: words meant for the audience"
ANSWERED_NO: Final = "a question that is answered with no"
BOILERPLATE: Final = "boilerplate"
BUILD_NOTE: Final = "a note about files or about how this document was made"
CODE: Final = "code"
COLUMN_HEADINGS: Final = "column headings of a table"
COMMENT: Final = "a comment in the markup, which readers of the page do not see"
EXAMPLE: Final = "an example"
HEADING: Final = campaign.HEADING
PAST_RESULT: Final = campaign.PAST_RESULT
GREETING: Final = "greeting"
IMAGE: Final = "image prompt or visual direction"
MAIL_HEADER: Final = "e-mail header"
METADATA: Final = "data about the document, not about the campaign"
NAVIGATION: Final = "navigation or link list"
PLACEHOLDER: Final = "placeholder"
SIGNATURE: Final = "signature"
SLOGAN: Final = "slogan"
TO_A_MACHINE: Final = "words to a machine that reads the text: they are reported and never followed"
SUBJECT_LINE: Final = "subject line or button text: words meant for the audience"
