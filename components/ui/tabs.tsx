"use client";
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  use,
  useId,
  useState,
} from "react";
import { cn } from "./cn";

type State = { id: string; value: string | undefined; setValue: (value: string) => void };

const TabsContext = createContext<State | null>(null);

function useTabs(): State {
  const state = use(TabsContext);
  if (!state) throw new Error("Parts of tabs stand inside Tabs");
  return state;
}

type TabsProps = Omit<ComponentProps<"div">, "defaultValue"> & {
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  children: ReactNode;
};

export function Tabs({ value, defaultValue, onValueChange, ...props }: TabsProps) {
  const [ownValue, setOwnValue] = useState(defaultValue);
  const setValue = (next: string) => {
    setOwnValue(next);
    onValueChange?.(next);
  };
  return (
    <TabsContext value={{ id: useId(), value: value ?? ownValue, setValue }}>
      <div {...props} />
    </TabsContext>
  );
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** One stop for Tab; arrows, Home and End choose. */
export function TabsList({ className, ...props }: ComponentProps<"div">) {
  const onKeyDown = (key: KeyboardEvent<HTMLDivElement>) => {
    const tabs = [...key.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]:not([disabled])')];
    const at = tabs.indexOf(document.activeElement as HTMLElement);
    const step = steps[key.key];
    const next =
      key.key === "Home"
        ? 0
        : key.key === "End"
          ? tabs.length - 1
          : step && (at + step + tabs.length) % tabs.length;
    if (next === undefined || at < 0) return;
    key.preventDefault();
    tabs[next].focus();
    tabs[next].click();
  };
  return (
    <div
      role="tablist"
      onKeyDown={onKeyDown}
      {...props}
      className={cn("flex items-center gap-4 border-b", className)}
    />
  );
}

export function TabsTrigger({ value, className, ...props }: ComponentProps<"button"> & { value: string }) {
  const tabs = useTabs();
  const isActive = tabs.value === value;
  return (
    <button
      type="button"
      role="tab"
      id={`${tabs.id}-tab-${value}`}
      aria-selected={isActive}
      aria-controls={isActive ? `${tabs.id}-panel-${value}` : undefined}
      data-state={isActive ? "active" : "inactive"}
      tabIndex={isActive ? 0 : -1}
      onClick={() => tabs.setValue(value)}
      {...props}
      className={cn(
        "-mb-px inline-flex h-9 items-center gap-1.5 border-transparent border-b-2 text-ink-muted text-sm transition-colors",
        "hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink",
        className,
      )}
    />
  );
}

export function TabsContent({ value, ...props }: ComponentProps<"div"> & { value: string }) {
  const tabs = useTabs();
  if (tabs.value !== value) return null;
  return (
    <div
      role="tabpanel"
      id={`${tabs.id}-panel-${value}`}
      aria-labelledby={`${tabs.id}-tab-${value}`}
      {...props}
    />
  );
}
