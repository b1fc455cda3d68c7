"use client";
import Link from "next/link";
import { Fragment } from "react";
import { cn } from "@/components/ui/cn";
import { count, percent } from "@/components/ui/numbers";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { groupColours } from "./context-colours";
import type { ContextGroup } from "./context-groups";

type ContextTableProps = { groups: ContextGroup[]; view: MnemeContextView; agentId: string };

export function ContextTable({ groups, view, agentId }: ContextTableProps) {
  const window = view.context_window ?? view.total_tokens;
  const free = Math.max(0, window - view.total_tokens);
  return (
    <div className="animate-fade px-4 pb-4">
      <table className="w-full text-xs">
        <caption className="sr-only">What fills the context window</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Tokens</th>
            <th scope="col">Share of the window</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.name}>
              <tr className="border-t">
                <th scope="row" className="py-1.5 text-left font-medium">
                  <span
                    aria-hidden="true"
                    className={cn("mr-2 inline-block size-2 rounded-xs", groupColours[group.name])}
                  />
                  {group.title}
                  {group.name === "messages" && (
                    <span className="font-normal text-ink-faint"> ({group.count})</span>
                  )}
                </th>
                <td className="text-right">{count(group.tokens)}</td>
                <td className="w-16 text-right text-ink-faint">{percent(group.share)}</td>
              </tr>
              {group.parts.length > 1 &&
                group.parts.map((part) => (
                  <tr key={part.key} className="text-ink-faint">
                    <th scope="row" className="max-w-0 truncate py-0.5 pl-4 text-left font-normal">
                      {part.name}
                    </th>
                    <td className="text-right">{count(part.tokens)}</td>
                    <td className="text-right">{percent(part.tokens / window)}</td>
                  </tr>
                ))}
            </Fragment>
          ))}
          <tr className="border-t">
            <th scope="row" className="py-1.5 text-left font-normal text-ink-muted">
              <span aria-hidden="true" className="mr-2 inline-block size-2 rounded-xs bg-pressed" />
              Free
            </th>
            <td className="text-right text-ink-muted">{count(free)}</td>
            <td className="text-right text-ink-faint">{percent(free / window)}</td>
          </tr>
        </tbody>
      </table>
      <p className="pt-2 text-2xs text-ink-faint">
        Counted by this server; the provider may count differently.{" "}
        <Link href={`/agents/${agentId}/context`} className="text-accent-text underline underline-offset-2">
          See the exact request
        </Link>
      </p>
    </div>
  );
}
