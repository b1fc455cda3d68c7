import type { z } from "zod";
import type { EventMessage, SummaryMessage } from "@/lib/contract/messages/schemas";
import type { LoopEvent } from "@/lib/runtime/events";
import type { Context } from "../context";

type Started = Extract<LoopEvent, { type: "compaction_started" }>;
type Compacted = Extract<LoopEvent, { type: "compacted" }>;

/** Tells a reader that the window is about to be compacted. It is never stored. */
export const eventMessage = (ctx: Context, run_id: string, event: Started) =>
  ({
    ...common,
    id: ctx.ids.next("event").slice("event-".length),
    date: seconds(ctx.clock.now().toISOString()),
    otid: null,
    step_id: event.step_id,
    run_id,
    message_type: "event_message" as const,
    event_type: "compaction" as const,
    event_data: {
      trigger: event.trigger,
      context_token_estimate: event.context_token_estimate,
      context_window: event.context_window,
    },
  }) satisfies z.input<typeof EventMessage>;

/** The summary as a reader sees it live; lists show the stored row instead. */
export const summaryMessage = ({ row, summary, stats }: Compacted) =>
  ({
    ...common,
    id: row.id,
    date: seconds(row.created_at),
    otid: row.otid ?? null,
    step_id: row.step_id ?? null,
    run_id: row.run_id ?? null,
    message_type: "summary_message" as const,
    summary,
    compaction_stats: stats,
  }) satisfies z.input<typeof SummaryMessage>;

const common = { name: null, sender_id: null, is_err: null, seq_id: null };
const seconds = (iso: string) => `${iso.slice(0, 19)}+00:00`;
