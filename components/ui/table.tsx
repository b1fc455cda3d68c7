import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Skeleton } from "./skeleton";

type TableProps = ComponentProps<"table"> & { isStale?: boolean };

/** Fades while it shows what is no longer asked for. */
export function Table({ isStale, className, ...props }: TableProps) {
  return (
    <table
      {...props}
      aria-busy={isStale || undefined}
      className={cn("w-full border-collapse transition-opacity", isStale && "opacity-60", className)}
    />
  );
}

/** Hairlines begin and end with the text: the first and last cell of a row have no outer padding. */
const edges = "first:pl-0 last:pr-0";

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={cn("h-9 px-3 text-left font-medium text-ink-faint text-xs", edges, className)}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td {...props} className={cn("px-3 py-2.5 align-middle", edges, className)} />;
}

/** The cell that names its row. */
export function RowTh({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      {...props}
      className={cn("px-3 py-2.5 text-left align-middle font-normal", edges, className)}
    />
  );
}

export function HeadRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("border-b", className)} />;
}

export function Row({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("group border-b transition-colors hover:bg-hover", className)} />;
}

export function TableSkeleton({ what }: { what: string }) {
  return (
    <div aria-busy="true" className="flex flex-col">
      <span className="sr-only" role="status">
        Loading {what}
      </span>
      {[72, 56, 64, 48, 60].map((width) => (
        <div key={width} className="flex items-center justify-between gap-8 border-b py-4">
          <div className="flex flex-1 flex-col gap-2" style={{ maxWidth: `${width * 4}px` }}>
            <Skeleton className="w-1/2" />
            <Skeleton className="h-2.5" />
          </div>
          <Skeleton className="w-24" />
        </div>
      ))}
    </div>
  );
}
