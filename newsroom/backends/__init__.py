"""Django's two databases, each with the limits of a request (docs/decisions/0020)."""

from typing import Any

from newsroom.backends import patience

WRITES = ("INSERT", "UPDATE", "DELETE")


class WriteTracking:
    """Notes the moment from which something of a request may be saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(_note_write)

    def _commit(self) -> None:
        patience.note_saved()
        super()._commit()


def _note_write(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Outside a transaction a statement is its own."""
    if not context["connection"].in_atomic_block and sql.lstrip().upper().startswith(
        WRITES
    ):
        patience.note_saved()
    return execute(sql, params, many, context)
