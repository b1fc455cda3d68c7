import { memo } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Markdown } from "@/components/ui/markdown";
import type { AssistantItem } from "./transcript-items";

export const AssistantMessage = memo(function AssistantMessage({ item }: { item: AssistantItem }) {
  return (
    <article
      aria-label="Agent"
      aria-busy={item.isStreaming || undefined}
      className="group relative py-1.5 text-md"
    >
      <Markdown text={item.text} />
      {!item.isStreaming && (
        <CopyButton
          value={item.text}
          label="Copy message"
          className="absolute -bottom-4 -left-1.5 opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
        />
      )}
    </article>
  );
});
