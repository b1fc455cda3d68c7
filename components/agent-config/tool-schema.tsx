import { CopyButton } from "@/components/ui/copy-button";
import type { Tool } from "@/lib/contract/tools/schemas";
import { parametersOf } from "./tool-parameters";

/** What the model is told of a tool. */
export function ToolSchema({ tool }: { tool: Tool }) {
  const parameters = parametersOf(tool.json_schema);
  return (
    <div className="flex flex-col gap-2 text-xs">
      <p className="wrap-anywhere whitespace-pre-line text-ink-muted">
        {tool.description?.trim() || "This tool has no description."}
      </p>
      {parameters.length > 0 && (
        <dl className="flex flex-col gap-1.5">
          {parameters.map((parameter) => (
            <div key={parameter.name} className="flex flex-col">
              <dt className="flex items-baseline gap-1.5 font-mono">
                {parameter.name}
                <span className="text-2xs text-ink-faint">
                  {parameter.type}
                  {!parameter.isRequired && ", optional"}
                </span>
              </dt>
              {parameter.description && (
                <dd className="wrap-anywhere text-ink-faint">{parameter.description}</dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {tool.json_schema && <RawSchema text={JSON.stringify(tool.json_schema, null, 2)} />}
    </div>
  );
}

function RawSchema({ text }: { text: string }) {
  return (
    <details>
      <summary className="w-fit rounded-sm text-ink-faint leading-6 hover:text-ink">
        Schema as the model gets it
      </summary>
      <div className="relative mt-1">
        <pre className="max-h-72 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-2xs leading-relaxed">
          {text}
        </pre>
        <CopyButton value={text} label="Copy schema" className="absolute top-1 right-1" />
      </div>
    </details>
  );
}
