"""Log lines as JSON: time, level, logger, message and the place of an error. Nothing that people wrote."""

import json
import logging
from datetime import UTC, datetime

HALLS = {"collab", "chat", "presence", "frontend"}


class JsonFormatter(logging.Formatter):
    """One line of JSON a record; an exception is its class and where it rose, not its text, which may quote input."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.msg if record.exc_info and not _is_ours(record) else record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _is_ours(record: logging.LogRecord) -> bool:
    """Our own lines carry ids and references only; those of libraries may quote what made them fail."""
    return record.name.split(".")[0] in HALLS


def _places(trace: object) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code  # type: ignore[attr-defined]
        places.append(f"{code.co_filename.rsplit('/', 3)[-1]}:{trace.tb_lineno} {code.co_name}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return places[-12:]
