"use client";
import { Check, Monitor, Moon, Sun } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { setTheme, type Theme, useTheme } from "./theme";

const choices: { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
  { theme: "system", label: "System", Icon: Monitor },
];

export function ThemeMenu() {
  const theme = useTheme();
  const { Icon } = choices.find((choice) => choice.theme === theme) ?? choices[2];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label="Theme"
        title="Theme"
        className="inline-flex size-9 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <Icon className="size-4.5" strokeWidth={1.75} />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end">
        {choices.map((choice) => (
          <DropdownMenuItem key={choice.theme} onSelect={() => setTheme(choice.theme)}>
            <choice.Icon />
            <span className="flex-1">{choice.label}</span>
            {choice.theme === theme && <Check aria-label="selected" />}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
