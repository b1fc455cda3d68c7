import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import { inOrder, providerView } from "./provider-view";

export function ProviderList({ providers }: { providers: MnemeProvider[] }) {
  return (
    <ul className="flex flex-col border-t">
      {inOrder(providers).map((provider) => (
        <ProviderRow key={`${provider.category}:${provider.name}`} provider={provider} />
      ))}
    </ul>
  );
}

function ProviderRow({ provider }: { provider: MnemeProvider }) {
  const { tone, state, detail } = providerView(provider);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 border-b py-3">
      <div className="flex min-w-0 flex-1 basis-72 flex-col">
        <span className="flex items-center gap-2 font-medium text-base">
          {provider.name}
          <Badge tone={tone}>{state}</Badge>
        </span>
        <span className="wrap-anywhere text-ink-muted text-xs">{detail}</span>
      </div>
      <span className="flex items-center gap-4 text-ink-faint text-xs">
        {provider.status === "ok" && (
          <span>
            {provider.model_count} {provider.model_count === 1 ? "model" : "models"}
          </span>
        )}
        {provider.source !== "built-in" && (
          <span>
            Checked <RelativeTime value={provider.checked_at} />
          </span>
        )}
      </span>
    </li>
  );
}
