"use client";
import { Ellipsis, History, Link2Off, SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { replaceParams } from "@/components/ui/url-params";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";

const BlockHistoryDialog = dynamic(() =>
  import("./block-history-dialog").then((module) => module.BlockHistoryDialog),
);
const BlockSettingsDialog = dynamic(() =>
  import("./block-settings-dialog").then((module) => module.BlockSettingsDialog),
);
const DetachBlockDialog = dynamic(() =>
  import("./detach-block-dialog").then((module) => module.DetachBlockDialog),
);

type BlockMenuProps = { agentId: string; block: BlockResponse; sharedWith: { id: string; name: string }[] };

/** The history of a block has an address, so that a version can be sent to somebody. */
export function BlockMenu({ agentId, block, sharedWith }: BlockMenuProps) {
  const [open, setOpen] = useState<"settings" | "detach" | null>(null);
  const isHistoryOpen = useSearchParams().get("history") === block.id;
  const label = block.label ?? block.id;
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More about ${label}`}>
            <Ellipsis />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => replaceParams({ history: block.id, version: null })}>
            <History /> History
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setOpen("settings")}>
            <SlidersHorizontal /> Settings
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => setOpen("detach")}>
            <Link2Off /> Detach
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isHistoryOpen && <BlockHistoryDialog agentId={agentId} block={block} />}
      {open === "settings" && <BlockSettingsDialog agentId={agentId} block={block} onClose={close} />}
      {open === "detach" && (
        <DetachBlockDialog agentId={agentId} block={block} sharedWith={sharedWith} onClose={close} />
      )}
    </>
  );
}
