import { Bot, Brain, Code, FileText, Globe, type LucideIcon, MessageSquareText, Plug } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { ToolType } from "@/lib/contract/tools/schemas";

const icons: Record<ToolType, LucideIcon> = {
  custom: Code,
  letta_core: MessageSquareText,
  letta_memory_core: Brain,
  letta_sleeptime_core: Brain,
  letta_voice_sleeptime_core: Brain,
  letta_multi_agent_core: Bot,
  letta_builtin: Globe,
  letta_files_core: FileText,
  external_mcp: Plug,
  external_langchain: Plug,
  external_composio: Plug,
};

export function ToolIcon({ type, className }: { type: ToolType; className?: string }) {
  const Icon = icons[type];
  return (
    <Icon aria-hidden="true" className={cn("size-4 shrink-0 text-ink-faint", className)} strokeWidth={1.75} />
  );
}
