"use client";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";

const NewBlockDialog = dynamic(() => import("./new-block-dialog").then((file) => file.NewBlockDialog));

export function NewBlockButton({ label = "New block" }: { label?: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button tone="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Plus /> {label}
      </Button>
      {isOpen && <NewBlockDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
