"use client";
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { pushParams } from "@/components/ui/url-params";

/** Opens the dialog by its address, so that other pages and links can open it too. */
export function NewAgentButton({ label = "New agent", isLarge }: { label?: string; isLarge?: boolean }) {
  return (
    <Button
      tone="primary"
      size={isLarge ? "lg" : "md"}
      aria-haspopup="dialog"
      onPointerEnter={() => void import("./create-agent-dialog")}
      onFocus={() => void import("./create-agent-dialog")}
      onClick={() => pushParams({ new: "companion" })}
    >
      <Plus aria-hidden="true" /> {label}
    </Button>
  );
}
