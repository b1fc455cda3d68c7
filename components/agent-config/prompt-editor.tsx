"use client";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef, useState } from "react";

type PromptEditorProps = {
  label: string;
  /** The text at first; the editor is the owner of what follows. */
  value: string;
  onChange: (text: string) => void;
  onSave?: () => void;
};

/** CodeMirror for prose: wraps, numbers its lines, undoes. Tab moves on, so that nobody is caught in it. */
export function PromptEditor({ label, value, onChange, onSave }: PromptEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const [initial] = useState(value);
  const changed = useEffectEvent(onChange);
  const save = useEffectEvent(() => {
    onSave?.();
    return true;
  });
  useEffect(() => {
    if (!parent.current) return;
    const view = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: initial,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightSpecialChars(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
          keymap.of([
            { key: "Mod-s", preventDefault: true, run: () => save() },
            ...defaultKeymap.filter(({ key }) => key !== "Escape"),
            ...historyKeymap,
          ]),
          theme,
        ],
      }),
    });
    view.focus();
    return () => view.destroy();
  }, [initial, label]);
  return <div ref={parent} className="min-h-0 overflow-hidden bg-surface" />;
}

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--color-ink)", fontSize: "var(--text-sm)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.65" },
  ".cm-content": { padding: "16px 24px 48px 4px", caretColor: "var(--color-ink)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    border: "none",
    color: "var(--color-ink-faint)",
    paddingLeft: "12px",
  },
  ".cm-cursor": { borderLeftColor: "var(--color-ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in oklab, var(--color-accent) 26%, transparent)",
  },
});
