/** In the viewer's own words and zone; today and yesterday are called so. */
export function DayRow({ atMs }: { atMs: number }) {
  const at = new Date(atMs);
  return (
    <div className="flex items-center gap-3 pt-6 pb-1 text-2xs text-ink-faint">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <time dateTime={at.toISOString().slice(0, 10)} suppressHydrationWarning>
        {dayName(at, new Date())}
      </time>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
}

function dayName(day: Date, now: Date): string {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((today.getTime() - day.getTime()) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const isThisYear = day.getFullYear() === now.getFullYear();
  return day.toLocaleDateString("en", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: isThisYear ? undefined : "numeric",
  });
}
