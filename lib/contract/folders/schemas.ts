import { z } from "zod";
import { datetime, deprecated, orNull } from "../common";
import { EmbeddingConfig } from "../models/schemas";

export const Body_upload_file_to_folder = z
  .object({
    file: z.file(),
  })
  .meta({ id: "Body_upload_file_to_folder" });
export type Body_upload_file_to_folder = z.output<typeof Body_upload_file_to_folder>;

export const DuplicateFileHandling = z
  .enum(["skip", "error", "suffix", "replace"])
  .meta({ id: "DuplicateFileHandling" });
export type DuplicateFileHandling = z.output<typeof DuplicateFileHandling>;

export const FileProcessingStatus = z
  .enum(["pending", "parsing", "embedding", "completed", "error"])
  .meta({ id: "FileProcessingStatus" });
export type FileProcessingStatus = z.output<typeof FileProcessingStatus>;

export const FileMetadata = z
  .object({
    source_id: deprecated(z.string()),
    file_name: orNull(z.string()),
    original_file_name: orNull(z.string()),
    file_path: orNull(z.string()),
    file_type: orNull(z.string()),
    file_size: orNull(z.int()),
    file_creation_date: orNull(z.string()),
    file_last_modified_date: orNull(z.string()),
    processing_status: FileProcessingStatus.default("pending"),
    error_message: orNull(z.string()),
    total_chunks: orNull(z.int()),
    chunks_embedded: orNull(z.int()),
    content: orNull(z.string()),
    id: z.string(),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
  })
  .meta({ id: "FileMetadata" });
export type FileMetadata = z.output<typeof FileMetadata>;

export const FileStats = z
  .object({
    file_id: z.string(),
    file_name: z.string(),
    file_size: orNull(z.int()),
  })
  .meta({ id: "FileStats" });
export type FileStats = z.output<typeof FileStats>;

export const Folder = z
  .object({
    name: z.string(),
    description: orNull(z.string()),
    instructions: orNull(z.string()),
    metadata: orNull(z.record(z.string(), z.unknown())),
    id: z.string(),
    embedding_config: EmbeddingConfig,
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
  })
  .meta({ id: "Folder" });
export type Folder = z.output<typeof Folder>;

export const SourceStats = z
  .object({
    source_id: deprecated(z.string()),
    source_name: deprecated(z.string()),
    file_count: z.int().default(0),
    total_size: z.int().default(0),
    files: z.array(FileStats).default([]),
  })
  .meta({ id: "SourceStats" });
export type SourceStats = z.output<typeof SourceStats>;

export const OrganizationSourcesStats = z
  .object({
    total_sources: z.int().default(0),
    total_files: z.int().default(0),
    total_size: z.int().default(0),
    sources: z.array(SourceStats).default([]),
  })
  .meta({ id: "OrganizationSourcesStats" });
export type OrganizationSourcesStats = z.output<typeof OrganizationSourcesStats>;
