"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { serverQueries } from "@/components/shell/queries";
import { CopyLines } from "@/components/ui/copy-lines";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { rememberFirstRun } from "./first-run-memory";
import { codeFor, type Language } from "./steps";

const languages: { value: Language; label: string }[] = [
  { value: "typescript", label: "TypeScript" },
  { value: "python", label: "Python" },
  { value: "curl", label: "curl" },
];

export function CodeStep({ agentId }: { agentId: string | null }) {
  const [language, setLanguage] = useState<Language>("typescript");
  const server = useQuery(serverQueries.server());
  const needsKey = server.data?.auth_mode === "required";
  return (
    <>
      <p>Everything on these pages goes through the same API. The official SDKs work unchanged.</p>
      <SegmentedControl label="Language" value={language} options={languages} onChange={setLanguage} />
      <CopyLines
        text={codeFor(language, { origin: window.location.origin, agentId, needsKey })}
        label="Copy the code"
        className="w-full"
        onCopy={() => rememberFirstRun({ hasCopiedCode: true })}
      />
    </>
  );
}
