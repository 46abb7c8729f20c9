"""Health: alarms for outlets that have changed, by what their own past runs lead one to expect."""

from scrapers.health.alarm import Alarm
from scrapers.health.judge import alarms, judge
from scrapers.health.page_alarms import cause

__all__ = ["Alarm", "alarms", "cause", "judge"]
