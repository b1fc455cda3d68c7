import { Children, cloneElement, type ReactElement, type ReactNode, type Ref } from "react";

type Props = Record<string, unknown>;

/** Gives `props` to the one child instead of to an element of our own; handlers of both run, the child's first. */
export function Slot({ children, ...props }: Props & { children?: ReactNode }) {
  const child = Children.only(children) as ReactElement<Props>;
  return cloneElement(child, merged(props, child.props));
}

function merged(outer: Props, inner: Props): Props {
  const all = { ...outer, ...inner };
  for (const [name, value] of Object.entries(outer)) {
    const own = inner[name];
    if (/^on[A-Z]/.test(name) && isHandler(value) && isHandler(own)) all[name] = chained(own, value);
  }
  if (outer.className && inner.className) all.className = `${outer.className} ${inner.className}`;
  if (outer.ref && inner.ref) all.ref = joined(outer.ref as Ref<unknown>, inner.ref as Ref<unknown>);
  return all;
}

type Handler = (event: { defaultPrevented?: boolean }) => void;
const isHandler = (value: unknown): value is Handler => typeof value === "function";

const chained =
  (first: Handler, second: Handler): Handler =>
  (event) => {
    first(event);
    if (!event?.defaultPrevented) second(event);
  };

const joined = (a: Ref<unknown>, b: Ref<unknown>) => (element: unknown) => {
  for (const ref of [a, b]) {
    if (typeof ref === "function") ref(element);
    else if (ref) ref.current = element;
  }
};
