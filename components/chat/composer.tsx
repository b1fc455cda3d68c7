"use client";
import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { readDraft, writeDraft } from "./draft";

type ComposerProps = {
  agentId: string;
  agentName: string;
  input: RefObject<HTMLTextAreaElement | null>;
  /** Why nothing can be sent now; null when it can. */
  obstacle: string | null;
  /** Present while there is a run to stop. */
  onStop?: () => void;
  isStopping: boolean;
  onSend: (text: string) => void;
};

/** Enter sends and Shift+Enter breaks the line; what is typed stays with the agent until it is sent. */
export function Composer({ agentId, agentName, input, obstacle, onStop, isStopping, onSend }: ComposerProps) {
  const [text, setText] = useState(() => readDraft(agentId));
  const type = (next: string) => {
    setText(next);
    writeDraft(agentId, next);
  };
  const send = () => {
    if (obstacle || !text.trim()) return;
    onSend(text.trim());
    type("");
    input.current?.focus();
  };
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key === "Escape" && onStop) onStop();
    // A composing keyboard uses Enter to pick a word.
    if (key.key !== "Enter" || key.shiftKey || key.nativeEvent.isComposing) return;
    key.preventDefault();
    send();
  };
  return (
    <div className="mx-auto w-full max-w-reading px-3 pb-1.5 md:px-8">
      <div className="flex items-end gap-1.5 rounded-xl border border-line-strong bg-raised p-1.5 shadow-raised transition-colors focus-within:border-focus focus-within:outline-1 focus-within:outline-focus">
        <textarea
          ref={input}
          rows={1}
          aria-label={`Message to ${agentName}`}
          aria-describedby="composer-hint"
          placeholder={`Message ${agentName}`}
          value={text}
          onChange={(change) => type(change.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-52 min-h-8 flex-1 resize-none bg-transparent px-2.5 py-1 text-md outline-none"
        />
        {onStop ? (
          <IconButton
            label={isStopping ? "Stopping" : "Stop the run"}
            disabled={isStopping}
            onClick={onStop}
            className="size-8 rounded-lg bg-ink text-paper hover:bg-ink-muted hover:text-paper"
          >
            <Square className="fill-current" />
          </IconButton>
        ) : (
          <IconButton
            label="Send message"
            disabled={obstacle !== null || !text.trim()}
            onClick={send}
            className="size-8 rounded-lg bg-accent text-accent-ink hover:bg-accent-hover hover:text-accent-ink"
          >
            <ArrowUp />
          </IconButton>
        )}
      </div>
      <p id="composer-hint" className="flex h-7 items-center gap-1 px-3 pt-1 text-2xs text-ink-faint">
        {obstacle ?? (
          <span className="max-md:sr-only">
            <Kbd>Enter</Kbd> sends, <Kbd>Shift</Kbd> <Kbd>Enter</Kbd> starts a new line
          </span>
        )}
      </p>
    </div>
  );
}
