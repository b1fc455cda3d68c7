import type { Context } from "../context";

/** The agent as its tools see it. */
export interface ToolOwner {
  id: string;
  timezone: string;
  project_id?: string | null;
}

/** What a tool that runs inside the server may use. */
export interface ToolScope {
  /** Its actor is who makes the changes: the agent in its turn, or the person who runs the tool by hand. */
  ctx: Context;
  agent: ToolOwner;
  /** The conversation in which the tool runs; null = the default one. */
  conversationId: string | null;
  signal: AbortSignal;
  /** The call and its step, by which a call is known that is run again after a crash; absent by hand. */
  callKey?: string;
}

/** Gives the tool's value; throws `ToolError` or `AppError` with a text that the model can act on. */
export type ToolFunction = (
  scope: ToolScope,
  args: Record<string, unknown>,
) => Promise<string | null | Record<string, unknown> | unknown[]>;
