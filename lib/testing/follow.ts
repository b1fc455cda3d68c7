import { createDispatch } from "@/lib/api/dispatch";
import { handlers } from "@/lib/api/handlers/index";
import { openStream } from "@/lib/contract/client";
import { contract } from "@/lib/contract/registry";
import type { Context } from "@/lib/domain/context";

const { followAgent, followRun } = contract.mneme;

const fetchAs = (ctx: Context) => {
  const dispatch = createDispatch({ contract, handlers, authenticate: async () => ctx });
  return (url: string, init: RequestInit) => dispatch(new Request(new URL(url, "http://mneme.test"), init));
};

/** The stream of a run as a browser reads it. */
export const followedRun = (ctx: Context, run_id: string, query: { starting_after?: number } = {}) =>
  openStream(
    followRun,
    { params: { run_id }, query: { include_pings: false, ...query } },
    { fetch: fetchAs(ctx) },
  );

/** The activity of an agent as a browser reads it; it goes on until the signal aborts. */
export const followedAgent = (ctx: Context, agent_id: string, signal: AbortSignal) =>
  openStream(followAgent, { params: { agent_id } }, { fetch: fetchAs(ctx), signal });
