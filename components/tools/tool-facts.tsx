"use client";
import { type ReactNode, useId } from "react";
import { count } from "@/components/ui/numbers";
import { PanelTitle } from "@/components/ui/panel-title";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { Tool } from "@/lib/contract/tools/schemas";
import { useUpdateTool } from "./queries";
import { toolTypes } from "./tool-types";

export function ToolFacts({ tool }: { tool: Tool }) {
  const packages = [...(tool.pip_requirements ?? []), ...(tool.npm_requirements ?? [])];
  return (
    <section aria-label="How it runs" className="flex flex-col gap-3">
      <PanelTitle title="How it runs" />
      <Approval tool={tool} />
      <dl className="flex flex-col gap-1.5 border-t pt-3">
        <Fact label="Type">{toolTypes[tool.tool_type].label}</Fact>
        {tool.source_code && <Fact label="Language">{tool.source_type}</Fact>}
        <Fact label="Returns at most">{count(tool.return_char_limit)} characters</Fact>
        <Fact label="Beside other tools">
          {tool.enable_parallel_execution ? "May run in parallel" : "One at a time"}
        </Fact>
        {packages.length > 0 && (
          <Fact label="Packages">
            {packages.map(({ name, version }) => [name, version].filter(Boolean).join(" ")).join(", ")}
          </Fact>
        )}
        {tool.tags.length > 0 && <Fact label="Tags">{tool.tags.join(", ")}</Fact>}
      </dl>
    </section>
  );
}

function Approval({ tool }: { tool: Tool }) {
  const id = useId();
  const update = useUpdateTool(tool.id);
  const change = (isOn: boolean) =>
    update.mutate(
      { default_requires_approval: isOn },
      { onError: (error) => toast.failed("The setting was not saved", error.message) },
    );
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex flex-col gap-0.5">
        <span id={id}>Ask before it runs</span>
        <span id={`${id}-note`} className="text-ink-faint text-xs">
          For agents that get this tool from now on. Those that have it keep their own setting.
        </span>
      </div>
      <Switch
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
        isOn={tool.default_requires_approval ?? false}
        disabled={update.isPending}
        onChange={change}
      />
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="shrink-0 text-ink-muted">{label}</dt>
      <dd className="wrap-anywhere text-right">{children}</dd>
    </div>
  );
}
