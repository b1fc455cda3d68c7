"use client";
import { createContext, use } from "react";
import type { DetailLevel } from "./rows";
import type { UserItem } from "./transcript-items";

/** What rows need of the conversation around them. It changes seldom: never while tokens arrive. */
export interface ConversationContext {
  agentId: string;
  level: DetailLevel;
  /** Nothing is going on, so that what was said can be said again or taken back. */
  isIdle: boolean;
  /** The answer, and the end of a run, after which "try again" makes sense. */
  lastKey: string | null;
  /** The message that was found by searching. */
  foundKey: string | null;
  undoneSteps: ReadonlySet<string>;
  onSendAgain: (item: UserItem) => void;
  onEdit: (item: UserItem) => void;
  /** Asks the last question again. */
  onTryAgain: () => void;
  onUndoMemory: (stepId: string) => Promise<void>;
}

export const ConversationContext = createContext<ConversationContext | null>(null);

export function useConversation(): ConversationContext {
  const context = use(ConversationContext);
  if (!context) throw new Error("Rows stand inside a conversation");
  return context;
}
