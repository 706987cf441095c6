import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEntities } from '@chitlaq/text';
import type pg from 'pg';
import { media } from '../../server/modules/media/index.ts';
import type { Context } from '../../server/platform/context.ts';
import { demoLinkPreviews } from './demo/link-previews.ts';

/** A picture of a linked page, stored for no post yet. */
type LinkPicture = NonNullable<Awaited<ReturnType<typeof media.storeLinkPicture>>>;

/** Draws the pictures of linked pages and stores them. @returns them by the post's key */
export async function drawLinkPictures(ctx: Context): Promise<ReadonlyMap<string, LinkPicture>> {
  const folder = await mkdtemp(join(tmpdir(), 'chitlaq-demo-links-'));
  const pictures = new Map<string, LinkPicture>();
  try {
    for (const [key, { draw }] of Object.entries(demoLinkPreviews)) {
      if (draw === undefined) continue;
      const path = join(folder, `${key}.svg`);
      await writeFile(path, draw().svg);
      const { variants } = await media.generatePicture(path, 'image/svg+xml');
      const stored = await media.storeLinkPicture(ctx, variants.full.data);
      if (stored) pictures.set(key, stored);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return pictures;
}

/**
 * Adds the previews to their posts.
 * @param tx  the transaction that `client` is in
 */
export async function addLinkPreviews(
  tx: Context,
  client: pg.ClientBase,
  pictures: ReadonlyMap<string, LinkPicture>,
  post: (key: string) => { id: string; content: string },
): Promise<void> {
  for (const [key, { title, description, siteName }] of Object.entries(demoLinkPreviews)) {
    const { id, content } = post(key);
    const link = parseEntities(content).find((entity) => entity.type === 'link');
    if (link === undefined) throw new Error(`the demo post ${key} has no link`);
    const stored = pictures.get(key);
    const picture = stored && { url: stored.url, width: stored.width, height: stored.height };
    const { hostname: host } = new URL(link.url);
    await client.query('update content.posts set link_preview = $2 where id = $1', [
      id,
      JSON.stringify({ url: link.url, host, title, description, siteName, ...(picture ? { picture } : {}) }),
    ]);
    if (stored) await media.commitLinkPicture(tx, id, stored);
  }
}
