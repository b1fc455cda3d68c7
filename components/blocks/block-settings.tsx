"use client";
import { SlidersHorizontal, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { count } from "@/components/ui/numbers";
import { PanelTitle } from "@/components/ui/panel-title";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { useUpdateBlock } from "./queries";

const SettingsDialog = dynamic(() => import("./settings-dialog").then((file) => file.SettingsDialog));
const DeleteBlockDialog = dynamic(() =>
  import("./delete-block-dialog").then((file) => file.DeleteBlockDialog),
);

export function BlockSettings({ block }: { block: BlockResponse }) {
  const [opened, setOpened] = useState<"settings" | "deletion" | null>(null);
  const close = () => setOpened(null);
  return (
    <section aria-label="Settings" className="flex flex-col gap-3">
      <PanelTitle
        title="Settings"
        aside={
          <Button size="sm" tone="quiet" aria-haspopup="dialog" onClick={() => setOpened("settings")}>
            <SlidersHorizontal /> Change
          </Button>
        }
      />
      <dl className="flex flex-col gap-1.5 border-t pt-3">
        <Fact label="Limit">{count(block.limit)} characters</Fact>
        {(block.tags ?? []).length > 0 && <Fact label="Tags">{block.tags?.join(", ")}</Fact>}
      </dl>
      <ReadOnly block={block} />
      <Button
        tone="quiet"
        size="sm"
        aria-haspopup="dialog"
        className="-ml-2.5 self-start text-danger-text"
        onClick={() => setOpened("deletion")}
      >
        <Trash2 /> Delete block
      </Button>
      {opened === "settings" && <SettingsDialog block={block} onClose={close} />}
      {opened === "deletion" && <DeleteBlockDialog block={block} onClose={close} />}
    </section>
  );
}

function ReadOnly({ block }: { block: BlockResponse }) {
  const id = useId();
  const update = useUpdateBlock(block.id);
  const change = (read_only: boolean) =>
    update.mutate(
      { read_only },
      { onError: (error) => toast.failed("The setting was not saved", error.message) },
    );
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex flex-col gap-0.5">
        <span id={id}>Read-only for agents</span>
        <span id={`${id}-note`} className="text-ink-faint text-xs">
          They see it and cannot change it. You still can.
        </span>
      </div>
      <Switch
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
        isOn={block.read_only}
        disabled={update.isPending}
        onChange={change}
      />
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-muted">{label}</dt>
      <dd className="wrap-anywhere text-right">{children}</dd>
    </div>
  );
}
