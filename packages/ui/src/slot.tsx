import { cloneElement, type HTMLAttributes, isValidElement, type ReactNode, type Ref } from 'react';

type Props = Record<string, unknown>;
type Handler = (...args: unknown[]) => unknown;

/** Sets both refs to an element. */
const bothRefs =
  (first: Ref<unknown>, second: Ref<unknown>) =>
  (element: unknown): (() => void) => {
    const cleanups = [first, second].map((ref) => {
      if (typeof ref === 'function') {
        const cleanup = ref(element);
        return typeof cleanup === 'function' ? cleanup : () => void ref(null);
      }
      if (ref) ref.current = element;
      return () => {
        if (ref) ref.current = null;
      };
    });
    return () => {
      for (const cleanup of cleanups) cleanup();
    };
  };

/** The child's props win, but handlers of both run, the child's first, and classes and styles of both apply. */
function merged(own: Props, child: Props): Props {
  const result: Props = { ...own, ...child };
  for (const [name, value] of Object.entries(own)) {
    const other = child[name];
    if (value === undefined || other === undefined) result[name] = other ?? value;
    else if (/^on[A-Z]/.test(name))
      result[name] = (...args: unknown[]) => {
        const returned = (other as Handler)(...args);
        (value as Handler)(...args);
        return returned;
      };
    else if (name === 'className') result[name] = `${value} ${other}`;
    else if (name === 'style') result[name] = { ...(value as object), ...(other as object) };
    else if (name === 'ref') result[name] = bothRefs(value as Ref<unknown>, other as Ref<unknown>);
  }
  return result;
}

/**
 * Renders another element with further props.
 * @param content  replaces the element's children
 */
export function Slot({
  children: element,
  content,
  ...props
}: Omit<HTMLAttributes<HTMLElement>, 'content'> & {
  ref?: Ref<HTMLButtonElement> | undefined;
  children: ReactNode;
  content?: ReactNode;
}) {
  if (!isValidElement<Props>(element)) return null;
  const mergedProps = merged(props, element.props);
  return content === undefined
    ? cloneElement(element, mergedProps)
    : cloneElement(element, mergedProps, content);
}
