import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type CopyLinesProps = { text: string; label: string; onCopy?: () => void; className?: string };

/** Lines to take elsewhere: a terminal, a file, an editor. */
export function CopyLines({ text, label, onCopy, className }: CopyLinesProps) {
  return (
    <div className={cn("relative min-w-0 rounded-md border bg-sunken", className)}>
      <section
        aria-label={label.replace(/^Copy /, "")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-md"
      >
        <pre className="w-max py-2 pr-10 pl-3 font-mono text-xs leading-relaxed">{text}</pre>
      </section>
      <CopyButton
        value={text}
        label={label}
        onCopy={onCopy}
        className="absolute top-1.5 right-1.5 bg-sunken"
      />
    </div>
  );
}
