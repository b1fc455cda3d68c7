"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyLines } from "@/components/ui/copy-lines";
import { envLines, type Setup } from "./provider-view";

const shownFirst = 6;
/** What most people have. */
const usual = ["openai", "anthropic", "google_ai", "openrouter", "ollama", "lmstudio"];

/** How to connect what is not connected yet, ready to paste. */
export function ConnectProviders({ setups }: { setups: Setup[] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (setups.length === 0)
    return <p className="text-ink-muted">Every provider that is known here is connected.</p>;
  const sorted = [...setups].sort((a, b) => rank(a) - rank(b) || Number(a.is_local) - Number(b.is_local));
  const shown = isWhole ? sorted : sorted.slice(0, shownFirst);
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-reading text-ink-muted">
        Put the line into a file named <code className="font-mono text-xs">.env</code> beside{" "}
        <code className="font-mono text-xs">package.json</code>, or into the environment, and start the server
        again. A local model server on its usual port is found by itself.
      </p>
      <ul className="grid gap-3 lg:grid-cols-2">
        {shown.map((setup) => (
          <SetupCard key={setup.name} setup={setup} />
        ))}
      </ul>
      {shown.length < setups.length && (
        <Button className="self-center" onClick={() => setIsWhole(true)}>
          Show all {setups.length}
        </Button>
      )}
    </div>
  );
}

function rank({ name }: Setup): number {
  const place = usual.indexOf(name);
  return place < 0 ? usual.length : place;
}

function SetupCard({ setup }: { setup: Setup }) {
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg border bg-surface p-4">
      <div className="flex flex-col">
        <h3 className="font-medium text-base">{setup.title}</h3>
        <p className="text-ink-muted text-xs">
          {setup.is_local
            ? `On your own machine. Start it and check again; set the address only if it is not ${setup.usual_url}.`
            : "Over the network: what an agent reads and writes goes to this provider."}
        </p>
      </div>
      <CopyLines text={envLines(setup)} label={`Copy the lines for ${setup.title}`} className="mt-auto" />
    </li>
  );
}
