"use client";
import { useState } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { modKey } from "./mod-key";
import { type ShortcutGroup, shortcutGroups } from "./shortcut-groups";
import { areSingleKeysOn, setSingleKeys } from "./shortcuts";

export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  const toggle = (next: boolean) => {
    setIsOn(next);
    setSingleKeys(next);
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title="Keyboard shortcuts" className="w-[min(44rem,calc(100vw-2rem))]">
        <div className="gap-x-10 px-6 pb-1 sm:columns-2">
          {shortcutGroups.map((group) => (
            <Group key={group.title} group={group} isOff={Boolean(group.isSingleKey) && !isOn} />
          ))}
        </div>
        <label className="flex min-h-11 items-center gap-2.5 border-t px-6 py-3 text-ink-muted">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(change) => toggle(change.target.checked)}
            className="size-4 accent-accent"
          />
          Shortcuts without a modifier key (they never act while you type)
        </label>
      </DialogContent>
    </Dialog>
  );
}

function Group({ group, isOff }: { group: ShortcutGroup; isOff: boolean }) {
  return (
    <section className="mb-6 flex break-inside-avoid flex-col gap-1">
      <h3 className="pb-1 font-medium text-ink-faint text-xs">{group.title}</h3>
      <dl className="flex flex-col">
        {group.shortcuts.map(({ keys, label }) => (
          <div key={label} className="flex min-h-8 items-center justify-between gap-4 border-t py-1">
            <dt className={isOff ? "text-ink-faint line-through" : undefined}>{label}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key === "Mod" ? modKey() : key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
