"use client";
import { Check, ChevronsUpDown } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cn } from "./cn";
import { menuItemClass } from "./dropdown-menu";
import { controlClass } from "./input";
import { findByKey, nextPlace } from "./list-keys";
import { floatingClass, useFloating } from "./use-floating";

export type SelectOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type SelectProps = {
  id?: string;
  label?: string;
  value: string;
  options: SelectOption[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  onChange: (value: string) => void;
};

/** A combobox that only chooses: the focus stays on the button, the list follows it (WAI-ARIA "select-only"). */
export function Select({
  id,
  label,
  value,
  options,
  placeholder,
  disabled,
  className,
  onChange,
}: SelectProps) {
  const listId = useId();
  const triggerRef = useRef<HTMLButtonElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const chosen = options.findIndex((option) => option.value === value);
  const isOpen = active !== null;
  const open = () => setActive(Math.max(chosen, 0));
  const choose = (place: number) => {
    const option = options[place];
    if (option?.disabled) return;
    setActive(null);
    if (option && option.value !== value) onChange(option.value);
  };
  const onKeyDown = (key: KeyboardEvent) => {
    if (!isOpen) return opensList(key) && open();
    const texts = options.map((option) => ({ textContent: textOf(option.label) }));
    const next = nextPlace(key.key, active, options.length) ?? findByKey(key, active, texts);
    if (next !== undefined) setActive(next);
    else if (key.key === "Enter" || key.key === " ") choose(active);
    else if (key.key === "Escape") setActive(null);
    else return;
    key.preventDefault();
    key.stopPropagation();
  };
  return (
    <>
      <button
        type="button"
        role="combobox"
        id={id}
        ref={triggerRef}
        aria-label={label}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        disabled={disabled}
        onClick={() => (isOpen ? setActive(null) : open())}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left", className)}
      >
        <span className={cn("truncate", chosen < 0 && "text-ink-faint")}>
          {options[chosen]?.label ?? placeholder}
        </span>
        <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
      </button>
      {isOpen && (
        <OptionList
          id={listId}
          triggerRef={triggerRef}
          options={options}
          active={active}
          chosen={chosen}
          onPoint={setActive}
          onChoose={choose}
          onLeave={() => setActive(null)}
        />
      )}
    </>
  );
}

function opensList(key: KeyboardEvent): boolean {
  const opens = key.key === "ArrowDown" || key.key === "ArrowUp";
  if (opens) key.preventDefault();
  return opens;
}

const textOf = (label: ReactNode) => (typeof label === "string" ? label : null);

type OptionListProps = {
  id: string;
  triggerRef: RefObject<HTMLButtonElement | null>;
  options: SelectOption[];
  active: number;
  chosen: number;
  onPoint: (place: number) => void;
  onChoose: (place: number) => void;
  onLeave: () => void;
};

function OptionList({
  id,
  triggerRef,
  options,
  active,
  chosen,
  onPoint,
  onChoose,
  onLeave,
}: OptionListProps) {
  const panelRef = useFloating(triggerRef, { ...besideTrigger, onLeave });
  useLayoutEffect(() => {
    panelRef.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [panelRef, active]);
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      popover="manual"
      ref={panelRef}
      aria-label={
        triggerRef.current?.getAttribute("aria-label") ??
        triggerRef.current?.labels?.[0]?.textContent ??
        "Options"
      }
      // The focus stays on the button.
      onPointerDown={(event) => event.preventDefault()}
      className={cn(floatingClass, "max-w-[min(26rem,calc(100vw-1rem))] p-1")}
    >
      {options.map((option, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the button that has the focus handles every key.
        <div
          key={option.value}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === chosen}
          aria-disabled={option.disabled || undefined}
          data-highlighted={place === active || undefined}
          onPointerMove={() => place !== active && onPoint(place)}
          onClick={() => onChoose(place)}
          className={cn(menuItemClass, "h-auto min-h-8 py-1")}
        >
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate">{option.label}</span>
            {option.hint && <span className="text-ink-muted text-xs">{option.hint}</span>}
          </span>
          {place === chosen && <Check aria-hidden="true" />}
        </div>
      ))}
    </div>
  );
}

const besideTrigger = { isOpen: true, isAnchorWide: true, side: "bottom", align: "start", gap: 4 } as const;
