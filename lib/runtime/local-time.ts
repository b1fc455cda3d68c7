/**
 * `2025-11-03 04:05:06 PM UTC+0000`: how agents read times, in their own timezone. An unknown timezone reads as UTC,
 * since a time in the wrong zone beats a turn that fails.
 */
export function localTime(date: Date, timezone: string): string {
  const zone = zoneFormats(timezone);
  const part = partsOf(zone.clock, date);
  const offset = offsetOf(part("timeZoneName"));
  const day = `${part("year")}-${part("month")}-${part("day")}`;
  const time = `${part("hour")}:${part("minute")}:${part("second")} ${part("dayPeriod")}`;
  return `${day} ${time} ${zoneName(zone, date, offset)}${offset}`;
}

interface ZoneFormats {
  clock: Intl.DateTimeFormat;
  /** Ways to ask for the zone's usual abbreviation: each locale knows those of its own region only. */
  names: Intl.DateTimeFormat[];
}

const nameLocales = ["en-US", "en-GB", "en-AU", "en-IN", "en-ZA", "ja-JP"];

/** Building a format costs far more than using it. Bounded, since a zone has as many spellings as cases. */
const zonesKeptMax = 500;
const formatsByZone = new Map<string, ZoneFormats>();

function zoneFormats(timezone: string): ZoneFormats {
  const known = formatsByZone.get(timezone);
  if (known) return known;
  try {
    const formats = createFormats(timezone);
    if (formatsByZone.size >= zonesKeptMax) formatsByZone.clear();
    formatsByZone.set(timezone, formats);
    return formats;
  } catch {
    return zoneFormats("UTC");
  }
}

function createFormats(timeZone: string): ZoneFormats {
  return {
    clock: new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hour12: true,
      timeZoneName: "longOffset",
    }),
    names: nameLocales.map((locale) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" })),
  };
}

function partsOf(format: Intl.DateTimeFormat, date: Date) {
  const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
  return (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
}

/** `GMT+05:30` → `+0530`; plain `GMT` is zero. */
function offsetOf(longOffset: string): string {
  const match = /([+-])(\d\d):?(\d\d)/.exec(longOffset);
  return match ? `${match[1]}${match[2]}${match[3]}` : "+0000";
}

/** The abbreviation, or the offset (`+03`) for zones that have none. */
function zoneName({ names }: ZoneFormats, date: Date, offset: string): string {
  for (const format of names) {
    const name = partsOf(format, date)("timeZoneName");
    if (/^[A-Z]{2,5}$/.test(name)) return name;
  }
  return offset.endsWith("00") ? offset.slice(0, 3) : offset;
}
