import type { IncomingHttpHeaders } from 'node:http';

/** The weight of a media type that an Accept header names; 0 if it does not name it. */
function weightOf(accepted: string, type: string): number {
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    if (name !== type) continue;
    const weight = parameters.map((word) => /^q\s*=\s*([\d.]+)$/.exec(word)?.[1]).find(Boolean);
    return weight === undefined ? 1 : Number(weight);
  }
  return 0;
}

/**
 * Whether a request is for a page, where a path has both a page and a JSON response: a browser that opens it names HTML, and Next's
 * router sends `RSC`. Programs accept anything, or JSON, and get JSON.
 */
export function asksForPage({ accept = '', rsc }: IncomingHttpHeaders): boolean {
  const html = weightOf(accept, 'text/html');
  return rsc !== undefined || (html > 0 && html >= weightOf(accept, 'application/json'));
}
