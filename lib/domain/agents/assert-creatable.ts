import { gitMemoryTag } from "@/lib/runtime/prompt/git-memory";
import { AppError } from "@/lib/shared/errors";
import { assertName } from "./agent-name";
import type { NewAgent } from "./new-agent";

/** What a request for a new agent says that can be judged without looking anything up. */
export function assertCreatable(input: NewAgent, agentType: string): void {
  if (input.name !== undefined) assertName(input.name);
  assertFileLimits(input);
  assertNoGitMemory(input.tags ?? []);
  if (agentType === "voice_convo_agent" && !input.enable_sleeptime)
    throw new AppError("unprocessable", "Agents of type 'voice_convo_agent' need enable_sleeptime");
  const hasEmbedding = Boolean(input.embedding || input.embedding_config);
  if (input.include_default_source && input.embedding === null && !hasEmbedding)
    throw new AppError("invalid_argument", "include_default_source needs an embedding model");
}

interface FileLimits {
  max_files_open?: number | null;
  per_file_view_window_char_limit?: number | null;
}

export function assertFileLimits({
  max_files_open: files,
  per_file_view_window_char_limit: chars,
}: FileLimits): void {
  if (files != null && (files < 0 || files > 1_000))
    throw new AppError("invalid_argument", "max_files_open must be between 0 and 1000");
  if (chars != null && (chars < 0 || chars > 2_147_483_647))
    throw new AppError(
      "invalid_argument",
      "per_file_view_window_char_limit must be between 0 and 2147483647",
    );
}

export function assertNoGitMemory(tags: string[]): void {
  if (tags.includes(gitMemoryTag))
    throw new AppError(
      "not_implemented",
      "Git-backed memory needs a memory repository, which this server does not have",
    );
}
