"use client";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { replaceParams } from "@/components/ui/url-params";
import { NewBlockButton } from "./new-block-button";

export function NoBlocks() {
  return (
    <EmptyState
      className="border-y py-20"
      title="Nothing is kept in mind yet"
      action={<NewBlockButton label="Create the first block" />}
    >
      A block is a short text that an agent always sees and can rewrite: who you are, who it is, what it is
      working on. New agents bring their own.
    </EmptyState>
  );
}

export function NoSuchBlocks() {
  return (
    <EmptyState
      className="border-y"
      title="No block fits"
      action={
        <Button onClick={() => replaceParams({ q: null, in: null, use: null })}>Show all blocks</Button>
      }
    >
      Look in another part of the blocks, or take a filter away.
    </EmptyState>
  );
}
