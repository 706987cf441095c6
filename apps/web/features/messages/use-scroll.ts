'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAR_END_PX = 64;
const NEAR_EDGE_PX = 600;

type Edge = 'top' | 'bottom';
/** An edge of something in the thread, and how far it lies below the upper edge of what one sees. */
interface Anchor {
  selector: string;
  edge: Edge;
  offsetTop: number;
}
/**
 * Where the reader is: at the end, or by a row that stays where it is whatever comes above or below. Where that row is not
 * drawn any more, the chunk in which it lies tells the place.
 */
type ScrollPosition = 'end' | readonly Anchor[];

/**
 * Keeps a thread still while it grows at both ends: who is at the end stays there, who reads further up sees nothing move.
 * @param version  changes with what is laid out
 * @param isComplete  whether the end of what is held is the end of the conversation
 */
export function useScroll(
  version: unknown,
  isComplete: boolean,
  handlers: { nearTop: () => void; nearEnd: () => void; seen: (seq: number) => void },
) {
  const containerRef = useRef<HTMLDivElement>(null);
  const position = useRef<ScrollPosition>('end');
  const goal = useRef<{ selector: string; block: 'start' | 'center'; flash: boolean } | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const latestOptions = useRef({ isWhole: isComplete, on: handlers });
  latestOptions.current = { isWhole: isComplete, on: handlers };

  const measure = useCallback(() => {
    const element = containerRef.current;
    if (!element || element.clientHeight === 0) return;
    const distanceToEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    const atEnd = latestOptions.current.isWhole && distanceToEnd < NEAR_END_PX;
    setAtEnd(atEnd);
    const rows = [...element.querySelectorAll<HTMLElement>('[data-key]')];
    const frame = element.getBoundingClientRect();
    const chunks = [...element.querySelectorAll<HTMLElement>('[data-chunk]')];
    // Not by a day: it goes up to the first message of its own that comes.
    const seqs = rows.filter((row) => row.dataset.seq);
    const row = seqs[firstBelow(seqs, frame.top)];
    const chunk = chunks[firstBelow(chunks, frame.top)];
    // What comes above comes into the first chunk too, at its top; what comes below into the last, at its bottom.
    const edge = chunk === chunks.at(-1) ? 'top' : 'bottom';
    const anchors = [
      ...(row ? [anchorOf(row, 'key', 'top', frame.top)] : []),
      ...(chunk ? [anchorOf(chunk, 'chunk', edge, frame.top)] : []),
    ];
    position.current = atEnd || anchors.length === 0 ? 'end' : preferVisible(anchors, frame.height);
    const lastSeen = seqs[firstBelow(seqs, frame.bottom - 12, 'top') - 1];
    if (lastSeen) latestOptions.current.on.seen(Number(lastSeen.dataset.seq));
    if (element.scrollTop < NEAR_EDGE_PX) latestOptions.current.on.nearTop();
    if (distanceToEnd < NEAR_EDGE_PX) latestOptions.current.on.nearEnd();
  }, []);

  const restorePosition = useCallback(() => {
    const element = containerRef.current;
    if (!element) return;
    const pendingGoal = goal.current;
    const target = pendingGoal && element.querySelector<HTMLElement>(pendingGoal.selector);
    if (pendingGoal && target) {
      goal.current = null;
      // By hand: `scrollIntoView` moves the page around the thread as well.
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is laid out has changed with it
  useLayoutEffect(restorePosition, [restorePosition, version]);

  // A picture that arrives, a composer that grows, a phone that is turned.
  const observer = useRef<ResizeObserver>(null);
  const observeContent = useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      observer.current = new ResizeObserver(restorePosition);
      observer.current.observe(element);
      // What scrolls it: its own reference is not set yet.
      if (element.parentElement) observer.current.observe(element.parentElement);
    },
    [restorePosition],
  );

  /** Goes to a row once it is there. */
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
    box: containerRef,
    content: observeContent,
    isAtEnd,
    look: measure,
    goTo: scrollToRow,
    toEnd: scrollToEnd,
  };
}

const anchorOf = (element: HTMLElement, name: 'key' | 'chunk', edge: Edge, edgeY: number): Anchor => ({
  selector: `[data-${name}="${CSS.escape(element.dataset[name] ?? '')}"]`,
  edge,
  offsetTop: element.getBoundingClientRect()[edge] - edgeY,
});

/** A row in sight is the better mark; one far below stands under chunks that are about to be drawn. */
const preferVisible = (anchors: readonly Anchor[], height: number): readonly Anchor[] =>
  (anchors[0]?.offsetTop ?? 0) > height ? anchors.toReversed() : anchors;

/** Index of the first row, from the top, one of whose edges lies below a line: they are in order. */
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
