import { Globe, House } from "lucide-react";
import { providerName } from "@/components/shell/provider-name";
import { Badge } from "@/components/ui/badge";
import type { MnemeServer } from "@/lib/contract/mneme/schemas";

type Destination = MnemeServer["destinations"][number];

/** Every place that words can go to, and a plain statement of what there is besides. */
export function LeavesMachine({ destinations }: { destinations: Destination[] }) {
  const isAnyRemote = destinations.some((one) => !one.is_local);
  return (
    <div className="flex max-w-reading flex-col gap-4">
      <p className="text-base">
        {isAnyRemote
          ? "What an agent reads and writes is sent to the provider of its model, and to no one else."
          : "Nothing. No provider outside of this machine is connected."}
      </p>
      {destinations.length > 0 && (
        <ul className="flex flex-col border-t">
          {destinations.map((destination) => (
            <DestinationRow
              key={`${destination.provider}:${destination.base_url}`}
              destination={destination}
            />
          ))}
        </ul>
      )}
      <p className="text-ink-muted">
        There is no telemetry and no search for updates. Memory, messages and keys are stored here. A callback
        address that a program gives with its request is called when the run ends.
      </p>
    </div>
  );
}

function DestinationRow({
  destination: { provider, base_url, host, is_local },
}: {
  destination: Destination;
}) {
  const Icon = is_local ? House : Globe;
  return (
    <li className="flex items-center gap-3 border-b py-2.5">
      <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{host}</span>
        <span className="truncate text-ink-faint text-xs">
          {providerName(provider)}, {base_url}
        </span>
      </span>
      {is_local ? <Badge tone="positive">This machine</Badge> : <Badge tone="mark">Over the network</Badge>}
    </li>
  );
}
