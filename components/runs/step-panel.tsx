"use client";
import { ChevronLeft, ChevronRight, Link2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { copyText } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";
import { replaceParams } from "@/components/ui/url-params";
import { setHash } from "@/components/ui/use-hash";
import type { Run } from "@/lib/contract/runs/schemas";
import type { ContextOf } from "./run-page";
import type { RunStory } from "./run-story";
import { StepExchange } from "./step-exchange";
import { StepFigures } from "./step-figures";
import { StepStoryView } from "./step-story";
import type { MeasuredStep } from "./timeline";

type StepPanelProps = {
  run: Run;
  stepId: string;
  order: string[];
  measured: MeasuredStep | undefined;
  /** Null where the price of the model is not known. */
  costUsd: number | null | undefined;
  story: RunStory;
  contextOf: ContextOf;
};

const tabs = [
  { value: "story", label: "What happened" },
  { value: "context", label: "Context" },
  { value: "exchange", label: "Request and response" },
];

/** One step from near by. Which tab is open is part of the address. */
export function StepPanel({ run, stepId, order, measured, costUsd, story, contextOf }: StepPanelProps) {
  const asked = useSearchParams().get("tab");
  const tab = tabs.some(({ value }) => value === asked) ? (asked as string) : "story";
  const place = order.indexOf(stepId);
  const told = story.steps.find(({ id }) => id === stepId);
  return (
    <section aria-label={`Step ${place + 1}`} className="flex flex-col">
      <Tabs value={tab} onValueChange={(next) => replaceParams({ tab: next === "story" ? null : next })}>
        <div className="flex flex-wrap items-end justify-between gap-x-4 border-b">
          <StepHeading stepId={stepId} order={order} />
          <TabsList aria-label="Views of the step" className="-mb-px overflow-x-auto border-b-0">
            {tabs.map(({ value, label }) => (
              <TabsTrigger key={value} value={value} className="mb-0 whitespace-nowrap">
                {label}
              </TabsTrigger>
            ))}
          </TabsList>
        </div>
        <TabsContent value="story" className="grid gap-x-12 gap-y-8 pt-6 lg:grid-cols-[minmax(0,1fr)_16rem]">
          <StepStoryView input={place === 0 ? longInput(story) : []} told={told} measured={measured} />
          <StepFigures stepId={stepId} measured={measured} costUsd={costUsd} />
        </TabsContent>
        <TabsContent value="context" className="pt-6">
          {contextOf(stepId, run.agent_id)}
        </TabsContent>
        <TabsContent value="exchange" className="pt-6">
          <StepExchange stepId={stepId} isOver={measured ? measured.step.status !== "pending" : false} />
        </TabsContent>
      </Tabs>
    </section>
  );
}

/** The title of the page says what was asked, unless it is too long for one. */
const longInput = ({ input }: RunStory) =>
  input.reduce((chars, { text }) => chars + text.length, 0) > titleChars ? input : [];
const titleChars = 140;

function StepHeading({ stepId, order }: { stepId: string; order: string[] }) {
  const place = order.indexOf(stepId);
  const copyLink = async () => {
    const url = new URL(window.location.href);
    url.hash = stepId;
    if (await copyText(url.href)) toast.done("Link copied", "It opens this run at this step.");
  };
  return (
    <div className="flex h-9 items-center gap-0.5">
      <h2 className="mr-1 font-medium text-base">
        Step {place + 1} <span className="font-normal text-ink-faint">of {order.length}</span>
      </h2>
      <IconButton
        label="Previous step"
        aria-keyshortcuts="["
        disabled={place <= 0}
        onClick={() => setHash(order[place - 1])}
      >
        <ChevronLeft />
      </IconButton>
      <IconButton
        label="Next step"
        aria-keyshortcuts="]"
        disabled={place >= order.length - 1}
        onClick={() => setHash(order[place + 1])}
      >
        <ChevronRight />
      </IconButton>
      <IconButton label="Copy a link to this step" onClick={copyLink}>
        <Link2 />
      </IconButton>
    </div>
  );
}
