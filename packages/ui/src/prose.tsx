'use client';

import { type ComponentProps, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { cn } from './cn.ts';

/**
 * Text written by a member, with its line breaks: in its own direction, and clipped so that it covers nothing next to
 * it. Use `<bdi>` for a name or a word within a line.
 */
export function Prose({ className, ...props }: ComponentProps<'p'>) {
  return <p dir="auto" {...props} className={cn('user-text whitespace-pre-wrap break-words', className)} />;
}

export type FoldedProseProps = ComponentProps<'p'> & {
  /** Number of lines shown at first. */
  lines: number;
  /** Label of the button that shows the rest. */
  moreLabel: ReactNode;
};

/** Prose that is folded after some lines, with a button that shows the rest. Measured before the first paint. */
export function FoldedProse({ lines, moreLabel, className, style, ...props }: FoldedProseProps) {
  const text = useRef<HTMLParagraphElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isCut, setIsCut] = useState(false);
  useLayoutEffect(() => {
    const element = text.current;
    if (!element || isOpen) return;
    const measure = () => setIsCut(element.scrollHeight > element.clientHeight + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [isOpen]);
  if (isOpen) return <Prose {...props} className={className} style={style} />;
  return (
    <>
      <Prose
        {...props}
        ref={text}
        className={className}
        style={{ ...style, maxHeight: `${lines}lh`, overflow: 'hidden' }}
        // A link below the fold that gets the focus must be visible.
        onFocus={({ target }) => {
          const element = text.current;
          if (element && target.getBoundingClientRect().bottom > element.getBoundingClientRect().bottom + 1)
            setIsOpen(true);
        }}
      />
      {isCut ? (
        <button type="button" className="link touch-44 mt-1" onClick={() => setIsOpen(true)}>
          {moreLabel}
        </button>
      ) : null}
    </>
  );
}
