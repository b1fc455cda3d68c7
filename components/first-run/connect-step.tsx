import Link from "next/link";
import { CopyLines } from "@/components/ui/copy-lines";

/** The two ways most people have. Every other provider is on the page of models. */
export function ConnectStep() {
  return (
    <>
      <p>
        A key in a file named <code className="font-mono text-xs">.env</code> beside{" "}
        <code className="font-mono text-xs">package.json</code>, then start the server again:
      </p>
      <CopyLines text="OPENAI_API_KEY=your-key" label="Copy the line for OpenAI" className="w-full" />
      <p>Or a model on your own machine; it is found by itself:</p>
      <CopyLines text="ollama run qwen3:8b" label="Copy the command for Ollama" className="w-full" />
      <Link
        href="/models#connect"
        className="inline-flex h-6 items-center rounded-sm text-accent-text underline underline-offset-2"
      >
        All providers
      </Link>
    </>
  );
}
