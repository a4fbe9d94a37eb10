"""datetime, calendar, zones."""

import calendar
import time
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone


def f():
    assert datetime(2026, 1, 31, tzinfo=UTC) + timedelta(days=1) == datetime(2026, 2, 1, tzinfo=timezone.utc)
    assert date.fromisoformat("2026-02-28").isoweekday() == 6 and calendar.isleap(2028)
    assert datetime.now().astimezone().utcoffset() is not None
    assert time.strftime("%Y", time.gmtime(0)) == "1970" and time.localtime().tm_year >= 2024
    assert datetime.strptime("01 Feb 2026", "%d %b %Y").month == 2
    try:
        zone = zoneinfo.ZoneInfo("Europe/Zurich")
    except zoneinfo.ZoneInfoNotFoundError:  # a system without zones
        return True
    return datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=2)
