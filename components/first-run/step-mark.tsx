import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";

export function StepMark({ isDone }: { isDone: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong",
        isDone && "border-accent bg-accent text-accent-ink",
      )}
    >
      {isDone && <Check className="size-2.5" strokeWidth={3.5} />}
    </span>
  );
}
