import { CircleAlert } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import type { Step } from "@/lib/contract/steps/schemas";

/** Where the step broke off, in the words of whoever refused. */
export function StepError({ step }: { step: Step }) {
  const { message, detail } = (step.error_data ?? {}) as { message?: string; detail?: string };
  const diagnosis = [step.id, step.error_type, message, detail, step.model_handle].filter(Boolean).join("\n");
  return (
    <li className="flex gap-2.5 rounded-md bg-danger-soft py-2.5 pr-2 pl-3 text-danger-text">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="font-medium">This step failed; nothing of it became history.</p>
        <p className="wrap-anywhere font-mono text-xs">{message ?? "No reason was recorded."}</p>
        {detail && detail !== message && (
          <p className="wrap-anywhere font-mono text-ink-muted text-xs">{detail}</p>
        )}
      </div>
      <CopyButton value={diagnosis} label="Copy diagnostics" />
    </li>
  );
}
