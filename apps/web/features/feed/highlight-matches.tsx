import type { ReactNode } from 'react';

/** Where a text holds what was searched for: code points, `end` exclusive. */
export interface Match {
  start: number;
  end: number;
}

/**
 * A stretch of a text, with the matches within it marked.
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
