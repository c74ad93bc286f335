"""Parameters that several addresses document in the same words."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True,
    description='The `ETag` that was read, such as `W/"3"`. Another version since then: 412; left out: 428.',
)  # fmt: skip
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="An `ETag` that was read: 304 without a body while nothing has changed.",
)  # fmt: skip
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="1 to 120 characters of your own. The same request again within a day gets the first answer again; "
    "another request with the same key: 422.",
)  # fmt: skip


def reveal_parameter(*names: str) -> OpenApiParameter:
    """`?reveal=` with the hidden fields there are."""
    return OpenApiParameter(
        "reveal", OpenApiTypes.STR,
        description="Hidden fields to show, separated by commas: "
        f"{', '.join(f'`{name}`' for name in names)}. Each is written into the log first.",
    )  # fmt: skip
