import type { ComponentProps } from "react";
import { cn } from "./cn";

export const controlClass =
  "w-full rounded-md border border-line-strong bg-raised px-2.5 text-ink text-sm transition-colors focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} className={cn(controlClass, "h-8", className)} />;
}
