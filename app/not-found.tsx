import Link from "next/link";
import { Logo } from "@/components/shell/logo";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        isPage
        art={<Logo className="size-10 text-accent-text" />}
        title="Nothing is kept at this address"
        action={
          <Link href="/agents" className="rounded-md px-3 py-1.5 font-medium text-accent-text hover:bg-hover">
            Go to your agents
          </Link>
        }
      >
        The link may be old, or what it led to has been deleted.
      </EmptyState>
    </main>
  );
}
