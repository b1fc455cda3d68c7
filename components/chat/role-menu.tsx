"use client";
import { ChevronDown } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Role } from "./transcript-items";

const roles: { role: Role; label: string; hint: string }[] = [
  { role: "user", label: "You", hint: "Says it to the agent" },
  { role: "system", label: "System", hint: "Tells the agent something, as the application around it" },
];

type RoleMenuProps = { role: Role; onChange: (role: Role) => void };

/** As whom the next message is said. */
export function RoleMenu({ role, onChange }: RoleMenuProps) {
  const label = roles.find((each) => each.role === role)?.label;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Send as ${label}`}
        className="flex h-7 items-center gap-1 rounded-md px-2 text-ink-muted text-xs transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        {label} <ChevronDown aria-hidden="true" className="size-3" />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-64">
        {roles.map((each) => (
          <DropdownMenuItem
            key={each.role}
            isChecked={each.role === role}
            onSelect={() => onChange(each.role)}
            className="h-auto flex-col items-start gap-0 py-1.5"
          >
            <span className="font-medium">{each.label}</span>
            <span className="text-ink-faint text-xs">{each.hint}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
