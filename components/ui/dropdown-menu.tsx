"use client";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;
export const menuClass = "z-50 min-w-44 animate-rise rounded-lg bg-raised p-1 shadow-overlay";
export const menuItemClass =
  "flex h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 text-sm outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-45 [&_svg]:size-3.5 [&_svg]:text-ink-muted";

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        {...props}
        className={cn(menuClass, className)}
      />
    </Radix.Portal>
  );
}

type ItemProps = ComponentProps<typeof Radix.Item> & { isDanger?: boolean };

export function DropdownMenuItem({ isDanger, className, ...props }: ItemProps) {
  return (
    <Radix.Item
      {...props}
      className={cn(
        menuItemClass,
        isDanger && "text-danger-text data-[highlighted]:bg-danger-soft [&_svg]:text-danger-text",
        className,
      )}
    />
  );
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="mx-2 my-1 h-px bg-line" />;
}
