"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { replaceParams } from "@/components/ui/url-params";
import { clearFilters } from "./no-runs";
import { runQueries } from "./queries";
import { hasFilters, type RunFilters, sinceOptions, stateOptions, stopOptions } from "./run-filters";

/** A select has no empty value of its own. */
const any = "any";

export function RunFilterBar({ filters }: { filters: RunFilters }) {
  return (
    <search aria-label="Filter runs" className="grid grid-cols-2 gap-2 md:flex md:flex-wrap md:items-center">
      <AgentFilter agentId={filters.agent} />
      <Filter name="state" label="State" all="Any state" value={filters.state} options={stateOptions} />
      <Filter
        name="stop"
        label="Stop reason"
        all="Any stop reason"
        value={filters.stop}
        options={stopOptions}
      />
      <Filter name="since" label="Time" all="Any time" value={filters.since} options={sinceOptions} />
      {filters.since === "range" && (
        <>
          <DayInput name="from" label="From day" value={filters.from} />
          <DayInput name="to" label="To day" value={filters.to} />
        </>
      )}
      {hasFilters(filters) && (
        <Button tone="quiet" onClick={clearFilters} className="max-md:justify-self-start">
          <X /> Clear
        </Button>
      )}
    </search>
  );
}

type FilterProps = {
  name: string;
  label: string;
  all: string;
  value: string | null;
  options: SelectOption[];
};

function Filter({ name, label, all, value, options }: FilterProps) {
  return (
    <div className="min-w-0 md:w-44">
      <Select
        label={label}
        value={value ?? any}
        options={[{ value: any, label: all }, ...options]}
        onChange={(next) => replaceParams({ [name]: next === any ? null : next })}
      />
    </div>
  );
}

/** The agent of the link is offered even if it is not among the newest. */
function AgentFilter({ agentId }: { agentId: string | null }) {
  const agents = useQuery(runQueries.agents());
  const isListed = agents.data?.some(({ id }) => id === agentId) ?? false;
  const linked = useQuery({
    ...runQueries.agent(agentId ?? ""),
    enabled: Boolean(agentId) && agents.isFetched && !isListed,
  });
  const options = (agents.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (agentId && !isListed)
    options.unshift({ value: agentId, label: linked.data?.name ?? agentId.slice(0, 14) });
  return <Filter name="agent" label="Agent" all="All agents" value={agentId} options={options} />;
}

function DayInput({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <Input
      type="date"
      aria-label={label}
      defaultValue={value ?? ""}
      onChange={(change) => replaceParams({ [name]: change.target.value || null })}
      className="md:w-38"
    />
  );
}
