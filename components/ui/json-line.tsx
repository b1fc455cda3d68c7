"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { byPlace } from "./by-place";
import { cn } from "./cn";
import { cutLine, type Match } from "./json-lines";

type JsonLineProps = { line: string; matches: (Match & { index: number })[]; active: number | null };

const keyPattern = /^(\s*)("(?:[^"\\]|\\.)*")(:\s?)/;

/** Keys are set apart from values; wrapped text hangs under its own beginning. */
export function JsonLine({ line, matches, active }: JsonLineProps) {
  const indent = line.search(/\S|$/);
  return (
    <div
      className="wrap-anywhere whitespace-pre-wrap pr-3 font-mono text-xs"
      style={{ paddingLeft: `calc(${indent + 2}ch + 0.25rem)`, textIndent: `-${indent + 1}ch` }}
    >
      {matches.length === 0 ? plain(line) : marked(line, matches, active)}
    </div>
  );
}

function plain(line: string): ReactNode {
  const key = keyPattern.exec(line);
  if (!key) return <span className="text-ink-muted">{line || " "}</span>;
  const value = line.slice(key[0].length);
  return (
    <>
      {key[1]}
      <span className="text-accent-text">{key[2]}</span>
      <span className="text-ink-faint">{key[3]}</span>
      {value}
    </>
  );
}

function marked(line: string, matches: JsonLineProps["matches"], active: number | null): ReactNode {
  return byPlace(cutLine(line, matches), ({ text, index }) =>
    index === null ? text : <Mark text={text} isActive={index === active} />,
  );
}

function Mark({ text, isActive }: { text: string; isActive: boolean }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isActive) mark.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <mark
      ref={mark}
      className={cn("rounded-xs bg-mark text-ink", isActive && "outline-2 outline-mark-line outline-solid")}
    >
      {text}
    </mark>
  );
}
