"""Health: alarms for outlets that have changed, by what their own past runs lead one to expect."""

from scrapers.health.alarm import Alarm
from scrapers.health.judge import WINDOW, alarms, judge
from scrapers.health.page_alarms import cause

__all__ = ["WINDOW", "Alarm", "alarms", "cause", "judge"]
