import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { kindOf, type ProviderDraft } from "./provider-kinds";

type FieldsProps = {
  draft: ProviderDraft;
  onChange: (fields: Partial<ProviderDraft>) => void;
  /** A key that is stored stays unknown here, so it must be given again to change anything. */
  keyHint?: string;
};

/** How a provider of this kind is reached. */
export function ProviderFields({ draft, onChange, keyHint }: FieldsProps) {
  const kind = kindOf(draft.type);
  return (
    <>
      {kind.accessKey && (
        <TextField
          label="Access key id"
          hint="Leave it empty with a Bedrock API key."
          value={draft.accessKey}
          onChange={(accessKey) => onChange({ accessKey })}
        />
      )}
      <TextField
        label={kind.keyLabel ?? "Key"}
        hint={
          keyHint ??
          (kind.isKeyOptional
            ? "Only if the server wants one."
            : "Stored encrypted; nobody is shown it again.")
        }
        type="password"
        value={draft.apiKey}
        onChange={(apiKey) => onChange({ apiKey })}
      />
      {kind.baseUrl && (
        <TextField
          label="Address"
          hint={kind.baseUrl === "optional" ? "Only if it is not the vendor's own." : undefined}
          placeholder={kind.urlExample}
          type="url"
          value={draft.baseUrl}
          onChange={(baseUrl) => onChange({ baseUrl })}
        />
      )}
      {kind.region && (
        <TextField
          label={kind.regionLabel ?? "Region"}
          placeholder={kind.type === "bedrock" ? "eu-west-1" : "global"}
          value={draft.region}
          onChange={(region) => onChange({ region })}
        />
      )}
      {kind.apiVersion && (
        <TextField
          label="API version"
          hint="Only for resources that need a dated one."
          placeholder="2024-10-21"
          value={draft.apiVersion}
          onChange={(apiVersion) => onChange({ apiVersion })}
        />
      )}
    </>
  );
}

type TextFieldProps = {
  label: string;
  hint?: string;
  placeholder?: string;
  type?: "text" | "password" | "url";
  value: string;
  onChange: (value: string) => void;
};

export function TextField({ label, hint, placeholder, type = "text", value, onChange }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type={type}
          placeholder={placeholder}
          // A browser would offer the password of this page.
          autoComplete={type === "password" ? "new-password" : "off"}
          spellCheck={false}
          value={value}
          onChange={(change) => onChange(change.target.value)}
        />
      )}
    </Field>
  );
}
