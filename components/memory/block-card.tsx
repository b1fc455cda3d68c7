"use client";
import { Lock, Pencil, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { withoutBlankEnds } from "@/components/ui/blank-ends";
import { DiffText } from "@/components/ui/diff-text";
import { IconButton } from "@/components/ui/icon-button";
import { plural } from "@/components/ui/numbers";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { readDraft } from "./block-draft";
import { BlockForm } from "./block-form";
import { BlockMenu } from "./block-menu";
import { BlockSize } from "./block-size";
import type { SeenChange } from "./queries";

/** As long as the `remember` animation. */
const freshMs = 7_000;

type BlockCardProps = {
  agentId: string;
  block: BlockResponse;
  change?: SeenChange;
  /** Of the block as the model reads it; unknown while they are counted. */
  tokens?: number;
  sharedWith?: { id: string; name: string }[];
};

export function BlockCard({ agentId, block, change, tokens, sharedWith = [] }: BlockCardProps) {
  const label = block.label ?? block.id;
  const [isEditing, setIsEditing] = useState(() => readDraft(block) !== null);
  return (
    <li aria-label={`Memory block ${label}`} className="group flex flex-col gap-2.5 border-b px-4 py-4">
      <header className="flex min-h-7 items-center gap-2">
        <h3 className="truncate font-medium text-base" title={block.description ?? undefined}>
          {label}
        </h3>
        {block.read_only && (
          <Badge title="The agent can read this block but not change it">
            <Lock aria-hidden="true" /> Read-only
          </Badge>
        )}
        {sharedWith.length > 0 && (
          <Badge title={`Also in the memory of ${sharedWith.map(({ name }) => name).join(", ")}`}>
            <Users aria-hidden="true" /> Shared with {sharedWith.length}
            <span className="sr-only"> other {plural(sharedWith.length, "agent").split(" ")[1]}</span>
          </Badge>
        )}
        <span className="ml-auto flex items-center">
          {!isEditing && (
            <IconButton label={`Edit ${label}`} onClick={() => setIsEditing(true)}>
              <Pencil />
            </IconButton>
          )}
          <BlockMenu agentId={agentId} block={block} sharedWith={sharedWith} />
        </span>
      </header>
      {isEditing ? (
        <BlockForm agentId={agentId} block={block} onClose={() => setIsEditing(false)} />
      ) : (
        <>
          <BlockValue block={block} change={change} />
          <BlockSize label={label} size={block.value.length} limit={block.limit} tokens={tokens} />
        </>
      )}
    </li>
  );
}

function BlockValue({ block, change }: Pick<BlockCardProps, "block" | "change">) {
  if (change && change.after === block.value) return <ChangedValue key={change.atMs} change={change} />;
  if (block.value === "")
    return (
      <p className="text-ink-faint">
        {block.description ?? "Empty. The agent writes here when there is something to keep."}
      </p>
    );
  return <PlainValue value={block.value} />;
}

function PlainValue({ value }: { value: string }) {
  return <p className="wrap-anywhere whitespace-pre-wrap leading-relaxed">{withoutBlankEnds(value)}</p>;
}

/** Shows the difference for as long as the marker takes to dry, then the text as it now reads. */
function ChangedValue({ change }: { change: SeenChange }) {
  const [isFresh, setIsFresh] = useState(() => Date.now() - change.atMs < freshMs);
  useEffect(() => {
    const timer = setTimeout(() => setIsFresh(false), freshMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isFresh) return <PlainValue value={change.after} />;
  return (
    <div className="-mx-2 animate-remember rounded-sm px-2 py-1">
      <span className="sr-only">Just changed: </span>
      <DiffText
        before={withoutBlankEnds(change.before)}
        after={withoutBlankEnds(change.after)}
        className="leading-relaxed"
      />
    </div>
  );
}
