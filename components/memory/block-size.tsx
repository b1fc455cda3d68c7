import { Meter } from "@/components/ui/meter";
import { count, plural } from "@/components/ui/numbers";

type BlockSizeProps = { label: string; size: number; limit: number; tokens?: number };

export function BlockSize({ label, size, limit, tokens }: BlockSizeProps) {
  return (
    <div className="flex items-center gap-3">
      <Meter label={`Size of ${label}`} value={size} max={limit} className="max-w-20 shrink" />
      <output className="shrink-0 text-2xs text-ink-faint">
        {count(size)} of {count(limit)} characters
        {tokens !== undefined && `, ${plural(tokens, "token")}`}
      </output>
    </div>
  );
}
