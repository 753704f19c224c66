"""LOGGING: everything to stderr, as JSON for programs or as lines for people."""

from typing import Any

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def log_settings(level: str, shape: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "newsroom.web.request_log.JSONFormatter"},
            "line": {
                "()": "newsroom.web.request_log.LineFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            },
        },
        "filters": {
            "route": {"()": "newsroom.web.request_log.RouteNotPath"},
            "one_sentence": {"()": "newsroom.web.request_log.OneSentence"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": shape,
                "filters": ["one_sentence"],
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # A 404 has its line; Django's own would name the path, which may be a secret.
            "django.request": {"level": "ERROR", "filters": ["route"]},
            # A stranger's Host header gets its 400; a line for each would bury what matters.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "django.security.DisallowedRedirect": {
                "handlers": ["nowhere"],
                "propagate": False,
            },
            "django.security.csrf": {"filters": ["route"]},
        },
    }
