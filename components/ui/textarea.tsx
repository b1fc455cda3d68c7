import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./input";

/** Grows with its text between the heights that `className` allows. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...props}
      className={cn(controlClass, "field-sizing-content min-h-20 resize-none py-2", className)}
    />
  );
}
