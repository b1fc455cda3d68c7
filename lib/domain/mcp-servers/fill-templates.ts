/**
 * Puts an agent's secrets in the place of `{{ NAME }}` and `{{ NAME | default }}`. A name that nothing is known of and
 * that has no default stays as it stands.
 */
export const fillTemplates = (text: string, variables: Record<string, string>): string =>
  text.replace(template, (whole, inside: string) => {
    const [, name, fallback] = named.exec(inside) ?? [];
    if (name === undefined) return whole;
    return Object.hasOwn(variables, name) ? variables[name] : (fallback?.trim() ?? whole);
  });

/** Every character can be taken in one way only: a text that was made to hold up the server does not. */
const template = /\{\{(?!\{)((?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}/g;
const named = /^\s*([A-Z_][A-Z0-9_]*)\s*(?:\|(.*))?$/s;
