"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

const copiedShownMs = 1_600;

type CopyButtonProps = { value: string; label: string; className?: string; onCopy?: () => void };

export function CopyButton({ value, label, className, onCopy }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(value))) return;
    onCopy?.();
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), copiedShownMs);
  };
  return (
    <IconButton
      label={isCopied ? "Copied" : label}
      onClick={copy}
      className={cn("size-6 [&_svg]:size-3.5", className)}
    >
      {isCopied ? <Check className="text-positive-text" /> : <Copy />}
    </IconButton>
  );
}

/** The clipboard is closed to pages served over plain HTTP from another machine; the old command still works there. */
export async function copyText(value: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(value);
    return true;
  }
  const area = Object.assign(document.createElement("textarea"), { value, readOnly: true });
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}
