"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryView } from "@/components/ui/query-view";
import { TableSkeleton } from "@/components/ui/table";
import type { MnemeKey, MnemeServer } from "@/lib/contract/mneme/schemas";
import { KeyTable } from "./key-table";
import { keyQueries } from "./queries";
import { ThisBrowser } from "./this-browser";

const CreateKeyDialog = dynamic(() => import("./create-key-dialog").then((file) => file.CreateKeyDialog));
const RevokeKeyDialog = dynamic(() => import("./revoke-key-dialog").then((file) => file.RevokeKeyDialog));

export function KeySection({ authMode }: { authMode: MnemeServer["auth_mode"] | undefined }) {
  const [withRevoked, setWithRevoked] = useState(false);
  const [isCreating, setIsCreating] = useState(false);
  const [revoking, setRevoking] = useState<MnemeKey | null>(null);
  const keys = useQuery(keyQueries.list(withRevoked));
  return (
    <div className="flex flex-col gap-3">
      {authMode && <Access authMode={authMode} />}
      <QueryView query={keys} what="list the keys" loading={<TableSkeleton what="keys" />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState className="border-y py-8" title="No key yet">
              A key names the program that uses it, shows when it was last used, and can be revoked alone.
            </EmptyState>
          ) : (
            <KeyTable keys={list} onRevoke={setRevoking} />
          )
        }
      </QueryView>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Button tone="primary" aria-haspopup="dialog" onClick={() => setIsCreating(true)}>
          <Plus aria-hidden="true" /> New key
        </Button>
        <label className="flex min-h-6 items-center gap-2 text-ink-muted">
          <input
            type="checkbox"
            checked={withRevoked}
            onChange={(change) => setWithRevoked(change.target.checked)}
            className="size-4 accent-accent"
          />
          Show revoked keys
        </label>
      </div>
      {isCreating && <CreateKeyDialog onClose={() => setIsCreating(false)} />}
      {revoking && <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

function Access({ authMode }: { authMode: MnemeServer["auth_mode"] }) {
  if (authMode === "required") return <ThisBrowser />;
  return (
    <p className="max-w-reading text-ink-muted">
      Local mode: the server answers this machine only and asks for no key. To open it to others, start it
      with <code className="font-mono text-xs">AUTH=required</code>; then every call needs one of these.
    </p>
  );
}
