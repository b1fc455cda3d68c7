"use client";
import { useState } from "react";
import { byPlace } from "@/components/ui/by-place";
import { Dialog, DialogContent } from "@/components/ui/dialog";

/** Room is kept for each picture before it is there, so that nothing jumps. */
export function MessageImages({ images }: { images: string[] }) {
  const [large, setLarge] = useState<string | null>(null);
  return (
    <div className="flex max-w-[85%] flex-wrap justify-end gap-2">
      {byPlace(images, (address) => (
        <button
          type="button"
          aria-label="Show image larger"
          onClick={() => setLarge(address)}
          className="size-36 overflow-hidden rounded-lg border bg-sunken"
        >
          {/* biome-ignore lint/performance/noImgElement: a picture of the conversation, in the page or at an address of its own. */}
          <img src={address} alt="Attached" loading="lazy" className="size-full object-cover" />
        </button>
      ))}
      <Dialog open={large !== null} onOpenChange={(isOpen) => !isOpen && setLarge(null)}>
        <DialogContent title="Image" className="w-[min(64rem,calc(100vw-2rem))]">
          {/* biome-ignore lint/performance/noImgElement: as above. */}
          <img
            src={large ?? undefined}
            alt="Attached"
            className="max-h-[75dvh] w-full object-contain px-6 pb-6"
          />
        </DialogContent>
      </Dialog>
    </div>
  );
}
