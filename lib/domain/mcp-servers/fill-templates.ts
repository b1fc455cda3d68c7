/**
 * Puts an agent's secrets in the place of `{{ NAME }}` and `{{ NAME | default }}`. A name that nothing is known of and
 * that has no default stays as it stands.
 */
export const fillTemplates = (text: string, variables: Record<string, string>): string =>
  text.replace(template, (whole, name: string, fallback: string | undefined) =>
    Object.hasOwn(variables, name) ? variables[name] : (fallback ?? whole),
  );

const template = /\{\{\s*([A-Z_][A-Z0-9_]*)\s*(?:\|\s*(.*?)\s*)?\}\}/g;
