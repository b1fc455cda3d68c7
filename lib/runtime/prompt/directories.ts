import { renderBlock, renderMetadata } from "./memory-blocks";

/** Folders attached to an agent and what it sees of their files. */
export interface PromptDirectories {
  maxFilesOpen: number | null;
  folders: PromptFolder[];
}

export interface PromptFolder {
  name: string;
  description?: string | null;
  instructions?: string | null;
  files: PromptFile[];
}

export interface PromptFile {
  /** `<folder name>/<file name>` */
  name: string;
  description?: string | null;
  /** The part in view; an empty one means that the file is closed. */
  visibleContent: string;
  limit: number;
}

/** The folders section; null without folders. `filesAsBlocks` shows each file the way memory blocks are shown. */
export function renderDirectories(
  { maxFilesOpen, folders }: PromptDirectories,
  { filesAsBlocks }: { filesAsBlocks: boolean },
): string | null {
  if (folders.length === 0) return null;
  const openCount = folders.flatMap((folder) => folder.files).filter(isOpen).length;
  const renderFile = filesAsBlocks ? renderFileAsBlock : renderPlainFile;
  return [
    "<directories>",
    ...(maxFilesOpen === null
      ? []
      : [
          "<file_limits>",
          `- current_files_open=${openCount}`,
          `- max_files_open=${maxFilesOpen}`,
          "</file_limits>",
        ]),
    ...folders.flatMap((folder) => renderFolder(folder, renderFile)),
    "</directories>",
  ].join("\n");
}

const isOpen = (file: PromptFile) => file.visibleContent !== "";

const statusOf = (file: PromptFile) => (isOpen(file) ? "open" : "closed");

const renderFolder = (folder: PromptFolder, renderFile: (file: PromptFile) => string[]) => [
  `<directory name="${folder.name}">`,
  ...(folder.description ? [`<description>${folder.description}</description>`] : []),
  ...(folder.instructions ? [`<instructions>${folder.instructions}</instructions>`] : []),
  ...folder.files.flatMap(renderFile),
  "</directory>",
];

const renderPlainFile = (file: PromptFile) => [
  `<file status="${statusOf(file)}" name="${file.name}">`,
  ...(file.description ? ["<description>", file.description, "</description>"] : []),
  ...renderMetadata({ value: file.visibleContent, limit: file.limit, read_only: true }),
  ...(isOpen(file) ? ["<value>", file.visibleContent, "</value>"] : []),
  "</file>",
];

const renderFileAsBlock = (file: PromptFile) => [
  `<file status="${statusOf(file)}">`,
  renderBlock({ ...file, label: file.name, value: file.visibleContent, read_only: true }, false),
  "</file>",
];
