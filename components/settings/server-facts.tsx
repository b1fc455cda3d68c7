import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { plural } from "@/components/ui/numbers";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MnemeServer } from "@/lib/contract/mneme/schemas";
import { byteSize } from "./byte-size";

export function ServerFacts({ server }: { server: MnemeServer }) {
  const { database, counts } = server;
  return (
    <dl className="grid max-w-reading grid-cols-[8rem_1fr] gap-x-6 border-t max-sm:grid-cols-1">
      <Fact name="Version">
        {server.version}, API {server.api_version}
      </Fact>
      <Fact name="Address">
        {window.location.origin} <CopyButton value={window.location.origin} label="Copy the address" />
      </Fact>
      <Fact name="Access">
        {server.auth_mode === "local" ? "This machine only, no key" : "Every call needs a key"}
      </Fact>
      <Fact name="Holds">
        {plural(counts.agents, "agent")}, {plural(counts.messages, "message")}
      </Fact>
      <Fact name="Database">
        {database.kind === "embedded" ? "Embedded" : "Postgres server"}, {database.version}
      </Fact>
      {database.data_dir && (
        <Fact name="Data folder">
          <span className="wrap-anywhere font-mono text-xs">{database.data_dir}</span>{" "}
          <CopyButton value={database.data_dir} label="Copy the data folder" />
        </Fact>
      )}
      {database.kind === "embedded" && <Fact name="Snapshots">{snapshotText(database.snapshots)}</Fact>}
      <Fact name="Running since">
        <RelativeTime value={server.started_at} />
      </Fact>
      <Fact name="Runs on">
        Node {server.node_version}, {server.platform}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-full grid grid-cols-subgrid items-center border-b py-2 max-sm:block">
      <dt className="text-ink-muted">{name}</dt>
      <dd className="flex min-h-6 flex-wrap items-center gap-1">{children}</dd>
    </div>
  );
}

function snapshotText(snapshots: MnemeServer["database"]["snapshots"]): ReactNode {
  if (!snapshots) return "Switched off";
  const every = `Every ${plural(snapshots.every_minutes, "minute")} while data changes`;
  if (!snapshots.newest_at) return `${every}, none yet`;
  return (
    <>
      {every}; {snapshots.count} kept ({byteSize(snapshots.size_bytes)}), the newest{" "}
      <RelativeTime value={snapshots.newest_at} />
    </>
  );
}
