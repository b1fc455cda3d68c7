"use client";
import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { BlockFields, problemsOf } from "@/components/memory/block-fields";
import { Button } from "@/components/ui/button";
import { PanelTitle } from "@/components/ui/panel-title";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { useUpdateBlock } from "./queries";

const DeleteBlockDialog = dynamic(() =>
  import("./delete-block-dialog").then((file) => file.DeleteBlockDialog),
);

export function BlockSettings({ block }: { block: BlockResponse }) {
  const stored = {
    label: block.label ?? "",
    description: block.description ?? "",
    limit: String(block.limit),
    read_only: block.read_only,
  };
  const [values, setValues] = useState(stored);
  const [isDeleting, setIsDeleting] = useState(false);
  const update = useUpdateBlock(block.id);
  const problems = problemsOf(values, { taken: [], size: block.value.length });
  const isChanged = JSON.stringify(values) !== JSON.stringify(stored);
  const save = () =>
    update.mutate(
      {
        label: values.label.trim(),
        description: values.description.trim() || null,
        limit: Number(values.limit),
        read_only: values.read_only,
      },
      {
        onSuccess: () => toast.done("Settings saved"),
        onError: (error) => toast.failed("The settings were not saved", error.message),
      },
    );
  return (
    <section aria-label="Settings">
      <form action={save} className="flex flex-col gap-4">
        <PanelTitle title="Settings" />
        <BlockFields
          values={values}
          problems={problems}
          onChange={(change) => setValues({ ...values, ...change })}
        />
        <div className="flex items-center gap-1.5">
          <Button
            tone="quiet"
            size="sm"
            className="-ml-2.5 text-danger-text"
            onClick={() => setIsDeleting(true)}
          >
            <Trash2 /> Delete block
          </Button>
          {isChanged && (
            <Button
              type="submit"
              tone="primary"
              size="sm"
              className="ml-auto"
              isPending={update.isPending}
              disabled={Object.keys(problems).length > 0}
            >
              Save settings
            </Button>
          )}
        </div>
      </form>
      {isDeleting && <DeleteBlockDialog block={block} onClose={() => setIsDeleting(false)} />}
    </section>
  );
}
