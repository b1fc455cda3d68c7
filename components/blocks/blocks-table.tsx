"use client";
import { useQuery } from "@tanstack/react-query";
import { Lock, Users } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { withoutBlankEnds } from "@/components/ui/blank-ends";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import { count, shortCount } from "@/components/ui/numbers";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import type { Usage } from "@/lib/contract/mneme/overviews";
import { blockQueries } from "./queries";

const wide = "max-md:hidden";

export function BlocksTable({ blocks, isStale }: { blocks: BlockResponse[]; isStale: boolean }) {
  const usage = useQuery(blockQueries.usage(blocks.map(({ id }) => id)));
  return (
    <Table isStale={isStale} className="table-fixed">
      <thead>
        <HeadRow>
          <Th className="w-[28%] max-md:w-[38%]">Name</Th>
          <Th>Text</Th>
          <Th className={cn(wide, "w-56")}>In use by</Th>
          <Th className="w-32 max-sm:hidden">Size</Th>
        </HeadRow>
      </thead>
      <tbody>
        {blocks.map((block) => (
          <BlockRow key={block.id} block={block} usage={usage.data?.get(block.id)} />
        ))}
      </tbody>
    </Table>
  );
}

function BlockRow({ block, usage }: { block: BlockResponse; usage: Usage | undefined }) {
  const label = block.label ?? block.id;
  return (
    <Row className="relative align-top">
      <RowTh className="align-top">
        <span className="flex items-center gap-2">
          <Link
            href={`/blocks/${block.id}`}
            className="truncate font-medium text-base after:absolute after:inset-0 group-hover:text-accent-text"
          >
            {label}
          </Link>
          {block.read_only && (
            <Badge title="Agents can read this block but not change it">
              <Lock aria-hidden="true" /> <span className="max-md:sr-only">Read-only</span>
            </Badge>
          )}
        </span>
        <span className="line-clamp-2 text-ink-faint text-xs max-md:hidden">{block.description}</span>
        <span className="text-ink-faint text-xs md:hidden">
          {usage &&
            (usage.agent_count === 0
              ? "Not in use"
              : `${usage.agent_count} ${usage.agent_count === 1 ? "agent" : "agents"}`)}
        </span>
      </RowTh>
      <Td className="align-top">
        <p className={cn("wrap-anywhere line-clamp-2", block.value ? "text-ink-muted" : "text-ink-faint")}>
          {withoutBlankEnds(block.value) || "Empty"}
        </p>
      </Td>
      <Td className={cn(wide, "align-top")}>{usage && <UsedBy usage={usage} />}</Td>
      <Td className="align-top max-sm:hidden">
        <span
          className="flex flex-col gap-1.5 pt-0.5"
          title={`${count(block.value.length)} of ${count(block.limit)} characters`}
        >
          <span className="text-ink-muted text-xs">
            {shortCount(block.value.length)}{" "}
            <span className="text-ink-faint">of {shortCount(block.limit)}</span>
          </span>
          <Meter label={`Size of ${label}`} value={block.value.length} max={block.limit} />
        </span>
      </Td>
    </Row>
  );
}

/** Names lead to the agents; what is shared says so, since a change reaches all of them. */
function UsedBy({ usage }: { usage: Usage }) {
  if (usage.agent_count === 0) return <span className="text-ink-faint">Not in use</span>;
  const more = usage.agent_count - usage.agents.length;
  return (
    <span className="flex flex-col items-start gap-1">
      <span className="line-clamp-2">
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
      {usage.agent_count > 1 && (
        <Badge tone="mark">
          <Users aria-hidden="true" /> Shared by {count(usage.agent_count)}
        </Badge>
      )}
    </span>
  );
}
