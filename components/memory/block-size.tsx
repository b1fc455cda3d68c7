import { Meter } from "@/components/ui/meter";

export function BlockSize({ label, size, limit }: { label: string; size: number; limit: number }) {
  return (
    <div className="flex items-center gap-3">
      <Meter label={`Size of ${label}`} value={size} max={limit} className="max-w-24" />
      <output className="text-2xs text-ink-faint">
        {size.toLocaleString("en")} of {limit.toLocaleString("en")} characters
      </output>
    </div>
  );
}
