"use client";
import { Ellipsis, KeyRound, PlugZap, RotateCw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { Provider } from "@/lib/contract/providers/schemas";
import { useCheckProvider, useRefreshProvider } from "./queries";

const ChangeKeyDialog = dynamic(() => import("./change-key-dialog").then((file) => file.ChangeKeyDialog));
const DeleteProviderDialog = dynamic(() =>
  import("./delete-provider-dialog").then((file) => file.DeleteProviderDialog),
);

/** What can be done with a provider that was added here. */
export function ProviderMenu({ provider }: { provider: Provider }) {
  const [asked, setAsked] = useState<"change" | "delete" | null>(null);
  const check = useCheckProvider(provider.id ?? "");
  const refresh = useRefreshProvider(provider.id ?? "");
  const close = () => setAsked(null);
  const tryKey = () =>
    check.mutate(undefined, {
      onSuccess: () => toast.done(`${provider.name} takes its key`),
      onError: (error) => toast.failed(`${provider.name} does not take its key`, error.message),
    });
  const readModels = () =>
    refresh.mutate(undefined, {
      onSuccess: () => toast.done(`The models of ${provider.name} were read again`),
      onError: (error) => toast.failed(`The models of ${provider.name} could not be read`, error.message),
    });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={`Actions for ${provider.name}`}
          className="inline-flex size-7 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-pressed hover:text-ink data-[state=open]:bg-pressed"
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={tryKey}>
            <PlugZap aria-hidden="true" /> Check the key
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={readModels}>
            <RotateCw aria-hidden="true" /> Read its models again
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsked("change")}>
            <KeyRound aria-hidden="true" /> Change the key
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => setAsked("delete")}>
            <Trash2 aria-hidden="true" /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {asked === "change" && <ChangeKeyDialog provider={provider} onClose={close} />}
      {asked === "delete" && <DeleteProviderDialog provider={provider} onClose={close} />}
    </>
  );
}
