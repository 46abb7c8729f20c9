"""Alarms for outlets that deviate from what their own past runs predict."""

from scrapers.health.alarm import Alarm
from scrapers.health.judge import WINDOW, alarms
from scrapers.health.page_alarms import cause

__all__ = ["WINDOW", "Alarm", "alarms", "cause"]
