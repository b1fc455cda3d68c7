"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import type { Model } from "@/lib/contract/models/schemas";
import { isDemo, serverQueries } from "./queries";
import { isWorkspace } from "./workspace-path";

/** Which server this is and whether it can think; always in sight. */
export function StatusLine() {
  const health = useQuery(serverQueries.health());
  const models = useQuery(serverQueries.models());
  const isAway = health.isError;
  return (
    <footer
      className={cn(
        "flex h-status shrink-0 items-center gap-4 overflow-hidden whitespace-nowrap border-t px-3 text-2xs text-ink-faint",
        isWorkspace(usePathname()) && "max-md:hidden",
      )}
    >
      <span className="flex items-center gap-1.5" role="status">
        <span
          aria-hidden="true"
          className={cn(
            "size-1.5 rounded-full",
            isAway ? "bg-danger" : health.data ? "bg-positive" : "bg-line-strong",
          )}
        />
        {isAway ? "Server not reachable, trying again" : health.data ? "Connected" : "Connecting"}
      </span>
      {health.data && <span>Version {health.data.version}</span>}
      {health.data?.database && <span className="max-sm:hidden">{health.data.database}</span>}
      <span className="ml-auto truncate">{models.data && modelState(models.data)}</span>
    </footer>
  );
}

function modelState(models: Model[]): string {
  const real = models.filter((model) => !isDemo(model.handle));
  if (models.length === 0) return "No model available";
  if (real.length === 0) return "Demo model only: rules, not a language model";
  const providers = new Set(real.map((model) => model.provider_name ?? model.provider_type));
  return `${real.length} ${real.length === 1 ? "model" : "models"} from ${[...providers].join(", ")}`;
}
