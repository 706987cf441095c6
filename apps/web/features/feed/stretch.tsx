'use client';

import { type ComponentProps, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** So far above and below the screen a list is drawn. */
const NEAR_PX = 3_000;
const MOST_KNOWN = 500;

interface Size {
  name: string;
  width: number;
  height: number;
}
/** How high stretches were when they were last drawn, and at which width: kept for the way back to a list. */
const known = new Map<string, Size>();

function keep(name: string, frame: Element): Size {
  const { width, height } = frame.getBoundingClientRect();
  if (known.size >= MOST_KNOWN) known.clear();
  const size = { name, width, height };
  known.set(name, size);
  return size;
}

/** What one is at must not go away under one's hands: the focus, what is marked, or something that plays. */
const isHeld = (frame: Element): boolean => {
  if (frame.contains(document.activeElement)) return true;
  const marked = document.getSelection();
  if (marked && !marked.isCollapsed && marked.containsNode(frame, true)) return true;
  return [...frame.querySelectorAll<HTMLMediaElement>('video, audio')].some((medium) => !medium.paused);
};

/**
 * A part of a long list that is drawn while it is near the screen; far from it, its place alone is kept, at the height that
 * it had. So a list of a thousand posts costs what a short one does, and nothing moves when they go and come back.
 * @param name  tells it from all other stretches of all lists; another one where more has come into it
 * @param isFirst  one mostly begins there: drawn at once
 * @param isWanted  drawn wherever it is
 * @param box  scrolls the list, where the page does not
 * @param nearPx  so far above and below the screen it is drawn
 */
export function Stretch({
  name,
  isFirst = false,
  isWanted = false,
  box,
  nearPx = NEAR_PX,
  children,
  ...props
}: Omit<ComponentProps<'div'>, 'children'> & {
  name: string;
  isFirst?: boolean;
  isWanted?: boolean;
  box?: RefObject<HTMLElement | null>;
  nearPx?: number;
  children: () => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  /** Its size while it is far. */
  const [far, setFar] = useState<Size | undefined>(() => (isFirst ? undefined : known.get(name)));

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) setFar(undefined);
        // One that is far already is as high as it was.
        else if (element.childElementCount > 0 && !isHeld(element)) setFar(keep(name, element));
      },
      { root: box?.current ?? null, rootMargin: `${nearPx}px 0px` },
    );
    watcher.observe(element);
    // At another width it has another height.
    const onResize = () => {
      const { width } = element.getBoundingClientRect();
      setFar((size) => (size?.width === width ? size : undefined));
    };
    window.addEventListener('resize', onResize);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', onResize);
    };
  }, [name, box, nearPx]);

  const isDrawn = isWanted || far?.name !== name;
  return (
    <div {...props} ref={frame} style={isDrawn ? undefined : { height: far.height }}>
      {isDrawn ? children() : null}
    </div>
  );
}
