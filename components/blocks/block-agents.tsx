"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Unlink } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { count } from "@/components/ui/numbers";
import { PanelTitle } from "@/components/ui/panel-title";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import type { Usage } from "@/lib/contract/mneme/overviews";
import { blockQueries, useBlockLink } from "./queries";

const AttachDialog = dynamic(() => import("./attach-dialog").then((file) => file.AttachDialog));

/** Who has this block in mind. */
export function BlockAgents({ block }: { block: BlockResponse }) {
  const [isAttaching, setIsAttaching] = useState(false);
  const usage = useQuery(blockQueries.agents(block.id));
  return (
    <section aria-label="Agents" className="flex flex-col gap-1.5">
      <PanelTitle
        title="Agents"
        aside={
          <Button size="sm" tone="quiet" aria-haspopup="dialog" onClick={() => setIsAttaching(true)}>
            <Plus /> Attach
          </Button>
        }
      />
      <QueryView query={usage} what="list the agents" loading={<Skeleton className="my-2 h-12" />}>
        {(data) => <AgentList block={block} usage={data} />}
      </QueryView>
      {isAttaching && (
        <AttachDialog
          block={block}
          attached={usage.data?.agents ?? []}
          onClose={() => setIsAttaching(false)}
        />
      )}
    </section>
  );
}

function AgentList({ block, usage }: { block: BlockResponse; usage: Usage }) {
  const link = useBlockLink(block.id);
  if (usage.agent_count === 0)
    return (
      <p className="border-t py-3 text-ink-faint">
        No agent has it. Attach it to one, and it will read this text.
      </p>
    );
  const detach = ({ id, name }: Usage["agents"][number]) =>
    link.mutate(
      { agentId: id, isAttached: false },
      {
        onSuccess: () =>
          toast.offer(`${name} no longer has ${block.label}`, {
            label: "Undo",
            onTake: () => link.mutate({ agentId: id, isAttached: true }),
          }),
        onError: (error) => toast.failed("The block was not detached", error.message),
      },
    );
  return (
    <>
      <ul className="border-t">
        {usage.agents.map((agent) => (
          <li key={agent.id} className="group flex min-h-9 items-center gap-2 border-b">
            <Link
              href={`/agents/${agent.id}`}
              className="min-w-0 flex-1 truncate rounded-xs hover:text-accent-text"
            >
              {agent.name}
            </Link>
            <IconButton
              label={`Detach from ${agent.name}`}
              disabled={link.isPending}
              onClick={() => detach(agent)}
            >
              <Unlink />
            </IconButton>
          </li>
        ))}
      </ul>
      {usage.agent_count > usage.agents.length && (
        <p className="text-ink-faint text-xs">and {count(usage.agent_count - usage.agents.length)} more</p>
      )}
    </>
  );
}
