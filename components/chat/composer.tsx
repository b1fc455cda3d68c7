"use client";
import { ArrowUp, ImagePlus, Square } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { AttachmentStrip } from "./attachment-strip";
import { imageTypes, readImages } from "./attachments";
import type { Draft } from "./draft-message";
import { RoleMenu } from "./role-menu";

export type Written = Pick<Draft, "text" | "images" | "role">;

type ComposerProps = {
  agentName: string;
  input: RefObject<HTMLTextAreaElement | null>;
  /** What is in it at first. Starts anew under another key. */
  initial: Written;
  isFocusedAtFirst?: boolean;
  /** Why nothing can be sent now; null when it can. */
  obstacle: string | null;
  /** There is a run on: what is sent waits for its turn. */
  isQueueing: boolean;
  /** Present while there is a run to stop. */
  onStop?: () => void;
  isStopping: boolean;
  onType?: (text: string) => void;
  onSend: (written: Written) => void;
  onEscape?: () => void;
  /** ArrowUp in an empty composer. */
  onUp?: () => void;
};

/** Enter sends and Shift+Enter breaks the line; pictures are pasted, dropped or chosen. */
export function Composer(props: ComposerProps) {
  const { agentName, input, initial, obstacle, isQueueing, onStop, isStopping, onType, onSend } = props;
  const [text, setText] = useState(initial.text);
  const [images, setImages] = useState(initial.images);
  const [role, setRole] = useState(initial.role);
  const [isDropping, setIsDropping] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const { isFocusedAtFirst = false } = props;
  useEffect(() => {
    const field = input.current;
    if (isFocusedAtFirst) field?.setSelectionRange(field.value.length, field.value.length);
    if (isFocusedAtFirst) field?.focus();
  }, [input, isFocusedAtFirst]);
  const isEmpty = !text.trim() && images.length === 0;
  const type = (next: string) => {
    setText(next);
    onType?.(next);
  };
  const send = () => {
    if (obstacle || isEmpty) return;
    onSend({ text: text.trim(), images, role });
    type("");
    setImages([]);
    setRole("user");
    input.current?.focus();
  };
  const attach = async (chosen: Iterable<File>) => {
    const { images: added, problems } = await readImages(chosen, images.length);
    setImages((known) => [...known, ...added]);
    for (const problem of problems) toast.failed(problem);
  };
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key === "Escape") (props.onEscape ?? onStop)?.();
    if (key.key === "ArrowUp" && isEmpty && props.onUp) {
      key.preventDefault();
      props.onUp();
    }
    // A composing keyboard uses Enter to pick a word.
    if (key.key !== "Enter" || key.shiftKey || key.nativeEvent.isComposing) return;
    key.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    void attach(event.clipboardData.files);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsDropping(false);
    void attach(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its equal in the button for choosing images.
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setIsDropping(true);
      }}
      onDragLeave={() => setIsDropping(false)}
      onDrop={onDrop}
      className={cn(
        "flex flex-col gap-1 rounded-xl border border-line-strong bg-raised p-1.5 shadow-raised transition-colors focus-within:border-focus focus-within:outline-1 focus-within:outline-focus",
        isDropping && "border-accent border-dashed",
      )}
    >
      <AttachmentStrip
        images={images}
        onRemove={(place) => setImages(images.filter((_image, index) => index !== place))}
      />
      <textarea
        ref={input}
        rows={1}
        aria-label={`Message to ${agentName}`}
        aria-describedby="composer-hint"
        placeholder={isDropping ? "Drop images here" : `Message ${agentName}`}
        value={text}
        onChange={(change) => type(change.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="field-sizing-content max-h-52 min-h-8 resize-none bg-transparent px-2.5 py-1 text-md outline-none"
      />
      <div className="flex items-center gap-0.5">
        <IconButton label="Attach images" onClick={() => files.current?.click()}>
          <ImagePlus />
        </IconButton>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="Images"
          accept={imageTypes.join(",")}
          onChange={({ currentTarget }) => {
            void attach([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
        <RoleMenu role={role} onChange={setRole} />
        <p id="composer-hint" className="min-w-0 flex-1 truncate px-2 text-right text-2xs text-ink-faint">
          {obstacle ?? (
            <span className="max-md:sr-only">
              <Kbd>Enter</Kbd> {isQueueing ? "queues" : "sends"}, <Kbd>Shift</Kbd> <Kbd>Enter</Kbd> starts a
              new line
            </span>
          )}
        </p>
        {onStop && (
          <IconButton
            label={isStopping ? "Stopping" : "Stop the run"}
            disabled={isStopping}
            onClick={onStop}
            className="size-8 rounded-lg bg-ink text-paper hover:bg-ink-muted hover:text-paper"
          >
            <Square className="fill-current" />
          </IconButton>
        )}
        {(!onStop || !isEmpty) && (
          <IconButton
            label={isQueueing ? "Queue message" : "Send message"}
            disabled={obstacle !== null || isEmpty}
            onClick={send}
            className="size-8 rounded-lg bg-accent text-accent-ink hover:bg-accent-hover hover:text-accent-ink"
          >
            <ArrowUp />
          </IconButton>
        )}
      </div>
    </div>
  );
}
