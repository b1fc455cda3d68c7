"use client";
import { useQuery } from "@tanstack/react-query";
import { isDemo, modelName, serverQueries } from "@/components/shell/queries";
import { Badge } from "@/components/ui/badge";

export function AgentModel({ handle }: { handle: string | null | undefined }) {
  const models = useQuery(serverQueries.models());
  if (isDemo(handle)) return <Badge tone="mark">Demo, not a language model</Badge>;
  return <span className="text-ink-muted">{modelName(handle, models.data)}</span>;
}
