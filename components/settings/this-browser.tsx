"use client";
import { accessKey } from "@/components/access";
import { Button } from "@/components/ui/button";

/** How this browser itself gets in. */
export function ThisBrowser() {
  const forget = () => {
    accessKey.forget();
    window.location.reload();
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-reading text-ink-muted">
        Every call needs a key. This browser keeps the one you entered until you sign out.
      </p>
      <Button onClick={forget}>Sign out</Button>
    </div>
  );
}
