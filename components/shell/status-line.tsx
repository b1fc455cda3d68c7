"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ApiError } from "@/lib/contract/client";
import type { MnemeServer } from "@/lib/contract/mneme/schemas";
import { modelState } from "./model-state";
import { serverQueries } from "./queries";
import { isWorkspace } from "./workspace-path";

const tones = { positive: "text-ink-faint", mark: "text-mark-text", danger: "text-danger-text" };

/** Which server this is and whether it can think; always in sight. On a phone it appears when something is wrong. */
export function StatusLine({ children }: { children?: ReactNode }) {
  const server = useQuery(serverQueries.server());
  const providers = useQuery(serverQueries.providers());
  const connection = connectionOf(server.error, Boolean(server.data));
  const models = providers.data && modelState(providers.data.providers);
  return (
    <footer
      className={cn(
        "flex h-status shrink-0 items-center gap-4 overflow-hidden whitespace-nowrap border-t px-3 text-2xs text-ink-faint",
        (isWorkspace(usePathname()) || !connection.isTrouble) && "max-md:hidden",
      )}
    >
      <span className="flex items-center gap-1.5" role="status">
        <span aria-hidden="true" className={cn("size-1.5 rounded-full", connection.dot)} />
        {connection.text}
      </span>
      {server.data && <Facts server={server.data} />}
      <span className="ml-auto flex min-w-0 items-center gap-4">
        {children}
        {models && (
          <Link
            href="/models"
            className={cn("flex h-6 min-w-0 items-center rounded-sm px-1 hover:text-ink", tones[models.tone])}
          >
            <span className="truncate">{models.text}</span>
          </Link>
        )}
      </span>
    </footer>
  );
}

function Facts({ server }: { server: MnemeServer }) {
  const { kind, version } = server.database;
  return (
    <>
      <span className="max-sm:hidden">{window.location.host}</span>
      <span>Version {server.version}</span>
      <span className="max-sm:hidden">
        {kind === "embedded" ? "Embedded database" : `Postgres ${major(version)}`}
      </span>
      {server.auth_mode === "local" && <span className="max-lg:hidden">Local mode, no key needed</span>}
    </>
  );
}

const major = (version: string) => /\d+(\.\d+)?/.exec(version)?.[0] ?? version;

function connectionOf(error: Error | null, hasData: boolean) {
  if (error instanceof ApiError && error.status === 401)
    return { isTrouble: true, dot: "bg-danger", text: "This server asks for a key" };
  if (error && !(error instanceof ApiError))
    return { isTrouble: true, dot: "bg-danger", text: "Server not reachable, trying again" };
  if (error) return { isTrouble: true, dot: "bg-danger", text: "The server has a problem, trying again" };
  if (hasData) return { isTrouble: false, dot: "bg-positive", text: "Connected" };
  return { isTrouble: false, dot: "bg-line-strong", text: "Connecting" };
}
