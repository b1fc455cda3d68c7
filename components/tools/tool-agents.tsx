"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { count } from "@/components/ui/numbers";
import { PanelTitle } from "@/components/ui/panel-title";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { toolQueries } from "./queries";

/** Where it is used. */
export function ToolAgents({ toolId }: { toolId: string }) {
  const usage = useQuery(toolQueries.agents(toolId));
  return (
    <section aria-label="Agents" className="flex flex-col gap-1.5">
      <PanelTitle title="Agents" />
      <QueryView query={usage} what="list the agents" loading={<Skeleton className="my-2 h-12" />}>
        {(all) => {
          const used = all.get(toolId);
          if (!used || used.agent_count === 0)
            return (
              <p className="border-t py-3 text-ink-faint">
                No agent has it. Attach it in an agent's configuration.
              </p>
            );
          const more = used.agent_count - used.agents.length;
          return (
            <>
              <ul className="border-t">
                {used.agents.map(({ id, name }) => (
                  <li key={id} className="border-b">
                    <Link href={`/agents/${id}`} className="block truncate py-2 hover:text-accent-text">
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
              {more > 0 && <p className="text-ink-faint text-xs">and {count(more)} more</p>}
            </>
          );
        }}
      </QueryView>
    </section>
  );
}
