import type { ReactNode } from "react";
import { Meter } from "@/components/ui/meter";
import { count, percent } from "@/components/ui/numbers";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { countError } from "./context-groups";

/** Our count beside the provider's: sections can only be counted by us, and the reader should see how well. */
export function ContextFigures({ view }: { view: MnemeContextView }) {
  const { total_tokens, context_window, provider_usage, model } = view;
  const error = countError(total_tokens, provider_usage?.prompt_tokens);
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-4">
      <Figure label="Our count" note="An estimate, exact in its parts">
        {count(total_tokens)} <Unit>tokens</Unit>
      </Figure>
      {provider_usage && (
        <Figure label="The provider's count" note={error === null ? null : errorWords(error)}>
          {count(provider_usage.prompt_tokens)} <Unit>tokens</Unit>
        </Figure>
      )}
      {provider_usage?.cached_input_tokens ? (
        <Figure label="Read from cache" note="What the provider did not read anew">
          {percent(provider_usage.cached_input_tokens / (provider_usage.prompt_tokens || 1))}
        </Figure>
      ) : null}
      {context_window ? (
        <div className="flex min-w-40 flex-col gap-0.5">
          <dt className="text-ink-faint text-xs">Of the context window</dt>
          <dd className="text-lg">{percent(total_tokens / context_window)}</dd>
          <dd className="flex flex-col gap-1 text-2xs text-ink-faint">
            <Meter label="Used of the context window" value={total_tokens} max={context_window} />
            {count(context_window)} tokens fit {model && <span className="font-mono">{model}</span>}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function errorWords(error: number): string {
  if (Math.abs(error) < 0.005) return "The same within half a percent";
  return `We counted ${percent(Math.abs(error))} ${error > 0 ? "more" : "fewer"}`;
}

function Figure({ label, note, children }: { label: string; note: string | null; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-ink-faint text-xs">{label}</dt>
      <dd className="text-lg">{children}</dd>
      {note && <dd className="text-2xs text-ink-faint">{note}</dd>}
    </div>
  );
}

const Unit = ({ children }: { children: ReactNode }) => (
  <span className="text-ink-faint text-xs">{children}</span>
);
