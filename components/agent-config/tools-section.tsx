"use client";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { AgentState } from "@/lib/contract/agents/schemas";
import type { Tool } from "@/lib/contract/tools/schemas";
import { AttachedTool } from "./attached-tool";
import { ConfigSection } from "./config-section";
import { useSetApproval, useSetTool } from "./queries";

const AttachToolsDialog = dynamic(() =>
  import("./attach-tools-dialog").then((module) => module.AttachToolsDialog),
);

export function ToolsSection({ agent }: { agent: AgentState }) {
  const [isAttaching, setIsAttaching] = useState(false);
  const setTool = useSetTool(agent.id);
  const setApproval = useSetApproval(agent.id);
  const attach = (tool: Tool, isAttached: boolean) =>
    setTool.mutate(
      { toolId: tool.id, isAttached },
      {
        onError: (error) =>
          toast.failed(`${tool.name} was not ${isAttached ? "attached" : "detached"}`, error.message),
      },
    );
  const ask = (tool: Tool, isNeeded: boolean) =>
    setApproval.mutate(
      { toolName: tool.name ?? "", isNeeded },
      { onError: (error) => toast.failed("The approval rule was not changed", error.message) },
    );
  return (
    <ConfigSection title="Attached tools" summary={agent.tools.length}>
      {agent.tools.length === 0 && <p className="text-ink-faint text-xs">None. The agent can only talk.</p>}
      <ul aria-label="Attached tools" className="-mt-1 flex flex-col">
        {[...agent.tools].sort(byName).map((tool) => (
          <AttachedTool
            key={tool.id}
            tool={tool}
            needsApproval={needsApproval(agent, tool)}
            isPending={setTool.isPending || setApproval.isPending}
            onDetach={() => attach(tool, false)}
            onApproval={(isNeeded) => ask(tool, isNeeded)}
          />
        ))}
      </ul>
      <Button size="sm" className="self-start" onClick={() => setIsAttaching(true)}>
        <Plus /> Attach tools
      </Button>
      {isAttaching && (
        <AttachToolsDialog
          attached={agent.tools}
          isPending={setTool.isPending}
          onSet={attach}
          onClose={() => setIsAttaching(false)}
        />
      )}
    </ConfigSection>
  );
}

const byName = (a: Tool, b: Tool) => (a.name ?? "").localeCompare(b.name ?? "");

const needsApproval = (agent: AgentState, tool: Tool) =>
  agent.tool_rules?.some((rule) => rule.type === "requires_approval" && rule.tool_name === tool.name) ??
  false;
