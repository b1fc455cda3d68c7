"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { isDemo, serverQueries } from "@/components/shell/queries";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { nextPlace } from "@/components/ui/list-keys";
import { shortCount } from "@/components/ui/numbers";
import type { Model } from "@/lib/contract/models/schemas";
import { groupModels, type ModelGroup } from "./model-groups";

type ModelListProps = { models: Model[]; value: string | null; onChoose: (handle: string) => void };

/** The focus stays in the search field; the arrows move through the list below it. */
export function ModelList({ models, value, onChoose }: ModelListProps) {
  const id = useId();
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const providers = useQuery(serverQueries.providers());
  const groups = groupModels(models, providers.data?.providers ?? [], search);
  const handles = groups.flatMap((group) => group.models.map((model) => model.handle as string));
  const onKeyDown = (key: KeyboardEvent) => {
    const next = nextPlace(key.key, active, handles.length);
    if (next !== undefined) {
      setActive(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (key.key === "Enter" && handles[active]) onChoose(handles[active]);
    else return;
    key.preventDefault();
  };
  return (
    <div className="flex max-h-[min(26rem,60vh)] flex-col">
      <div className="border-b p-2">
        <Input
          role="combobox"
          aria-label="Search models"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={handles.length > 0 ? `${id}-${active}` : undefined}
          placeholder="Search models"
          value={search}
          onChange={(change) => {
            setSearch(change.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={id} role="listbox" aria-label="Models" className="overflow-y-auto p-1">
        {groups.map((group) => (
          <ProviderModels
            key={group.provider}
            group={group}
            value={value}
            idOf={(handle) => `${id}-${handles.indexOf(handle)}`}
            isActive={(handle) => handles[active] === handle}
            onChoose={onChoose}
          />
        ))}
        {handles.length === 0 && (
          <p role="status" className="px-2 py-3 text-ink-faint text-xs">
            {search ? "No model by that name." : "No provider offers a model."}
          </p>
        )}
      </div>
    </div>
  );
}

type ProviderModelsProps = {
  group: ModelGroup;
  value: string | null;
  idOf: (handle: string) => string;
  isActive: (handle: string) => boolean;
  onChoose: (handle: string) => void;
};

function ProviderModels({ group, value, idOf, isActive, onChoose }: ProviderModelsProps) {
  const headingId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox, not of form fields.
    <div role="group" aria-labelledby={headingId}>
      <p id={headingId} className="flex items-center gap-1.5 px-2 pt-2 pb-1 text-2xs text-ink-faint">
        {group.provider}
        {group.trouble && (
          <span className="flex items-center gap-1 text-danger-text" title={group.detail ?? undefined}>
            <CircleAlert aria-hidden="true" className="size-3" /> {group.trouble}
          </span>
        )}
      </p>
      {group.models.map((model) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the search field that has the focus handles every key.
        <div
          key={model.handle}
          id={idOf(model.handle as string)}
          role="option"
          tabIndex={-1}
          aria-selected={model.handle === value}
          onClick={() => onChoose(model.handle as string)}
          className={cn(
            "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover",
            isActive(model.handle as string) && "bg-hover",
          )}
        >
          <span className="min-w-0 flex-1 truncate">{model.display_name ?? model.name}</span>
          {isDemo(model.handle) ? (
            <Badge tone="mark">Not a language model</Badge>
          ) : (
            <span className="shrink-0 text-2xs text-ink-faint">
              {shortCount(model.max_context_window)} tokens
            </span>
          )}
          <Check
            aria-hidden="true"
            className={cn("size-3.5 shrink-0 text-accent-text", model.handle !== value && "invisible")}
          />
        </div>
      ))}
    </div>
  );
}
