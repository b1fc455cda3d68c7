import { Brain, Check, Hand, Wrench, X } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Markdown } from "@/components/ui/markdown";
import { preciseDuration } from "@/components/ui/numbers";
import { Spinner } from "@/components/ui/spinner";
import { isMemoryTool } from "./bar-styles";
import { StepError } from "./step-error";
import type { SpokenPart, StepStory, ToolPart } from "./story-parts";
import type { MeasuredStep } from "./timeline";

type StepStoryViewProps = {
  input: { id: string; text: string }[];
  told: StepStory | undefined;
  measured: MeasuredStep | undefined;
};

/** What the step was given, thought, called and said, in that order. */
export function StepStoryView({ input, told, measured }: StepStoryViewProps) {
  const parts = told?.parts ?? [];
  const isRunning = told?.status === "running" && (!measured || measured.step.status === "pending");
  return (
    <ol className="flex min-w-0 flex-col gap-6">
      {input.map(({ id, text }) => (
        <Part key={id} title="Asked" copied={text}>
          <p className="wrap-anywhere max-h-64 overflow-y-auto whitespace-pre-wrap border-l-2 pl-4 text-base">
            {text}
          </p>
        </Part>
      ))}
      {parts.map((part) =>
        part.kind === "tool" ? <Tool key={part.key} tool={part} /> : <Spoken key={part.key} part={part} />,
      )}
      {measured?.step.status === "failed" && <StepError step={measured.step} />}
      {isRunning && (
        <li className="flex items-center gap-2 text-ink-muted">
          <Spinner className="text-accent-text" /> {parts.length === 0 ? "The model is reading" : "Going on"}
        </li>
      )}
      {!isRunning && parts.length === 0 && measured?.step.status !== "failed" && (
        <li className="text-ink-faint">This step left nothing behind.</li>
      )}
    </ol>
  );
}

type PartProps = { title: ReactNode; copied?: string; id?: string; children: ReactNode };

function Part({ title, copied, id, children }: PartProps) {
  return (
    <li id={id} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-6 items-center gap-1.5 text-ink-faint text-xs">
        {title}
        {copied && <CopyButton value={copied} label="Copy this part" />}
      </div>
      {children}
    </li>
  );
}

/** Finished parts are drawn once, however long the step goes on. */
const Spoken = memo(function Spoken({ part }: { part: SpokenPart }) {
  if (part.kind === "reasoning")
    return (
      <Part title="Reasoning" copied={part.text}>
        <p className="wrap-anywhere max-w-reading whitespace-pre-wrap border-l-2 pl-4 text-ink-muted leading-relaxed">
          {part.text}
        </p>
      </Part>
    );
  return (
    <Part id={part.messageId} title="Answer" copied={part.text}>
      <div className="max-w-reading text-base leading-relaxed">
        <Markdown text={part.text} />
      </div>
    </Part>
  );
});

const Tool = memo(function Tool({ tool }: { tool: ToolPart }) {
  const Icon = isMemoryTool(tool.name) ? Brain : Wrench;
  return (
    <Part
      id={tool.messageId ?? undefined}
      title={
        <>
          <Icon aria-hidden="true" className="size-3.5" />
          <span className="font-medium font-mono text-ink">{tool.name || "tool"}</span>
          <ToolState tool={tool} />
        </>
      }
    >
      <div className="ml-1.5 flex flex-col gap-2.5 border-l pl-4">
        <Code title="Arguments" text={pretty(tool.arguments) || "{}"} />
        {tool.result && (
          <Code
            title={tool.result.status === "error" ? "Error" : "Result"}
            text={pretty(tool.result.text) || "Nothing was returned."}
            isError={tool.result.status === "error"}
          />
        )}
      </div>
    </Part>
  );
});

function ToolState({ tool }: { tool: ToolPart }) {
  if (!tool.result && tool.isStarted)
    return (
      <span className="flex items-center gap-1.5">
        <Spinner className="text-accent-text" /> running
      </span>
    );
  if (!tool.result)
    return tool.needsApproval ? (
      <Badge tone="mark">
        <Hand aria-hidden="true" /> Waits for approval
      </Badge>
    ) : (
      <span>being written</span>
    );
  const isError = tool.result.status === "error";
  return (
    <span className={cn("flex items-center gap-1", isError && "text-danger-text")}>
      {isError ? (
        <X aria-hidden="true" className="size-3.5" />
      ) : (
        <Check aria-hidden="true" className="size-3.5 text-positive-text" />
      )}
      {isError ? "failed" : "done"}
      {tool.durationMs !== null && ` after ${preciseDuration(tool.durationMs)}`}
    </span>
  );
}

function Code({ title, text, isError }: { title: string; text: string; isError?: boolean }) {
  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex h-6 items-center gap-1 text-2xs text-ink-faint">
        {title} <CopyButton value={text} label={`Copy the ${title.toLowerCase()}`} />
      </div>
      <pre
        className={cn(
          "wrap-anywhere max-h-80 overflow-auto whitespace-pre-wrap rounded-md px-3 py-2 font-mono text-xs leading-relaxed",
          isError ? "bg-danger-soft text-danger-text" : "bg-sunken",
        )}
      >
        {text}
      </pre>
    </div>
  );
}

function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}
