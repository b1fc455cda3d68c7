"use client";
import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { withoutBlankEnds } from "@/components/ui/blank-ends";
import { Button } from "@/components/ui/button";
import { DiffText } from "@/components/ui/diff-text";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { exactTime } from "@/components/ui/time";
import type { BlockVersion } from "./block-history";

type VersionDetailProps = {
  version: BlockVersion;
  current: string;
  isPending: boolean;
  onRestore: () => void;
};

export function VersionDetail({ version, current, isPending, onRestore }: VersionDetailProps) {
  const [against, setAgainst] = useState<"before" | "now">("before");
  const { text } = version;
  const isCurrent = text?.after === current;
  return (
    <section aria-label="Version" className="flex min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-6 py-3">
        <p className="min-w-0 flex-1 text-ink-faint text-xs">
          {version.who}, <time dateTime={version.at}>{exactTime(version.at)}</time>
          {version.runId && (
            <>
              {", in "}
              <Link href={`/runs/${version.runId}`} className="text-accent-text underline underline-offset-2">
                this run
              </Link>
            </>
          )}
        </p>
        {text && (
          <SegmentedControl
            label="Compare with"
            value={against}
            options={[
              { value: "before", label: "What it changed" },
              { value: "now", label: "Against now" },
            ]}
            onChange={setAgainst}
          />
        )}
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-6 py-4">
        {text && (
          <DiffText
            before={withoutBlankEnds(against === "before" ? text.before : text.after)}
            after={withoutBlankEnds(against === "before" ? text.after : current)}
            className="text-base leading-relaxed"
          />
        )}
        {version.fields.map((field) => (
          <div key={field.name} className="flex flex-col gap-1">
            <h3 className="font-medium text-ink-muted text-xs">{field.name}</h3>
            <DiffText before={field.before} after={field.after} />
          </div>
        ))}
        {!text && version.fields.length === 0 && <p className="text-ink-muted">The text stayed as it was.</p>}
      </div>
      {version.isRestorable && (
        <div className="flex items-center justify-end gap-3 border-t px-6 py-3">
          {isCurrent && <span className="text-ink-faint text-xs">This is what memory says now.</span>}
          <Button size="sm" disabled={isCurrent} isPending={isPending} onClick={onRestore}>
            {!isPending && <RotateCcw />} Restore this version
          </Button>
        </div>
      )}
    </section>
  );
}
