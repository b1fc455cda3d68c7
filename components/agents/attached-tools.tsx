import { Brain, Wrench } from "lucide-react";
import type { Tool } from "@/lib/contract/tools/schemas";

export function AttachedTools({ tools }: { tools: Tool[] }) {
  const sorted = [...tools].sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
  return (
    <div className="flex flex-col gap-2">
      <h3 className="flex items-baseline justify-between font-medium text-ink-muted text-xs">
        Attached tools <span className="text-ink-faint">{tools.length}</span>
      </h3>
      {tools.length === 0 && <p className="text-ink-faint text-xs">None. The agent can only talk.</p>}
      <ul className="flex flex-col">
        {sorted.map((tool) => (
          <ToolRow key={tool.id} tool={tool} />
        ))}
      </ul>
    </div>
  );
}

function ToolRow({ tool }: { tool: Tool }) {
  const Icon = isMemoryTool(tool) ? Brain : Wrench;
  return (
    <li>
      <details className="group border-t py-1">
        <summary className="flex min-h-6 list-none items-center gap-2 rounded-sm font-mono text-xs marker:hidden hover:text-accent-text">
          <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
          <span className="truncate">{tool.name}</span>
        </summary>
        <p className="whitespace-pre-line py-1 pl-5.5 text-ink-muted text-xs">
          {tool.description?.trim() || "This tool has no description."}
        </p>
      </details>
    </li>
  );
}

const isMemoryTool = (tool: Tool) =>
  tool.tool_type === "letta_memory_core" || tool.tool_type === "letta_sleeptime_core";
