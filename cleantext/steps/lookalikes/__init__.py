"""Characters that only look right: what they stand for is written in their place."""

from cleantext.steps.lookalikes.families import FAMILIES as FAMILIES
from cleantext.steps.lookalikes.families import lookalikes as lookalikes
