"use client";
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  use,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cn } from "./cn";
import { findByKey, nextPlace } from "./list-keys";
import type { Align, Side } from "./place";
import { Slot } from "./slot";
import { floatingClass, useFloating } from "./use-floating";

type Menu = {
  id: string;
  /** Closed, or open with the focus on this end. */
  open: false | "first" | "last";
  triggerRef: RefObject<HTMLButtonElement | null>;
  setOpen: (open: Menu["open"]) => void;
  /** Closes and gives the focus back. */
  close: () => void;
};

const MenuContext = createContext<Menu | null>(null);

function useMenu(): Menu {
  const menu = use(MenuContext);
  if (!menu) throw new Error("Parts of a menu stand inside a DropdownMenu");
  return menu;
}

export function DropdownMenu({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Menu["open"]>(false);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    triggerRef.current?.focus();
  };
  return <MenuContext value={{ id: useId(), open, triggerRef, setOpen, close }}>{children}</MenuContext>;
}

type Asked = { asChild?: boolean };

export function DropdownMenuTrigger({ asChild, ...props }: ComponentProps<"button"> & Asked) {
  const { id, open, triggerRef, setOpen } = useMenu();
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key !== "ArrowDown" && key.key !== "ArrowUp") return;
    key.preventDefault();
    setOpen(key.key === "ArrowDown" ? "first" : "last");
  };
  const Element = asChild ? Slot : "button";
  return (
    <Element
      type="button"
      aria-haspopup="menu"
      aria-expanded={open !== false}
      aria-controls={open ? id : undefined}
      data-state={open ? "open" : "closed"}
      ref={triggerRef}
      onClick={() => setOpen(open ? false : "first")}
      onKeyDown={onKeyDown}
      {...props}
    />
  );
}

export const menuItemClass =
  "flex h-8 w-full cursor-default select-none items-center gap-2 rounded-sm px-2 text-left text-sm outline-hidden data-[highlighted]:bg-hover aria-disabled:opacity-45 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-muted";

type ContentProps = { side?: Side; align?: Align; className?: string; children: ReactNode };

export function DropdownMenuContent(props: ContentProps) {
  return useMenu().open ? <MenuPanel {...props} /> : null;
}

function MenuPanel({ side = "bottom", align = "end", className, children }: ContentProps) {
  const { id, open, triggerRef, setOpen, close } = useMenu();
  const panelRef = useFloating(triggerRef, {
    isOpen: true,
    side,
    align,
    gap: 4,
    onLeave: () => setOpen(false),
  });
  useLayoutEffect(() => {
    const items = itemsOf(panelRef.current);
    items.at(open === "last" ? -1 : 0)?.focus();
  }, [panelRef, open]);
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key === "Tab") return setOpen(false);
    const items = itemsOf(panelRef.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = nextPlace(key.key, at, items.length) ?? findByKey(key, at, items);
    if (next === undefined && key.key !== "Escape") return;
    key.preventDefault();
    key.stopPropagation();
    if (next === undefined) close();
    else items[next].focus();
  };
  return (
    <div
      id={id}
      role="menu"
      tabIndex={-1}
      popover="manual"
      aria-label={
        triggerRef.current?.getAttribute("aria-label") ?? triggerRef.current?.textContent ?? undefined
      }
      ref={panelRef}
      onKeyDown={onKeyDown}
      className={cn(floatingClass, "min-w-44 p-1 outline-hidden", className)}
    >
      {children}
    </div>
  );
}

const itemsOf = (panel: HTMLElement | null) => [
  ...(panel?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])') ?? []),
];

type ItemProps = Omit<ComponentProps<"button">, "onSelect"> &
  Asked & {
    isDanger?: boolean;
    /** One of several that exclude each other; says whether it is the chosen one. */
    isChecked?: boolean;
    onSelect?: () => void;
  };

/** Pointing at an item moves the focus to it: there is one highlight, whatever it was moved with. */
export function DropdownMenuItem(props: ItemProps) {
  const { asChild, isDanger, isChecked, onSelect, disabled, className, ...rest } = props;
  const { close } = useMenu();
  const Element = asChild ? Slot : "button";
  const select = () => {
    if (disabled) return;
    close();
    onSelect?.();
  };
  return (
    <Element
      type="button"
      role={isChecked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={isChecked}
      aria-disabled={disabled || undefined}
      tabIndex={-1}
      onClick={select}
      onPointerMove={(event: { currentTarget: HTMLElement }) =>
        event.currentTarget !== document.activeElement && event.currentTarget.focus({ preventScroll: true })
      }
      {...rest}
      className={cn(
        menuItemClass,
        "focus:bg-hover",
        isDanger && "text-danger-text focus:bg-danger-soft [&_svg]:text-danger-text",
        className,
      )}
    />
  );
}

export function DropdownMenuSeparator() {
  return <hr className="mx-2 my-1 h-px border-0 bg-line" />;
}
