"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { SearchBox } from "@/components/ui/search-box";
import { AddPassage } from "./add-passage";
import { FoundPassages } from "./found-passages";
import { RecentPassages } from "./recent-passages";

/** What the agent can look up but does not have before its eyes. */
export function ArchivalPane({ agentId }: { agentId: string }) {
  const [query, setQuery] = useState("");
  const [tag, setTag] = useState<string | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const isSearching = query !== "" || tag !== null;
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-2 border-b px-4 py-3">
        <div className="flex items-center gap-2">
          <SearchBox
            label="Search archival memory"
            placeholder="Search by meaning"
            value={query}
            onSearch={setQuery}
            className="flex-1"
          />
          <IconButton
            label="Add to the archive"
            aria-expanded={isAdding}
            className="size-8"
            onClick={() => setIsAdding(!isAdding)}
          >
            <Plus />
          </IconButton>
        </div>
        {tag !== null && (
          <Button
            size="sm"
            className="self-start"
            aria-label={`Stop filtering by ${tag}`}
            onClick={() => setTag(null)}
          >
            Tagged {tag} <X />
          </Button>
        )}
      </div>
      {isAdding && <AddPassage agentId={agentId} onClose={() => setIsAdding(false)} />}
      {isSearching ? (
        <FoundPassages agentId={agentId} query={query} tags={tag === null ? [] : [tag]} onTag={setTag} />
      ) : (
        <RecentPassages agentId={agentId} onTag={setTag} onAdd={() => setIsAdding(true)} />
      )}
    </div>
  );
}
