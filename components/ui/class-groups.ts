type Validator = (value: string) => boolean;
type Values = (string | Validator)[];

const any: Validator = () => true;
const isNumber: Validator = (value) => value !== "" && !Number.isNaN(Number(value));
const isLength: Validator = (value) => isNumber(value) || /^\[[\d.]/.test(value);

const isImage: Validator = (value) => /^\[(url|[a-z-]+-gradient)\(/.test(value);

const sized = (name: string) => [{ [name]: [any] }];
const words = (prefix: string, values: Values) => [{ [prefix]: values }];

/** Groups of utilities that take any value after their name. */
const plain = [
  "z",
  "basis",
  "order",
  "gap",
  "gap-x",
  "gap-y",
  "inset",
  "inset-x",
  "inset-y",
  "top",
  "right",
  "bottom",
  "left",
  "p",
  "px",
  "py",
  "pt",
  "pr",
  "pb",
  "pl",
  "m",
  "mx",
  "my",
  "mt",
  "mr",
  "mb",
  "ml",
  "size",
  "w",
  "min-w",
  "max-w",
  "h",
  "min-h",
  "max-h",
  "grid-cols",
  "grid-rows",
  "col",
  "row",
  "items",
  "self",
  "content",
  "justify",
  "justify-items",
  "justify-self",
  "place-items",
  "leading",
  "tracking",
  "whitespace",
  "break",
  "opacity",
  "cursor",
  "select",
  "pointer-events",
  "resize",
  "animate",
  "transition",
  "duration",
  "delay",
  "ease",
  "translate-x",
  "translate-y",
  "scale",
  "rotate",
  "overflow",
  "overflow-x",
  "overflow-y",
  "overscroll",
  "line-clamp",
  "decoration",
  "fill",
  "stroke",
  "field-sizing",
  "scroll-mt",
  "object",
  "underline-offset",
  "align",
  "list",
  "shadow",
  "appearance",
] as const;

const sides = ["t", "r", "b", "l", "x", "y"] as const;
const corners = ["t", "r", "b", "l", "tl", "tr", "bl", "br"] as const;
const textSizes = ["2xs", "xs", "sm", "base", "md", "lg", "xl", "2xl", "3xl"];
const weights = ["normal", "medium", "semibold", "bold"];

/** Utilities that share a name but set different properties, and those without a value. */
const mixed = {
  display: [
    "block",
    "inline-block",
    "inline",
    "flex",
    "inline-flex",
    "table",
    "grid",
    "inline-grid",
    "flow-root",
    "contents",
    "hidden",
  ],
  position: ["static", "fixed", "absolute", "relative", "sticky"],
  visibility: ["visible", "invisible", "collapse"],
  "flex-direction": words("flex", ["row", "row-reverse", "col", "col-reverse"]),
  "flex-wrap": words("flex", ["wrap", "nowrap", "wrap-reverse"]),
  flex: words("flex", [any]),
  grow: [{ grow: ["", any] }],
  shrink: [{ shrink: ["", any] }],
  "font-size": words("text", [...textSizes, isLength]),
  "text-align": words("text", ["left", "center", "right", "justify", "start", "end"]),
  "text-wrap": words("text", ["wrap", "nowrap", "balance", "pretty"]),
  "text-overflow": ["truncate", "text-ellipsis", "text-clip"],
  "text-color": words("text", [any]),
  "font-weight": words("font", weights),
  "font-family": words("font", [any]),
  underline: ["underline", "line-through", "no-underline", "overline"],
  "font-style": ["italic", "not-italic"],
  "border-collapse": words("border", ["collapse", "separate"]),
  "border-style": words("border", ["solid", "dashed", "dotted", "none"]),
  "border-w": words("border", ["", isLength]),
  "border-color": words("border", [any]),
  "outline-style": words("outline", ["none", "hidden", "solid", "dashed"]),
  "outline-offset": sized("outline-offset"),
  "outline-w": words("outline", ["", isLength]),
  "outline-color": words("outline", [any]),
  "bg-image": words("bg", [isImage]),
  "bg-color": words("bg", [any]),
  rounded: words("rounded", ["", any]),
};

const names = Object.fromEntries(plain.map((name) => [name, sized(name)]));
const borders = Object.fromEntries(
  sides.flatMap((side) => [
    [`border-w-${side}`, words(`border-${side}`, ["", isLength])],
    [`border-color-${side}`, words(`border-${side}`, [any])],
  ]),
);
const roundings = Object.fromEntries(
  corners.map((corner) => [`rounded-${corner}`, words(`rounded-${corner}`, ["", any])]),
);

/**
 * Which of our utilities set the same property. The full table of the package is most of its size; what is not listed
 * here is left alone, and both classes stay.
 */
export const classGroups: Record<string, (string | Record<string, Values>)[]> = {
  ...mixed,
  ...names,
  ...borders,
  ...roundings,
};

const every = <T extends string>(values: readonly T[], name: (value: T) => string) => values.map(name);

/** A group also overrides the groups that it contains. */
export const containedGroups: Record<string, string[]> = {
  overflow: ["overflow-x", "overflow-y"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  flex: ["basis", "grow", "shrink"],
  gap: ["gap-x", "gap-y"],
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  size: ["w", "h"],
  "font-size": ["leading"],
  "line-clamp": ["display", "overflow"],
  "border-w": every(sides, (side) => `border-w-${side}`),
  "border-color": every(sides, (side) => `border-color-${side}`),
  "border-w-y": ["border-w-t", "border-w-b"],
  "border-w-x": ["border-w-l", "border-w-r"],
  "rounded-t": ["rounded-tl", "rounded-tr"],
  "rounded-r": ["rounded-tr", "rounded-br"],
  "rounded-b": ["rounded-bl", "rounded-br"],
  "rounded-l": ["rounded-tl", "rounded-bl"],
  rounded: every(corners, (corner) => `rounded-${corner}`),
};
