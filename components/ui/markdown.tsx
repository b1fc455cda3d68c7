import { memo, type ReactNode } from "react";
import { byPlace } from "./by-place";
import { CopyButton } from "./copy-button";
import { type Block, markdownBlocks } from "./markdown-blocks";
import { type Inline, markdownInline } from "./markdown-inline";

/** Shows an agent's words. Builds elements and never HTML, so nothing in them can run. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="wrap-anywhere flex flex-col gap-3">
      {byPlace(markdownBlocks(text), (block) => (
        <MarkdownBlock block={block} />
      ))}
    </div>
  );
}

/** Finished blocks are rendered once, however often the text after them grows. */
const MarkdownBlock = memo(
  ({ block }: { block: Block }) => renderBlock(block),
  (a, b) => JSON.stringify(a.block) === JSON.stringify(b.block),
);

function renderBlock(block: Block): ReactNode {
  switch (block.type) {
    case "paragraph":
      return <p className="whitespace-pre-wrap">{inline(block.text)}</p>;
    case "heading":
      return (
        <p className={block.level <= 2 ? "mt-2 font-semibold text-lg" : "mt-1 font-semibold"}>
          {inline(block.text)}
        </p>
      );
    case "quote":
      return (
        <blockquote className="whitespace-pre-wrap border-line-strong border-l-2 pl-4 text-ink-muted">
          {inline(block.text)}
        </blockquote>
      );
    case "rule":
      return <hr />;
    case "code":
      return <CodeBlock language={block.language} text={block.text} />;
    case "list":
      return <List {...block} />;
    case "table":
      return <Table {...block} />;
  }
}

function List({ isOrdered, start, items }: Extract<Block, { type: "list" }>) {
  const entries = byPlace(items, (item) => (
    <li className="whitespace-pre-wrap pl-1 marker:text-ink-faint">{inline(item)}</li>
  ));
  if (!isOrdered) return <ul className="flex list-disc flex-col gap-1 pl-5">{entries}</ul>;
  return (
    <ol start={start} className="flex list-decimal flex-col gap-1 pl-6">
      {entries}
    </ol>
  );
}

function Table({ head, rows }: Extract<Block, { type: "table" }>) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b">
            {byPlace(head, (cell) => (
              <th className="px-2 py-1.5 text-left font-medium">{inline(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>{byPlace(rows, showRow)}</tbody>
      </table>
    </div>
  );
}

function showRow(row: string[]) {
  return (
    <tr className="border-b">
      {byPlace(row, (cell) => (
        <td className="px-2 py-1.5 align-top">{inline(cell)}</td>
      ))}
    </tr>
  );
}

function CodeBlock({ language, text }: { language: string; text: string }) {
  return (
    <figure className="overflow-hidden rounded-md border bg-sunken">
      <figcaption className="flex h-7 items-center justify-between border-b pr-1 pl-3 text-2xs text-ink-faint">
        {language || "code"}
        <CopyButton value={text} label="Copy code" />
      </figcaption>
      <pre className="overflow-x-auto px-3 py-2.5 font-mono text-xs leading-relaxed">{text}</pre>
    </figure>
  );
}

const inline = (text: string) => renderInline(markdownInline(text));
const renderInline = (parts: Inline[]) => byPlace(parts, renderPart);

function renderPart(part: Inline): ReactNode {
  switch (part.type) {
    case "text":
      return part.text;
    case "code":
      return <code className="rounded-xs bg-hover px-1 py-0.5 font-mono text-[0.86em]">{part.text}</code>;
    case "strong":
      return <strong className="font-semibold">{renderInline(part.children)}</strong>;
    case "em":
      return <em>{renderInline(part.children)}</em>;
    case "del":
      return <del>{renderInline(part.children)}</del>;
    case "link":
      return (
        <a
          href={part.href}
          target="_blank"
          rel="noreferrer noopener"
          className="text-accent-text underline decoration-1 underline-offset-2"
        >
          {renderInline(part.children)}
        </a>
      );
  }
}
