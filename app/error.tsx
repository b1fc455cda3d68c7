"use client";
import { ErrorState } from "@/components/ui/error-state";

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState title="This page could not be shown" detail={error.message} onRetry={reset} />
    </main>
  );
}
