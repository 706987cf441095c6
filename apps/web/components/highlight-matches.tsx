import type { ReactNode } from 'react';

/** A search match in a text, in code points; `end` is exclusive. */
export interface Match {
  start: number;
  end: number;
}

/**
 * Renders a part of a text with the matches inside it marked.
 * @param points  the text's code points
 */
export function highlightMatches(
  points: readonly string[],
  from: number,
  to: number,
  matches: readonly Match[],
): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = from;
  for (const { start, end } of matches) {
    const [first, last] = [Math.max(start, at), Math.min(end, to)];
    if (first >= last) continue;
    if (first > at) parts.push(points.slice(at, first).join(''));
    parts.push(
      <mark key={`mark ${first}`} className="rounded-sm bg-nar-soft text-inherit">
        {points.slice(first, last).join('')}
      </mark>,
    );
    at = last;
  }
  if (at < to) parts.push(points.slice(at, to).join(''));
  return parts;
}
