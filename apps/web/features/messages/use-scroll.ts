'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAR_END_PX = 64;
const NEAR_EDGE_PX = 600;

type Edge = 'top' | 'bottom';
/** An edge of an element, and its distance from the top of the viewport. */
interface Anchor {
  selector: string;
  edge: Edge;
  offsetTop: number;
}
/** The scroll position: at the end, or anchored to a row. If that row is not rendered, its chunk is the anchor. */
type ScrollPosition = 'end' | readonly Anchor[];

/**
 * Keeps the scroll position stable while messages load above and below. At the end it sticks to the end.
 * @param version  changes with the layout
 * @param isComplete  whether the loaded range ends with the newest message
 */
export function useScroll(
  version: unknown,
  isComplete: boolean,
  handlers: { onNearTop: () => void; onNearEnd: () => void; onSeen: (seq: number) => void },
) {
  const containerRef = useRef<HTMLDivElement>(null);
  const position = useRef<ScrollPosition>('end');
  const goal = useRef<{ selector: string; block: 'start' | 'center'; flash: boolean } | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const latestOptions = useRef({ isComplete, handlers });
  latestOptions.current = { isComplete, handlers };

  const measure = useCallback(() => {
    const element = containerRef.current;
    if (!element || element.clientHeight === 0) return;
    const distanceToEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    const atEnd = latestOptions.current.isComplete && distanceToEnd < NEAR_END_PX;
    setAtEnd(atEnd);
    const rows = [...element.querySelectorAll<HTMLElement>('[data-key]')];
    const frame = element.getBoundingClientRect();
    const chunks = [...element.querySelectorAll<HTMLElement>('[data-chunk]')];
    // Anchor to a message, not to a day divider: the divider moves up when older messages of that day load.
    const seqs = rows.filter((row) => row.dataset.seq);
    const row = seqs[firstBelow(seqs, frame.top)];
    const chunk = chunks[firstBelow(chunks, frame.top)];
    // New rows grow the first chunk at its top and the last chunk at its bottom. Anchor to the edge that stays.
    const edge = chunk === chunks.at(-1) ? 'top' : 'bottom';
    const anchors = [
      ...(row ? [anchorOf(row, 'key', 'top', frame.top)] : []),
      ...(chunk ? [anchorOf(chunk, 'chunk', edge, frame.top)] : []),
    ];
    position.current = atEnd || anchors.length === 0 ? 'end' : preferVisible(anchors, frame.height);
    const lastSeen = seqs[firstBelow(seqs, frame.bottom - 12, 'top') - 1];
    if (lastSeen) latestOptions.current.handlers.onSeen(Number(lastSeen.dataset.seq));
    if (element.scrollTop < NEAR_EDGE_PX) latestOptions.current.handlers.onNearTop();
    if (distanceToEnd < NEAR_EDGE_PX) latestOptions.current.handlers.onNearEnd();
  }, []);

  const restorePosition = useCallback(() => {
    const element = containerRef.current;
    if (!element) return;
    const pendingGoal = goal.current;
    const target = pendingGoal && element.querySelector<HTMLElement>(pendingGoal.selector);
    if (pendingGoal && target) {
      goal.current = null;
      // `scrollIntoView` would also scroll the page around the thread.
      const [frame, row] = [element.getBoundingClientRect(), target.getBoundingClientRect()];
      const offset = pendingGoal.block === 'start' ? 8 : Math.max(8, (frame.height - row.height) / 2);
      element.scrollTop += row.top - frame.top - offset;
      if (pendingGoal.flash) flash(target);
    } else if (position.current === 'end') {
      element.scrollTop = element.scrollHeight;
    } else {
      for (const { selector, edge, offsetTop } of position.current) {
        const anchorElement = element.querySelector<HTMLElement>(selector);
        if (!anchorElement) continue;
        const delta =
          anchorElement.getBoundingClientRect()[edge] - element.getBoundingClientRect().top - offsetTop;
        if (Math.abs(delta) > 0.5) element.scrollTop += delta;
        break;
      }
    }
    measure();
  }, [measure]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` changes with the layout
  useLayoutEffect(restorePosition, [restorePosition, version]);

  // The size changes when a picture loads, the composer grows, or the device is rotated.
  const observer = useRef<ResizeObserver>(null);
  const observeContent = useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      observer.current = new ResizeObserver(restorePosition);
      observer.current.observe(element);
      // The scroll container is the parent; its own ref is not set yet.
      if (element.parentElement) observer.current.observe(element.parentElement);
    },
    [restorePosition],
  );

  /** Scrolls to a row as soon as it is rendered. */
  const scrollToRow = useCallback(
    (selector: string, options: { block?: 'start' | 'center'; flash?: boolean } = {}) => {
      goal.current = { selector, block: options.block ?? 'center', flash: options.flash ?? false };
      restorePosition();
    },
    [restorePosition],
  );
  const scrollToEnd = useCallback(() => {
    goal.current = null;
    position.current = 'end';
    restorePosition();
  }, [restorePosition]);
  return {
    containerRef,
    observeContent,
    isAtEnd,
    measure,
    scrollToRow,
    scrollToEnd,
  };
}

const anchorOf = (element: HTMLElement, name: 'key' | 'chunk', edge: Edge, edgeY: number): Anchor => ({
  selector: `[data-${name}="${CSS.escape(element.dataset[name] ?? '')}"]`,
  edge,
  offsetTop: element.getBoundingClientRect()[edge] - edgeY,
});

/** Prefer a row in view. If the row lies below the viewport, chunks above it are about to render: prefer the chunk. */
const preferVisible = (anchors: readonly Anchor[], height: number): readonly Anchor[] =>
  (anchors[0]?.offsetTop ?? 0) > height ? anchors.toReversed() : anchors;

/** Index of the first row whose edge lies below a line. Binary search: rows are in order. */
function firstBelow(rows: readonly HTMLElement[], edgeY: number, edge: Edge = 'bottom'): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect()[edge] ?? 0) > edgeY) high = middle;
    else low = middle + 1;
  }
  return low;
}

const FLASH_MS = 1_600;
function flash(row: HTMLElement): void {
  row.dataset.flash = '';
  setTimeout(() => delete row.dataset.flash, FLASH_MS);
}
