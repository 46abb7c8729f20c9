"""Warns about settings that are valid one by one but make no sense together, or are impolite."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scrapers.terminal.machine import CheckResult, Grade
from scrapers.terminal.settings_schema import CheckedSettings, read_budget

_RULES: tuple[tuple[Callable[[CheckedSettings], bool], Grade, str, str], ...] = (
    (
        lambda given: not given.CONTACT,
        "odd",
        "CONTACT is empty",
        "put an address of yours there: sites write to it before they lock us out",
    ),
    (
        lambda given: "mozilla" in given.USER_AGENT.lower(),
        "odd",
        "USER_AGENT pretends to be a browser",
        "say who we are: a crawler that hides is locked out for good",
    ),
    (lambda given: not given.ROBOTSTXT_OBEY, "odd", "robots.txt is not obeyed", "set ROBOTSTXT_OBEY = True"),
    (
        lambda given: given.DOWNLOAD_DELAY == 0 and not given.AUTOTHROTTLE_ENABLED,
        "odd",
        "nothing holds the crawler back",
        "set DOWNLOAD_DELAY = 0.25 or AUTOTHROTTLE_ENABLED = True",
    ),
    (lambda given: bool(given.NOW), "odd", "NOW is set: the clock does not show the real time", 'set NOW = ""'),
    (
        lambda given: bool(given.SITE_ADDRESS),
        "odd",
        "SITE_ADDRESS is set: sites are answered elsewhere",
        "set SITE_ADDRESS = {}; it is meant for tests",
    ),
    (
        lambda given: bool(given.TLS_EXCEPTED),
        "odd",
        "TLS_EXCEPTED is set: anybody between us and those hosts may answer for them",
        "remove hosts whose certificates are in order again",
    ),
    (
        lambda given: given.RETRY_BACKOFF > given.RETRY_BACKOFF_MAX,
        "wrong",
        "RETRY_BACKOFF is above RETRY_BACKOFF_MAX",
        "raise RETRY_BACKOFF_MAX",
    ),
    (
        lambda given: given.AUTOTHROTTLE_START_DELAY > given.AUTOTHROTTLE_MAX_DELAY,
        "wrong",
        "AUTOTHROTTLE_START_DELAY is above AUTOTHROTTLE_MAX_DELAY",
        "raise AUTOTHROTTLE_MAX_DELAY",
    ),
    (
        lambda given: given.DOWNLOAD_DELAY > given.CRAWL_DELAY_MAX,
        "wrong",
        "DOWNLOAD_DELAY is above CRAWL_DELAY_MAX",
        "a site's own Crawl-delay would be cut below ours: raise CRAWL_DELAY_MAX",
    ),
    (
        lambda given: given.CONCURRENT_REQUESTS_PER_DOMAIN > given.CONCURRENT_REQUESTS,
        "odd",
        "CONCURRENT_REQUESTS_PER_DOMAIN is above CONCURRENT_REQUESTS",
        "it has no effect: lower it",
    ),
    (
        lambda given: 0 < (read_budget(given.HARVEST_BUDGET) or 0) < given.HARVEST_TURN,
        "odd",
        "HARVEST_TURN is longer than HARVEST_BUDGET",
        "lower HARVEST_TURN",
    ),
)


def advise(given: CheckedSettings) -> Iterator[CheckResult]:
    """The results of all rules; one positive result if none applies."""
    found = [CheckResult("settings", message, advice, grade) for rule, grade, message, advice in _RULES if rule(given)]
    yield from found or [CheckResult("settings", "make sense")]
