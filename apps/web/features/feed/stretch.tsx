'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

/** So far above and below the screen a list is drawn. */
const NEAR_PX = 3_000;
const MOST_KNOWN = 500;

/** How high stretches were when they were last drawn, and at which width: kept for the way back to a list. */
const known = new Map<string, { width: number; height: number }>();

function keep(name: string, frame: Element): void {
  const { width, height } = frame.getBoundingClientRect();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, { width, height });
}

/** What one is at must not go away under one's hands: the focus, or something that plays. */
const isHeld = (frame: Element): boolean =>
  frame.contains(document.activeElement) ||
  [...frame.querySelectorAll<HTMLMediaElement>('video, audio')].some((medium) => !medium.paused);

/**
 * A part of a long list that is drawn while it is near the screen; far from it, its place alone is kept, at the height that
 * it had. So a list of a thousand posts costs what a short one does, and nothing moves when they go and come back.
 * @param name  tells it from all other stretches of all lists
 * @param isFirst  of its list: drawn at once, since one mostly begins there
 */
export function Stretch({
  name,
  isFirst,
  children,
}: {
  name: string;
  isFirst: boolean;
  children: () => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [isFar, setIsFar] = useState(() => !isFirst && known.has(name));

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) setIsFar(false);
        else if (!isHeld(element)) {
          keep(name, element);
          setIsFar(true);
        }
      },
      { rootMargin: `${NEAR_PX}px 0px` },
    );
    watcher.observe(element);
    // At another width it has another height.
    const onResize = () => {
      if (known.get(name)?.width !== element.getBoundingClientRect().width) setIsFar(false);
    };
    window.addEventListener('resize', onResize);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', onResize);
    };
  }, [name]);

  return (
    <div ref={frame} style={isFar ? { height: known.get(name)?.height } : undefined}>
      {isFar ? null : children()}
    </div>
  );
}
