"use client";
import { useQuery } from "@tanstack/react-query";
import { Hand } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { count } from "@/components/ui/numbers";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { Usage } from "@/lib/contract/mneme/overviews";
import type { Tool } from "@/lib/contract/tools/schemas";
import { toolQueries } from "./queries";
import { ToolIcon } from "./tool-icon";
import { firstSentence, toolTypes } from "./tool-types";

export function ToolsTable({ tools, isStale }: { tools: Tool[]; isStale: boolean }) {
  const usage = useQuery(toolQueries.usage(tools.map(({ id }) => id)));
  return (
    <Table isStale={isStale} className="table-fixed">
      <thead>
        <HeadRow>
          <Th>Name</Th>
          <Th className="w-48 max-md:hidden">Type</Th>
          <Th className="w-28 max-lg:hidden">Approval</Th>
          <Th className="w-56 max-sm:w-24">In use by</Th>
        </HeadRow>
      </thead>
      <tbody>
        {tools.map((tool) => (
          <ToolRow key={tool.id} tool={tool} usage={usage.data?.get(tool.id)} />
        ))}
      </tbody>
    </Table>
  );
}

function ToolRow({ tool, usage }: { tool: Tool; usage: Usage | undefined }) {
  return (
    <Row className="relative">
      <RowTh>
        <span className="flex items-start gap-2.5">
          <ToolIcon type={tool.tool_type} className="mt-1" />
          <span className="flex min-w-0 flex-col">
            <Link
              href={`/tools/${tool.id}`}
              className="truncate font-medium font-mono text-sm after:absolute after:inset-0 group-hover:text-accent-text"
            >
              {tool.name}
            </Link>
            <span className="line-clamp-2 text-ink-faint text-xs">{firstSentence(tool.description)}</span>
          </span>
        </span>
      </RowTh>
      <Td className="text-ink-muted max-md:hidden">{toolTypes[tool.tool_type].label}</Td>
      <Td className="max-lg:hidden">
        {tool.default_requires_approval ? (
          <Badge tone="mark">
            <Hand aria-hidden="true" /> Asks first
          </Badge>
        ) : (
          <span className="text-ink-faint">Runs at once</span>
        )}
      </Td>
      <Td>{usage && <UsedBy usage={usage} />}</Td>
    </Row>
  );
}

function UsedBy({ usage }: { usage: Usage }) {
  if (usage.agent_count === 0) return <span className="text-ink-faint">Not in use</span>;
  const more = usage.agent_count - usage.agents.length;
  return (
    <>
      <span className="sm:hidden">{count(usage.agent_count)}</span>
      <span className="line-clamp-2 max-sm:hidden">
        {usage.agents.map(({ id, name }, place) => (
          <span key={id}>
            {place > 0 && ", "}
            <Link
              href={`/agents/${id}`}
              className="relative z-1 rounded-xs hover:text-accent-text hover:underline"
            >
              {name}
            </Link>
          </span>
        ))}
        {more > 0 && <span className="text-ink-faint"> and {count(more)} more</span>}
      </span>
    </>
  );
}
