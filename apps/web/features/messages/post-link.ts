import { parseUrl } from '@chitlaq/text/parse-url';

const POST_PATH = /^\/post\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The post that a message's first link to a post of this site leads to.
 * @param origin  of this site
 * @returns its id; undefined if there is none
 */
export function linkedPostId(
  entities: readonly { type: string; url?: string }[],
  origin: string,
): string | undefined {
  for (const { type, url } of entities) {
    const target = type === 'link' && url !== undefined ? parseUrl(url) : undefined;
    const id = target?.origin === origin ? POST_PATH.exec(target.pathname)?.[1] : undefined;
    if (id) return id;
  }
  return undefined;
}
