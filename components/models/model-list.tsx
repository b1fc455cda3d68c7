"use client";
import { useState } from "react";
import { providerName } from "@/components/shell/provider-name";
import { isDemo, modelName } from "@/components/shell/queries";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/numbers";
import { SearchBox } from "@/components/ui/search-box";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { Model } from "@/lib/contract/models/schemas";
import { ModelTest } from "./model-test";
import { windowSize } from "./provider-view";

const searchFrom = 9;
const shownFirst = 25;

export function ModelList({ models }: { models: Model[] }) {
  const [search, setSearch] = useState("");
  const [isWhole, setIsWhole] = useState(false);
  const found = models.filter((model) => textOf(model).includes(search.toLowerCase()));
  const shown = isWhole ? found : found.slice(0, shownFirst);
  if (models.length === 0)
    return <EmptyState title="No model">Connect a provider below, then check again.</EmptyState>;
  return (
    <>
      {models.length >= searchFrom && (
        <SearchBox
          label="Search models"
          placeholder="Search models"
          value=""
          className="max-w-72"
          onSearch={setSearch}
        />
      )}
      {found.length === 0 ? (
        <p className="border-y py-6 text-center text-ink-muted">No model is called “{search}”.</p>
      ) : (
        <ModelTable models={shown} all={models} />
      )}
      {found.length > shown.length && (
        <Button className="self-center" onClick={() => setIsWhole(true)}>
          Show all {found.length}
        </Button>
      )}
    </>
  );
}

const textOf = (model: Model) => `${model.handle} ${model.display_name} ${model.provider_name}`.toLowerCase();

function ModelTable({ models, all }: { models: Model[]; all: Model[] }) {
  return (
    <Table>
      <thead>
        <HeadRow>
          <Th>Model</Th>
          <Th className="max-sm:hidden">Provider</Th>
          <Th className="text-right">Context</Th>
          <Th className="text-right">
            <span className="sr-only">Test</span>
          </Th>
        </HeadRow>
      </thead>
      <tbody>
        {models.map((model) => (
          <ModelRow key={model.handle ?? model.name} model={model} all={all} />
        ))}
      </tbody>
    </Table>
  );
}

function ModelRow({ model, all }: { model: Model; all: Model[] }) {
  const tokens = model.max_context_window ?? model.context_window;
  const handle = model.handle ?? model.name;
  return (
    <Row>
      <RowTh className="w-full max-w-0 sm:w-[44%]">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium text-base">
            {isDemo(handle) ? "Demo" : modelName(handle, all)}
          </span>
          {isDemo(handle) && <Badge tone="mark">Rules, not a language model</Badge>}
        </span>
        <span className="flex items-center gap-1 font-mono text-ink-faint text-xs">
          <span className="truncate">{handle}</span>
          <CopyButton value={handle} label={`Copy the handle ${handle}`} />
        </span>
      </RowTh>
      <Td className="text-ink-muted max-sm:hidden">
        {providerName(model.provider_name ?? model.provider_type)}
      </Td>
      <Td className="whitespace-nowrap text-right text-ink-muted">
        <span title={`${count(tokens)} tokens`}>{windowSize(tokens)}</span>
      </Td>
      <Td className="text-right">
        <ModelTest handle={handle} />
      </Td>
    </Row>
  );
}
