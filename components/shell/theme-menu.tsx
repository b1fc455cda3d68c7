"use client";
import { Check } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { setTheme, useTheme } from "./theme";
import { themes } from "./themes";

export function ThemeMenu() {
  const theme = useTheme();
  const { Icon } = themes.find((choice) => choice.theme === theme) ?? themes[2];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label="Theme"
        data-tooltip="Theme"
        data-tooltip-side="right"
        className="inline-flex size-9 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end">
        {themes.map((choice) => (
          <DropdownMenuItem
            key={choice.theme}
            isChecked={choice.theme === theme}
            onSelect={() => setTheme(choice.theme)}
          >
            <choice.Icon aria-hidden="true" />
            <span className="flex-1">{choice.label}</span>
            {choice.theme === theme && <Check aria-hidden="true" />}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
