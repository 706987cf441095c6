'use client';

import { type ComponentProps, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** So far above and below the screen a list is drawn. */
const RENDER_MARGIN_PX = 3_000;
const MAX_REMEMBERED = 500;

interface Size {
  sectionId: string;
  width: number;
  height: number;
}
/** How high stretches were when they were last drawn, and at which width: kept for the way back to a list. */
const rememberedSizes = new Map<string, Size>();

function rememberSize(sectionId: string, frame: Element): Size {
  const { width, height } = frame.getBoundingClientRect();
  if (rememberedSizes.size >= MAX_REMEMBERED) rememberedSizes.clear();
  const size = { sectionId, width, height };
  rememberedSizes.set(sectionId, size);
  return size;
}

/** What one is at must not go away under one's hands: the focus, what is marked, or something that plays. */
const isInUse = (frame: Element): boolean => {
  if (frame.contains(document.activeElement)) return true;
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed && selection.containsNode(frame, true)) return true;
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
export function VirtualSection({
  sectionId,
  isFirst = false,
  isAlwaysRendered = false,
  scrollContainer,
  marginPx = RENDER_MARGIN_PX,
  children,
  ...props
}: Omit<ComponentProps<'div'>, 'children'> & {
  sectionId: string;
  isFirst?: boolean;
  isAlwaysRendered?: boolean;
  scrollContainer?: RefObject<HTMLElement | null>;
  marginPx?: number;
  children: () => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  /** Its size while it is far. */
  const [collapsedSize, setCollapsedSize] = useState<Size | undefined>(() =>
    isFirst ? undefined : rememberedSizes.get(sectionId),
  );

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) setCollapsedSize(undefined);
        // One that is far already is as high as it was.
        else if (element.childElementCount > 0 && !isInUse(element))
          setCollapsedSize(rememberSize(sectionId, element));
      },
      { root: scrollContainer?.current ?? null, rootMargin: `${marginPx}px 0px` },
    );
    observer.observe(element);
    // At another width it has another height.
    const onResize = () => {
      const { width } = element.getBoundingClientRect();
      setCollapsedSize((size) => (size?.width === width ? size : undefined));
    };
    window.addEventListener('resize', onResize);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', onResize);
    };
  }, [sectionId, scrollContainer, marginPx]);

  const isRendered = isAlwaysRendered || collapsedSize?.sectionId !== sectionId;
  return (
    <div {...props} ref={frame} style={isRendered ? undefined : { height: collapsedSize.height }}>
      {isRendered ? children() : null}
    </div>
  );
}
