"use client";
import { Brain, ChevronRight, Hand, Unlink, Wrench } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Tool } from "@/lib/contract/tools/schemas";
import { SwitchSetting } from "./switch-setting";
import { ToolSchema } from "./tool-schema";

type AttachedToolProps = {
  tool: Tool;
  needsApproval: boolean;
  isPending: boolean;
  onDetach: () => void;
  onApproval: (isNeeded: boolean) => void;
};

export function AttachedTool({ tool, needsApproval, isPending, onDetach, onApproval }: AttachedToolProps) {
  const [isOpen, setIsOpen] = useState(false);
  const Icon = isMemoryTool(tool) ? Brain : Wrench;
  return (
    <li className="border-t first:border-t-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-8 w-full items-center gap-2 rounded-sm text-left font-mono text-xs transition-colors hover:text-accent-text"
      >
        <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
        <span className="min-w-0 flex-1 truncate">{tool.name}</span>
        {needsApproval && (
          <span className="flex items-center gap-1 font-sans text-2xs text-mark-text">
            <Hand aria-hidden="true" className="size-3" /> asks first
          </span>
        )}
        <ChevronRight
          aria-hidden="true"
          className={cn("size-3 shrink-0 text-ink-faint transition-transform", isOpen && "rotate-90")}
        />
      </button>
      {isOpen && (
        <div className="flex animate-fade flex-col gap-3 pt-1 pb-4 pl-5.5">
          <ToolSchema tool={tool} />
          <SwitchSetting
            label="Ask before it runs"
            isOn={needsApproval}
            disabled={isPending}
            onChange={onApproval}
          />
          <Button
            size="sm"
            tone="quiet"
            className="-ml-2.5 self-start"
            disabled={isPending}
            aria-label={`Detach ${tool.name}`}
            onClick={onDetach}
          >
            <Unlink /> Detach
          </Button>
        </div>
      )}
    </li>
  );
}

const isMemoryTool = (tool: Tool) =>
  tool.tool_type === "letta_memory_core" || tool.tool_type === "letta_sleeptime_core";
