"use client";
import { ListTree, Table2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { replaceParams } from "@/components/ui/url-params";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { ContextBar } from "./context-bar";
import { ContextFigures } from "./context-figures";
import { contextGroups } from "./context-groups";
import { SectionList } from "./section-list";
import { SectionTable } from "./section-table";

/** One request from the inside: what it is made of, and what each part costs. */
export function ContextView({ view }: { view: MnemeContextView }) {
  const asTable = useSearchParams().get("as") === "table";
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const groups = contextGroups(view.sections);
  const toggle = (place: number) =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(place)) after.add(place);
      return after;
    });
  const openFromBar = (place: number) => {
    setOpened((before) => new Set(before).add(place));
    requestAnimationFrame(() =>
      document.getElementById(sectionId(place))?.scrollIntoView({ block: "center" }),
    );
  };
  return (
    <div className="flex flex-col gap-5">
      <ContextFigures view={view} />
      <ContextBar groups={groups} onOpen={openFromBar} />
      <div className="flex items-center justify-between gap-4 pt-1">
        <h3 className="font-medium text-base">What it is made of</h3>
        <SegmentedControl
          label="Show as"
          value={asTable ? "table" : "list"}
          options={[
            { value: "list", label: "Text", icon: <ListTree /> },
            { value: "table", label: "Table", icon: <Table2 /> },
          ]}
          onChange={(as) => replaceParams({ as: as === "table" ? as : null })}
        />
      </div>
      {asTable ? (
        <SectionTable view={view} />
      ) : (
        <SectionList groups={groups} opened={opened} onToggle={toggle} />
      )}
    </div>
  );
}

export const sectionId = (place: number) => `section-${place + 1}`;
