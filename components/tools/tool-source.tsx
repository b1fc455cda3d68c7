import { CopyButton } from "@/components/ui/copy-button";
import { PanelTitle } from "@/components/ui/panel-title";
import type { Tool } from "@/lib/contract/tools/schemas";
import { isOwnCode } from "./tool-types";

/** Shown before it can run anywhere; changed through the API. */
export function ToolSource({ tool }: { tool: Tool }) {
  const source = tool.source_code;
  return (
    <section aria-label="Source" className="flex flex-col gap-2">
      <PanelTitle title="Source" aside={source && <CopyButton value={source} label="Copy the source" />} />
      {source ? (
        <section
          aria-label={`Source of ${tool.name}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          tabIndex={0}
          className="max-h-[36rem] overflow-auto rounded-lg border bg-raised px-4 py-3"
        >
          <pre className="font-mono text-xs leading-relaxed">{source}</pre>
        </section>
      ) : (
        <p className="border-y py-4 text-ink-faint">
          {isOwnCode(tool.tool_type)
            ? "It has no source here: whoever offers it runs it."
            : "It belongs to the server, which runs it itself."}
        </p>
      )}
    </section>
  );
}
