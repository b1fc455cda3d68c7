"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { toast } from "@/components/ui/toast";
import { ChatSession } from "./chat-session";
import { isMemoryTool } from "./memory-edit";
import { pendingStore } from "./pending-message";
import { chatApi } from "./queries";
import type { BlockChange } from "./transcript-items";

export interface ConversationEvents {
  /** A memory tool returned; answers with what it changed. */
  onMemoryTool: () => Promise<BlockChange[]>;
  onRunEnd: () => void;
}

/** Ties a chat session to the page: its network, its storage, its frames, and its life. */
export function useRunStream(agentId: string, events: ConversationEvents) {
  const [session] = useState(() => createSession(agentId, events));
  useEffect(() => session.start(), [session]);
  const state = useSyncExternalStore(session.subscribe, session.state, session.state);
  return { session, state };
}

function createSession(agentId: string, { onMemoryTool, onRunEnd }: ConversationEvents): ChatSession {
  const session: ChatSession = new ChatSession({
    ...chatApi(agentId),
    pending: pendingStore(agentId, sessionStorage),
    newId: newOtid,
    now: Date.now,
    wait,
    isVisible: () => document.visibilityState === "visible",
    onFrame: (callback) => void requestAnimationFrame(callback),
    onToolReturn: (name, callId) => {
      if (!isMemoryTool(name)) return;
      onMemoryTool().then(
        (changes) => changes.length > 0 && session.showMemoryChange(callId, changes),
        (error: Error) => toast.failed("The memory could not be read again", error.message),
      );
    },
    onRunEnd,
  });
  return session;
}

/** `randomUUID` is missing on pages that another machine serves over plain HTTP; `getRandomValues` is not. */
function newOtid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
