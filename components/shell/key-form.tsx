"use client";
import { useState } from "react";
import { accessKey } from "@/components/access";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Logo } from "./logo";

/** Password managers may fill it in and keep it. */
export function KeyForm({ onKey }: { onKey: () => Promise<unknown> }) {
  const [isRefused, setIsRefused] = useState(accessKey.get() !== null);
  const open = async (form: FormData) => {
    accessKey.set(String(form.get("key")).trim());
    setIsRefused(true);
    await onKey();
  };
  return (
    <div className="grid h-full place-items-center overflow-y-auto px-4">
      <form action={open} className="flex w-full max-w-sm flex-col gap-5 py-10">
        <Logo className="size-10 text-accent-text" />
        <div className="flex flex-col gap-1">
          <h1 className="font-display text-2xl">This server asks for a key</h1>
          <p className="text-ink-muted">
            An API key made under Settings, or the password that the server was started with. It stays in this
            browser.
          </p>
        </div>
        <input type="text" name="username" autoComplete="username" value="mneme" readOnly hidden />
        <Field
          label="Key"
          error={isRefused ? "The server does not know this key. It may have been revoked." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              name="key"
              type="password"
              autoComplete="current-password"
              required
              className="h-10"
            />
          )}
        </Field>
        <Button type="submit" tone="primary" size="lg">
          Continue
        </Button>
      </form>
    </div>
  );
}
