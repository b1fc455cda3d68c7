/** A piece of a watched argument's value, or (`name` null) of the JSON of all others. */
export interface ArgumentPiece {
  name: string | null;
  text: string;
}

type State = "open" | "member" | "name" | "colon" | "value" | "closed" | "other";

/**
 * Reads the JSON of a call's arguments while it arrives. Strings of the watched arguments come out as what they say;
 * the others as JSON, which taken together is an object again. Text that is no object comes out as it is.
 */
export class ArgumentReader {
  private state: State = "open";
  private pieces: ArgumentPiece[] = [];
  /** The current argument's name as it was written, with its quotes. */
  private rawName = "";
  private watchedName: string | null = null;
  private ownCount = 0;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private text: StringReader | null = null;

  constructor(private readonly watched: ReadonlySet<string>) {}

  read(json: string): ArgumentPiece[] {
    this.pieces = [];
    for (const char of json) this.step(char);
    return this.pieces;
  }

  private step(char: string): void {
    if (this.state === "open") this.open(char);
    else if (this.state === "member") this.member(char);
    else if (this.state === "name") this.name(char);
    else if (this.state === "colon") this.colon(char);
    else if (this.state === "value") this.value(char);
    else if (this.state === "other") this.say(null, char);
  }

  private open(char: string): void {
    if (isSpace(char)) return;
    this.state = char === "{" ? "member" : "other";
    if (this.state === "other") this.say(null, char);
  }

  private member(char: string): void {
    if (char === "}") {
      this.say(null, this.ownCount === 0 ? "{}" : "}");
      this.state = "closed";
    } else if (char === '"') {
      this.rawName = char;
      this.isEscaped = false;
      this.state = "name";
    }
  }

  private name(char: string): void {
    this.rawName += char;
    if (char === '"' && !this.isEscaped) this.state = "colon";
    this.isEscaped = char === "\\" && !this.isEscaped;
  }

  private colon(char: string): void {
    if (isSpace(char) || char === ":") return;
    const name = nameIn(this.rawName);
    this.watchedName = this.watched.has(name) ? name : null;
    if (this.watchedName === null) {
      this.say(null, `${this.ownCount === 0 ? "{" : ", "}${this.rawName}: `);
      this.ownCount += 1;
    }
    this.state = "value";
    this.depth = 0;
    this.isInString = false;
    this.isEscaped = false;
    this.text = this.watchedName !== null && char === '"' ? new StringReader() : null;
    if (!this.text) this.value(char);
  }

  private value(char: string): void {
    if (this.text) {
      this.say(this.watchedName, this.text.read(char));
      if (this.text.isClosed) this.state = "member";
      return;
    }
    const isOutside = !this.isInString && this.depth === 0;
    if (isOutside && (char === "," || char === "}")) {
      this.state = "member";
      this.member(char);
    } else if (!isOutside || !isSpace(char)) this.raw(char);
  }

  private raw(char: string): void {
    this.track(char);
    this.say(this.watchedName, char);
  }

  private track(char: string): void {
    if (this.isInString) {
      if (char === '"' && !this.isEscaped) this.isInString = false;
      this.isEscaped = char === "\\" && !this.isEscaped;
    } else if (char === '"') this.isInString = true;
    else if (char === "{" || char === "[") this.depth += 1;
    else if (char === "}" || char === "]") this.depth -= 1;
  }

  private say(name: string | null, text: string): void {
    if (text === "") return;
    const last = this.pieces.at(-1);
    if (last?.name === name) last.text += text;
    else this.pieces.push({ name, text });
  }
}

/** Decodes a JSON string behind its opening quote; what an escape means is said once it is complete. */
class StringReader {
  isClosed = false;
  private pending = "";

  read(char: string): string {
    // Half a character that is not followed by its other half stands for itself.
    if (highHalf.test(this.pending) && char !== "\\") return this.flush() + this.read(char);
    if (this.pending === "" && char === '"') this.isClosed = true;
    if (this.isClosed) return "";
    if (this.pending === "" && char !== "\\") return char;
    this.pending += char;
    return isWholeEscape(this.pending) ? this.flush() : "";
  }

  private flush(): string {
    const text = decoded(this.pending);
    this.pending = "";
    return text;
  }
}

const highHalf = /^\\ud[89ab][0-9a-f]{2}$/i;

/** No text may end between the two escapes of one character. */
function isWholeEscape(text: string): boolean {
  if (highHalf.test(text)) return false;
  const last = text.slice(text.length > 6 ? 6 : 0);
  return last.length >= 2 && (last[1] !== "u" || last.length === 6);
}

function decoded(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

function nameIn(raw: string): string {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return raw;
  }
}

const isSpace = (char: string) => /\s/.test(char);
