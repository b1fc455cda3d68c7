import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

const button = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:opacity-50 disabled:cursor-not-allowed [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "bg-accent text-accent-ink shadow-raised not-disabled:hover:bg-accent-hover",
        outline: "border border-line bg-raised text-ink shadow-raised not-disabled:hover:border-line-strong",
        quiet: "text-ink-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink",
        danger: "bg-danger text-danger-ink shadow-raised not-disabled:hover:bg-danger-hover",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
      },
    },
    defaultVariants: { tone: "outline", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> & VariantProps<typeof button> & { isPending?: boolean };

export function Button({ tone, size, isPending, className, children, disabled, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      disabled={disabled || isPending}
      aria-busy={isPending || undefined}
      className={cn(button({ tone, size }), className)}
    >
      {isPending && <Spinner />}
      {children}
    </button>
  );
}
