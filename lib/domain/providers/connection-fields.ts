import { AppError } from "@/lib/shared/errors";

interface ConnectionFields {
  provider_type: string;
  base_url?: string | null;
  region?: string | null;
  access_key?: string | null;
}

/** Types whose servers stand wherever somebody put them. */
const needsUrl = ["azure", "ollama", "vllm", "sglang", "lmstudio_openai", "hugging-face"];
const needsRegion = ["bedrock"];
const withoutRegistration: Record<string, string> = {
  letta: "Models of the type 'letta' are the server's own",
  chatgpt_oauth: "Signing in with a ChatGPT account is not supported; use an API key with the type 'openai'",
};

/** @throws AppError `invalid_argument` when nothing could be reached with these fields */
export function assertReachable({ provider_type: type, base_url, region }: ConnectionFields): void {
  if (withoutRegistration[type]) throw new AppError("invalid_argument", withoutRegistration[type]);
  if (needsUrl.includes(type) && !base_url)
    throw new AppError("invalid_argument", `Providers of the type '${type}' need a base_url`);
  if (needsRegion.includes(type) && !region)
    throw new AppError("invalid_argument", `Providers of the type '${type}' need a region`);
  // It becomes a part of the host's name.
  if (region && !/^[a-z\d-]{1,64}$/i.test(region))
    throw new AppError("invalid_argument", "region must be a name such as 'us-east-1'");
  if (base_url && !isHttpUrl(base_url))
    throw new AppError(
      "invalid_argument",
      "base_url must be an address that begins with http:// or https://",
    );
}

function isHttpUrl(text: string): boolean {
  return text.length <= 2_048 && URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}
