"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { isDemo, modelName, serverQueries } from "@/components/shell/queries";
import { cn } from "@/components/ui/cn";
import { controlClass } from "@/components/ui/input";
import { shortCount } from "@/components/ui/numbers";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { Model } from "@/lib/contract/models/schemas";

const ModelList = dynamic(() => import("./model-list").then((module) => module.ModelList), {
  loading: () => <Skeleton className="m-3 h-24" />,
});

type ModelPickerProps = { value: string | null; disabled: boolean; onChange: (handle: string) => void };

/** Says which model thinks and how much it can hold; opens to all that could. */
export function ModelPicker({ value, disabled, onChange }: ModelPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const models = useQuery(serverQueries.models());
  const model = models.data?.find((each) => each.handle === value);
  const choose = (handle: string) => {
    setIsOpen(false);
    if (handle !== value) onChange(handle);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Popover open={isOpen} onOpenChange={setIsOpen}>
        <PopoverTrigger
          role="combobox"
          aria-label={`Model: ${modelName(value, models.data)}`}
          disabled={disabled}
          className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left")}
        >
          <span className="truncate">{modelName(value, models.data)}</span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
        </PopoverTrigger>
        <PopoverContent label="Models" align="start" className="w-[min(24rem,calc(100vw-2rem))] p-0">
          <ModelList models={models.data ?? []} value={value} onChoose={choose} />
        </PopoverContent>
      </Popover>
      <p className="text-ink-faint text-xs">{aboutModel(value, model, models.isPending)}</p>
    </div>
  );
}

function aboutModel(handle: string | null, model: Model | undefined, isPending: boolean): string {
  if (!handle) return "No model chosen. The agent cannot answer.";
  if (isPending) return "Looking for models";
  if (!model) return "Not offered by any provider now. Choose another, or bring its provider back.";
  if (isDemo(handle)) return "Built in, works offline. Choose a real model when you have one.";
  return `${model.provider_name ?? model.provider_type}, ${shortCount(model.max_context_window)} tokens of context`;
}
