'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAR_END_PX = 64;
const NEAR_EDGE_PX = 600;

type Edge = 'top' | 'bottom';
/** An edge of something in the thread, and how far it lies below the upper edge of what one sees. */
interface Mark {
  selector: string;
  edge: Edge;
  at: number;
}
/**
 * Where the reader is: at the end, or by a row that stays where it is whatever comes above or below. Where that row is not
 * drawn any more, the chunk in which it lies tells the place.
 */
type Place = 'end' | readonly Mark[];

/**
 * Keeps a thread still while it grows at both ends: who is at the end stays there, who reads further up sees nothing move.
 * @param version  changes with what is laid out
 * @param isWhole  whether the end of what is held is the end of the conversation
 */
export function useScroll(
  version: unknown,
  isWhole: boolean,
  on: { nearTop: () => void; nearEnd: () => void; seen: (seq: number) => void },
) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<Place>('end');
  const goal = useRef<{ selector: string; block: 'start' | 'center'; flash: boolean } | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const latest = useRef({ isWhole, on });
  latest.current = { isWhole, on };

  const look = useCallback(() => {
    const element = box.current;
    if (!element || element.clientHeight === 0) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    const atEnd = latest.current.isWhole && left < NEAR_END_PX;
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
    const marks = [
      ...(row ? [markOf(row, 'key', 'top', frame.top)] : []),
      ...(chunk ? [markOf(chunk, 'chunk', edge, frame.top)] : []),
    ];
    place.current = atEnd || marks.length === 0 ? 'end' : nearestFirst(marks, frame.height);
    const lastSeen = seqs[firstBelow(seqs, frame.bottom - 12, 'top') - 1];
    if (lastSeen) latest.current.on.seen(Number(lastSeen.dataset.seq));
    if (element.scrollTop < NEAR_EDGE_PX) latest.current.on.nearTop();
    if (left < NEAR_EDGE_PX) latest.current.on.nearEnd();
  }, []);

  const settle = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const wanted = goal.current;
    const target = wanted && element.querySelector<HTMLElement>(wanted.selector);
    if (wanted && target) {
      goal.current = null;
      // By hand: `scrollIntoView` moves the page around the thread as well.
      const [frame, row] = [element.getBoundingClientRect(), target.getBoundingClientRect()];
      const room = wanted.block === 'start' ? 8 : Math.max(8, (frame.height - row.height) / 2);
      element.scrollTop += row.top - frame.top - room;
      if (wanted.flash) flash(target);
    } else if (place.current === 'end') {
      element.scrollTop = element.scrollHeight;
    } else {
      for (const { selector, edge, at } of place.current) {
        const mark = element.querySelector<HTMLElement>(selector);
        if (!mark) continue;
        const moved = mark.getBoundingClientRect()[edge] - element.getBoundingClientRect().top - at;
        if (Math.abs(moved) > 0.5) element.scrollTop += moved;
        break;
      }
    }
    look();
  }, [look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is laid out has changed with it
  useLayoutEffect(settle, [settle, version]);

  // A picture that arrives, a composer that grows, a phone that is turned.
  const observer = useRef<ResizeObserver>(null);
  const content = useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      observer.current = new ResizeObserver(settle);
      observer.current.observe(element);
      // What scrolls it: its own reference is not set yet.
      if (element.parentElement) observer.current.observe(element.parentElement);
    },
    [settle],
  );

  /** Goes to a row once it is there. */
  const goTo = useCallback(
    (selector: string, options: { block?: 'start' | 'center'; flash?: boolean } = {}) => {
      goal.current = { selector, block: options.block ?? 'center', flash: options.flash ?? false };
      settle();
    },
    [settle],
  );
  const toEnd = useCallback(() => {
    goal.current = null;
    place.current = 'end';
    settle();
  }, [settle]);
  return { box, content, isAtEnd, look, goTo, toEnd };
}

const markOf = (element: HTMLElement, name: 'key' | 'chunk', edge: Edge, line: number): Mark => ({
  selector: `[data-${name}="${CSS.escape(element.dataset[name] ?? '')}"]`,
  edge,
  at: element.getBoundingClientRect()[edge] - line,
});

/** A row in sight is the better mark; one far below stands under chunks that are about to be drawn. */
const nearestFirst = (marks: readonly Mark[], height: number): readonly Mark[] =>
  (marks[0]?.at ?? 0) > height ? marks.toReversed() : marks;

/** Index of the first row, from the top, one of whose edges lies below a line: they are in order. */
function firstBelow(rows: readonly HTMLElement[], line: number, edge: Edge = 'bottom'): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect()[edge] ?? 0) > line) high = middle;
    else low = middle + 1;
  }
  return low;
}

const FLASH_MS = 1_600;
function flash(row: HTMLElement): void {
  row.dataset.flash = '';
  setTimeout(() => delete row.dataset.flash, FLASH_MS);
}
