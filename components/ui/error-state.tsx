"use client";
import { CircleAlert, RotateCw } from "lucide-react";
import { Button } from "./button";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type ErrorStateProps = {
  /** What could not be done, as a sentence. */
  title: string;
  detail?: string;
  onRetry?: () => void;
  isRetrying?: boolean;
  className?: string;
};

export function ErrorState({ title, detail, onRetry, isRetrying, className }: ErrorStateProps) {
  return (
    <div role="alert" className={cn("flex flex-col items-start gap-3 px-5 py-6", className)}>
      <div className="flex gap-2.5">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-text" />
        <div className="flex flex-col gap-1">
          <p className="font-medium text-base">{title}</p>
          {detail && <p className="wrap-anywhere text-ink-muted">{detail}</p>}
        </div>
      </div>
      <div className="flex items-center gap-2 pl-6.5">
        {onRetry && (
          <Button size="sm" onClick={onRetry} isPending={isRetrying}>
            {!isRetrying && <RotateCw />} Try again
          </Button>
        )}
        {detail && <CopyButton value={`${title}\n${detail}`} label="Copy details" />}
      </div>
    </div>
  );
}
