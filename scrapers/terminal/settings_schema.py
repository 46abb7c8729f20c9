"""The settings that people edit, as a model: each with its type and range, checked before any command works."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from scrapers import clock
from scrapers.dates.window import read_age
from scrapers.outlets import named, outlets

PRESET = (SETTINGS_PRIORITIES["project"] + SETTINGS_PRIORITIES["spider"]) // 2
"""Priority of a preset: above settings.py, below what an outlet needs and below `-s`."""


def _now(text: str) -> str:
    clock.now(BaseSettings({"NOW": text}))
    return text


def _age(text: str) -> str:
    if text:
        read_age(text)
    return text


def _budget(text: str) -> str:
    read_budget(text)
    return text


def _web(text: str) -> str:
    if text and not re.match(r"https?://[^\s/]+", text):
        raise ValueError("is no web address")
    return text


def _json(value: Any) -> Any:
    """The value of a text, which is what `-s` gives."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError("is no JSON") from None


def _words_of(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _addresses(value: Any) -> Any:
    if not value:
        return {}
    from scrapers.web.site_address import read_addresses  # a third of a command's start time, for tests alone

    return read_addresses(value)


def _outlets(names: list[str]) -> list[str]:
    return [named(name).name for name in names]


def _groups(groups: dict[str, list[str]]) -> dict[str, list[str]]:
    for group, members in groups.items():
        if group in outlets():
            raise ValueError(f"'{group}' is an outlet's name already")
        _outlets(members)
    return groups


SECRETS = frozenset(("PING_URL", "HEALTH_PING_URL", "ALARM_URLS"))
"""Secrets: settings whose values no message may repeat."""
Hosts = Annotated[list[str], BeforeValidator(_words_of)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]


class CheckedSettings(BaseModel):
    """What settings.py, the environment and `-s` may say; Scrapy's other settings are its own business."""

    model_config = ConfigDict(extra="ignore")

    OUTPUT: Annotated[str, Field(min_length=1), BeforeValidator(lambda path: os.fspath(path))]
    NOW: Annotated[str, AfterValidator(_now)]
    SITE_ADDRESS: Annotated[dict[str, str], BeforeValidator(_addresses)]
    PRIVATE_HOSTS: Hosts
    TLS_EXCEPTED: Hosts
    CONTACT: Annotated[str, Field(pattern=r"^[^\r\n()]*$")]
    USER_AGENT: Annotated[str, Field(min_length=1, pattern=r"^[^\r\n]+$")]
    ROBOTSTXT_OBEY: bool
    STRICT_LAYOUTS: bool
    RIGHTS_OBEYED: Annotated[list[Literal["noindex", "noarchive", "tdm"]], BeforeValidator(_words_of)]
    CRAWL_DELAY_MAX: Seconds
    AUTOTHROTTLE_ENABLED: bool
    AUTOTHROTTLE_START_DELAY: Seconds
    AUTOTHROTTLE_MAX_DELAY: Seconds
    DOWNLOAD_DELAY: Seconds
    PAGE_SECONDS: Seconds
    SOURCE_SECONDS: Seconds
    SOURCE_PAGES: Count
    LINKS_A_RUN: Count
    DOWNLOAD_TIMEOUT: Annotated[float, Field(gt=0)]
    CONCURRENT_REQUESTS: Count
    CONCURRENT_REQUESTS_PER_DOMAIN: Count
    RETRY_TIMES: Annotated[int, Field(ge=0)]
    RETRY_BACKOFF: Seconds
    RETRY_BACKOFF_MAX: Seconds
    RETRY_AFTER_MAX: Seconds
    GROUP_LINES: Count
    GROUP_SECONDS: Seconds
    NEAR_DAYS: Count
    NEAR_ARTICLES: Count
    REJECTED_PAGES_A_DAY: Annotated[int, Field(ge=0)]
    REJECTED_MB: Count
    REJECTED_TOTAL_MB: Count
    REJECTED_DAYS: Count
    RETRIES_A_RUN: Count
    ARCHIVE: bool
    ARCHIVE_FILE_MB: Count
    ARCHIVE_PACKING: Literal["gzip", "zstd"]
    RUNS_DAYS: Count
    HARVEST_OUTLETS: Count
    HARVEST_TURN: Annotated[float, Field(gt=0)]
    HARVEST_BUDGET: Annotated[str, AfterValidator(_budget)]
    HARVEST_REFRESH: Annotated[str, AfterValidator(_age)]
    PRESETS: Annotated[dict[str, dict[str, Any]], BeforeValidator(_json)]
    LANGUAGE: Literal["vi", "en"]
    OUTLETS_OFF: Annotated[list[str], BeforeValidator(_words_of), AfterValidator(_outlets)]
    OUTLET_GROUPS: Annotated[dict[str, list[str]], BeforeValidator(_json), AfterValidator(_groups)]
    PING_URL: Annotated[str, AfterValidator(_web)]
    HEALTH_PING_URL: Annotated[str, AfterValidator(_web)]
    ALARM_URLS: Annotated[str, Field(pattern=r"^\s*(\w+://\S+\s*)*$")]


def check_settings(settings: BaseSettings) -> CheckedSettings:
    """The settings as a model.

    Raises ValueError, one clear line, for the first setting without sense, in presets and `-s` too.
    """
    _known(name for name, given in settings.attributes.items() if given.priority == SETTINGS_PRIORITIES["cmdline"])
    values = {name: settings[name] for name in CheckedSettings.model_fields if settings[name] is not None}
    found = _validate(values)
    for preset, changes in found.PRESETS.items():
        try:
            _known(changes)
            _validate(values | changes)
        except ValueError as error:
            raise ValueError(f"preset {preset}: {error}") from None
    return found


def use_preset(settings: BaseSettings, name: str) -> None:
    """Takes over the settings of a preset, where `-s` and the outlets themselves say nothing else.

    Raises ValueError where there is none of that name.
    """
    presets = _json(settings["PRESETS"])
    if name not in presets:
        raise ValueError(f"unknown preset {name}: {_hint(name, presets)}")
    settings.setdict(presets[name], priority=PRESET)


def read_budget(budget: str) -> float | None:
    """The length of a budget such as `20m` in seconds; None for an empty one. Raises ValueError for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,5})([smh])", budget.strip())
    if budget and not found:
        raise ValueError(f"'{budget}' is no budget: write 90s, 20m or 2h")
    return int(found[1]) * {"s": 1.0, "m": 60.0, "h": 3600.0}[found[2]] if found else None


def _known(names: Iterable[str]) -> None:
    ours = import_module(os.environ["SCRAPY_SETTINGS_MODULE"])
    known = {name for name in (*vars(default_settings), *vars(ours)) if name.isupper()}
    for name in names:
        if name not in known:
            raise ValueError(f"unknown setting {name}: {_hint(name, known)}")


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known)[:10]) or 'none'}"


def _validate(values: Mapping[str, Any]) -> CheckedSettings:
    try:
        return CheckedSettings.model_validate(values)
    except ValidationError as errors:
        raise ValueError(_words(errors.errors(include_url=False)[0])) from None


def _words(error: ErrorDetails) -> str:
    """`DOWNLOAD_DELAY=-1: Input should be greater than or equal to 0`."""
    name, message = str(error["loc"][0]), error["msg"].removeprefix("Value error, ")
    if error["type"] == "missing":
        return f"setting {name} is missing in settings.py"
    if name in SECRETS:
        wrong = (
            "is no web address" if name.endswith("PING_URL") else "write scheme://…, as in mailtos://user:…@example.org"
        )
        return f"{name} (a secret, not shown; from NEWS_{name} in the environment): {wrong}"
    return message if message.startswith(name) else f"{name}={error['input']}: {message.removeprefix('Input ')}"
