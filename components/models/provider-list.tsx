"use client";
import { useQuery } from "@tanstack/react-query";
import { providerName } from "@/components/shell/provider-name";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import type { Provider } from "@/lib/contract/providers/schemas";
import { ProviderMenu } from "./provider-menu";
import { inOrder, isAbsent, providerView } from "./provider-view";
import { ownProviders } from "./queries";

export function ProviderList({ providers }: { providers: MnemeProvider[] }) {
  const sorted = inOrder(providers);
  const own = new Map(useQuery(ownProviders()).data?.map((provider) => [provider.name, provider]));
  const absent = sorted.filter(isAbsent);
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col border-t">
        {sorted
          .filter((provider) => !isAbsent(provider))
          .map((provider) => (
            <ProviderRow
              key={`${provider.category}:${provider.name}`}
              provider={provider}
              own={provider.category === "byok" ? own.get(provider.name) : undefined}
            />
          ))}
      </ul>
      {absent.length > 0 && <Absent providers={absent} />}
    </div>
  );
}

function ProviderRow({ provider, own }: { provider: MnemeProvider; own: Provider | undefined }) {
  const { tone, state, detail } = providerView(provider);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 border-b py-3">
      <div className="flex min-w-0 flex-1 basis-72 flex-col">
        <span className="flex items-center gap-2 font-medium text-base">
          {provider.category === "byok" ? provider.name : providerName(provider.name)}
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
        {own && <ProviderMenu provider={own} />}
      </span>
    </li>
  );
}

/** What was probed in vain is worth knowing, not worth a row each. */
function Absent({ providers }: { providers: MnemeProvider[] }) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-ink-muted text-xs">
        Looked for on this machine <RelativeTime value={providers[0].checked_at} />, and not running:
      </h3>
      <ul className="grid grid-cols-2 gap-2 lg:grid-cols-4">
        {providers.map((provider) => (
          <li key={provider.name} className="flex min-w-0 flex-col rounded-md border border-dashed px-3 py-2">
            <span className="truncate">{providerName(provider.name)}</span>
            <span className="truncate font-mono text-2xs text-ink-faint">{hostOf(provider.base_url)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const hostOf = (url: string | null | undefined) => url?.replace(/^https?:\/\//, "") ?? "";
