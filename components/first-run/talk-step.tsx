import Link from "next/link";

const linkClass =
  "inline-flex h-8 items-center rounded-md bg-accent px-3 font-medium text-accent-ink shadow-raised hover:bg-accent-hover";

export function TalkStep({ agentId }: { agentId: string | null }) {
  return (
    <>
      <p>
        Any agent will do. Without a key the demo answers: it follows rules, but its memory is the real one.
      </p>
      <Link href={agentId ? `/agents/${agentId}` : "/agents?new=companion"} className={linkClass}>
        {agentId ? "Open the conversation" : "Create an agent"}
      </Link>
    </>
  );
}

export function RememberStep({ agentId }: { agentId: string | null }) {
  return (
    <>
      <p>
        Tell it “My name is Ada”. The tool call, the changed words and the memory block beside the
        conversation show what it kept.
      </p>
      <Link href={agentId ? `/agents/${agentId}` : "/agents?new=companion"} className={linkClass}>
        {agentId ? "Tell it something" : "Create an agent"}
      </Link>
    </>
  );
}
