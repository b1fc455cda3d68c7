"use client";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

type AttachmentStripProps = { images: string[]; onRemove: (place: number) => void };

export function AttachmentStrip({ images, onRemove }: AttachmentStripProps) {
  if (images.length === 0) return null;
  return (
    <ul aria-label="Attached images" className="flex flex-wrap gap-2 px-1 pt-1">
      {images.map((address, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity.
        <li key={place} className="relative size-16 overflow-hidden rounded-md border bg-sunken">
          {/* biome-ignore lint/performance/noImgElement: a picture that is only in this page. */}
          <img src={address} alt={`Attachment ${place + 1}`} className="size-full object-cover" />
          <IconButton
            label={`Remove image ${place + 1}`}
            className="absolute top-0.5 right-0.5 size-6 rounded-full bg-raised shadow-raised hover:bg-raised [&_svg]:size-3"
            onClick={() => onRemove(place)}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
