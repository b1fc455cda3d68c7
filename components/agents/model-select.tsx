"use client";
import { useQuery } from "@tanstack/react-query";
import { isDemo, modelName, serverQueries } from "@/components/shell/queries";
import { Select, type SelectOption } from "@/components/ui/select";
import type { Model } from "@/lib/contract/models/schemas";

type ModelSelectProps = {
  id?: string;
  value: string | null;
  disabled?: boolean;
  onChange: (handle: string) => void;
};

export function ModelSelect({ id, value, disabled, onChange }: ModelSelectProps) {
  const models = useQuery(serverQueries.models());
  return (
    <Select
      id={id}
      value={value ?? ""}
      options={optionsOf(models.data ?? [], value)}
      placeholder={models.isPending ? "Looking for models" : "No model available"}
      disabled={disabled || !models.data?.length}
      onChange={onChange}
    />
  );
}

/** A model that is configured but no longer offered stays in the list, or the agent would seem to have none. */
function optionsOf(models: Model[], value: string | null): SelectOption[] {
  const offered = models.flatMap((model) =>
    model.handle
      ? [{ value: model.handle, label: modelName(model.handle, models), hint: hintOf(model) }]
      : [],
  );
  if (!value || offered.some((option) => option.value === value)) return offered;
  return [...offered, { value, label: modelName(value), hint: "Not offered by any provider now" }];
}

function hintOf(model: Model): string {
  if (isDemo(model.handle)) return "Built in, works offline";
  const tokens = model.max_context_window ?? model.context_window;
  return `${model.provider_name ?? model.provider_type}, ${Math.round(tokens / 1_000)}k tokens`;
}
