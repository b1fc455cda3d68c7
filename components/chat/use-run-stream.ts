"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { toast } from "@/components/ui/toast";
import type { MnemeActivity } from "@/lib/contract/mneme/streams";
import { ChatSession } from "./chat-session";
import { cutStore, queueStore } from "./draft-message";
import { isMemoryTool } from "./memory-edit";
import { pageSignals } from "./page-signals";
import { chatApi } from "./queries";
import type { BlockChange } from "./transcript-items";

export interface ConversationEvents {
  /** A memory tool returned; answers with what it changed. */
  onMemoryTool: () => Promise<BlockChange[]>;
  onRunEnd: () => void;
  /** Something of the agent changed, here or elsewhere. */
  onActivity: (event: MnemeActivity) => void;
}

/** Ties a chat session to the page: its network, its storage, its frames, and its life. */
export function useRunStream(agentId: string, events: ConversationEvents) {
  const [{ session, signals }] = useState(() => createSession(agentId, events));
  useEffect(() => {
    const end = session.start();
    const deafen = signals.listen();
    return () => {
      end();
      deafen();
    };
  }, [session, signals]);
  const state = useSyncExternalStore(session.subscribe, session.state, session.state);
  return { session, state, wake: signals.wake };
}

function createSession(agentId: string, { onMemoryTool, onRunEnd, onActivity }: ConversationEvents) {
  const signals = pageSignals();
  const session: ChatSession = new ChatSession({
    ...chatApi(agentId),
    queue: queueStore(agentId),
    cut: cutStore(agentId),
    newId: newOtid,
    now: Date.now,
    pause: signals.pause,
    silence: signals.silence,
    onFrame: (callback) => void requestAnimationFrame(callback),
    onToolReturn: (name, callId) => {
      if (!isMemoryTool(name)) return;
      onMemoryTool().then(
        (changes) => changes.length > 0 && session.showMemoryChange(callId, changes),
        (error: Error) => toast.failed("The memory could not be read again", error.message),
      );
    },
    onRunEnd,
    onActivity,
  });
  return { session, signals };
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
