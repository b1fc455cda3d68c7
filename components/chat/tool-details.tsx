import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { ToolItem } from "./transcript-items";

export function ToolDetails({ item }: { item: ToolItem }) {
  const { result } = item;
  return (
    <div className="ml-1.5 flex animate-fade flex-col gap-3 border-l pl-4">
      <Detail title="Arguments" text={pretty(item.arguments)} />
      {item.changedArguments && <Detail title="Run with" text={pretty(item.changedArguments)} />}
      {result && (
        <Detail
          title={result.status === "error" ? "Error" : "Result"}
          text={pretty(result.text) || "Nothing was returned."}
          isError={result.status === "error"}
        />
      )}
      {result && result.stdout.length > 0 && <Detail title="Output" text={result.stdout.join("\n")} />}
      {result && result.stderr.length > 0 && (
        <Detail title="Error output" text={result.stderr.join("\n")} isError />
      )}
    </div>
  );
}

function Detail({ title, text, isError }: { title: ReactNode; text: string; isError?: boolean }) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex h-6 items-center gap-1 text-2xs text-ink-faint">
        {title}
        {text && <CopyButton value={text} label={`Copy ${String(title).toLowerCase()}`} />}
      </div>
      <pre
        className={
          isError
            ? "wrap-anywhere max-h-80 overflow-auto whitespace-pre-wrap rounded-md bg-danger-soft px-3 py-2 font-mono text-danger-text text-xs leading-relaxed"
            : "wrap-anywhere max-h-80 overflow-auto whitespace-pre-wrap rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-relaxed"
        }
      >
        {text || "{}"}
      </pre>
    </div>
  );
}

/** JSON in lines; other text as it is. */
export function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}
