/** `2025-11-03T16:05:06+01:00`: a point in time as ISO text in a timezone. An unknown timezone reads as UTC. */
export function isoInZone(date: Date, timezone: string): string {
  const minutes = offsetMinutes(date, timezone);
  const local = new Date(date.getTime() + minutes * 60_000).toISOString();
  const text = local.endsWith(".000Z") ? local.slice(0, -5) : local.slice(0, -1);
  const [sign, size] = minutes < 0 ? ["-", -minutes] : ["+", minutes];
  return `${text}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/**
 * Reads an ISO date or date-time as one end of an inclusive range; null if it is none. Without a zone it is local time.
 * A date alone is its first moment as a start and its last as an end, so that a day's own events are inside.
 */
export function boundInZone(text: string, timezone: string, bound: "start" | "end"): Date | null {
  const match = moment.exec(text.trim());
  if (!match) return null;
  const [, day, time, zone] = match;
  const clock = time ?? (bound === "start" ? "00:00:00" : "23:59:59.999");
  const asUtc = Date.parse(`${day}T${clock}Z`);
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(day)) return null;
  if (zone) return new Date(asUtc - zoneMinutes(zone) * 60_000);
  return new Date(fromLocal(asUtc, timezone));
}

/** A `+` in a query string arrives as a space. */
const moment = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(z|[+ -]\d\d(?::?\d\d)?)?)?$/i;

function zoneMinutes(zone: string): number {
  if (/z/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** The offset depends on the result, so it is asked for twice; hours that do not exist move forward. */
function fromLocal(asUtc: number, timezone: string): number {
  const guess = asUtc - offsetMinutes(new Date(asUtc), timezone) * 60_000;
  return asUtc - offsetMinutes(new Date(guess), timezone) * 60_000;
}

function offsetMinutes(date: Date, timezone: string): number {
  const name = zoneFormat(timezone)
    .formatToParts(date)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
  return hours ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** Building a format costs far more than using it. Holds known timezones only, so it cannot grow without end. */
const formats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
    return format;
  } catch {
    return zoneFormat("UTC");
  }
}

const two = (value: number) => String(value).padStart(2, "0");
