'use client';

import { type ComponentProps, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** How far outside the viewport a section still renders. */
const RENDER_MARGIN_PX = 3_000;
const MAX_REMEMBERED = 500;

interface Size {
  sectionId: string;
  width: number;
  height: number;
}
/** Last measured sizes, for the way back to a list. The height depends on the width. */
const rememberedSizes = new Map<string, Size>();

function rememberSize(sectionId: string, frame: Element): Size {
  const { width, height } = frame.getBoundingClientRect();
  if (rememberedSizes.size >= MAX_REMEMBERED) rememberedSizes.clear();
  const size = { sectionId, width, height };
  rememberedSizes.set(sectionId, size);
  return size;
}

/** Never unmount a section that holds the focus, the text selection or media that plays. */
const isInUse = (frame: Element): boolean => {
  if (frame.contains(document.activeElement)) return true;
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed && selection.containsNode(frame, true)) return true;
  return [...frame.querySelectorAll<HTMLMediaElement>('video, audio')].some((medium) => !medium.paused);
};

/**
 * One section of a long list. It renders its children only near the viewport. Elsewhere it keeps an empty box of the
 * last measured height, so that a list of a thousand posts costs as much as a short one and nothing jumps.
 * @param sectionId  unique among all sections of all lists; use another id when the section gets more items
 * @param isFirst  renders at once: most visits start here
 * @param isAlwaysRendered  never collapses
 * @param scrollContainer  the element that scrolls, if it is not the page
 * @param marginPx  how far outside the viewport it still renders
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
  /** The size while it is collapsed. */
  const [collapsedSize, setCollapsedSize] = useState<Size | undefined>(() =>
    isFirst ? undefined : rememberedSizes.get(sectionId),
  );

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) setCollapsedSize(undefined);
        // Keep the stored height of a section that is already collapsed.
        else if (element.childElementCount > 0 && !isInUse(element))
          setCollapsedSize(rememberSize(sectionId, element));
      },
      { root: scrollContainer?.current ?? null, rootMargin: `${marginPx}px 0px` },
    );
    observer.observe(element);
    // Another width means another height.
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
