"""Comparing answers of the server."""

from typing import Any


def headers(response: Any) -> dict[str, str]:
    """The headers of an answer, less the id that no two requests share."""
    return {
        name: value for name, value in response.headers.items() if name != "X-Request-ID"
    }
