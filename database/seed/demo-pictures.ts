import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type pg from 'pg';
import { type GeneratedPicture, media, type StoredPicture } from '../../server/modules/media/index.ts';
import type { Context } from '../../server/platform/context.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { avatars, type Drawing, headers, postPictures } from './demo/pictures/index.ts';
import { fixedId } from './fixed-id.ts';

/** One picture of the demo, with all its sizes stored. */
interface DrawnPicture {
  type: 'post' | 'avatar' | 'header';
  /** Key of the post, or username. */
  of: string;
  alt: string | null;
  picture: StoredPicture;
}

const planned: readonly (Omit<DrawnPicture, 'picture'> & { draw: () => Drawing })[] = [
  ...Object.entries(avatars).map(([of, draw]) => ({ type: 'avatar' as const, of, alt: null, draw })),
  ...Object.entries(headers).map(([of, draw]) => ({ type: 'header' as const, of, alt: null, draw })),
  ...Object.entries(postPictures).flatMap(([of, pictures]) =>
    pictures.map(({ draw, alt }) => ({ type: 'post' as const, of, alt, draw })),
  ),
];

/** Draws all pictures and stores their sizes. Writes no file of any member yet. */
export async function drawPictures(ctx: Context): Promise<readonly DrawnPicture[]> {
  const [folder, cache] = [await mkdtemp(join(tmpdir(), 'chitlaq-demo-')), await openCache()];
  try {
    return await Promise.all(
      planned.map(async ({ draw, ...rest }, index) => {
        const { svg } = draw();
        const picture = await cache(svg, async () => {
          const path = join(folder, `${index}.svg`);
          await writeFile(path, svg);
          return media.generatePicture(path, 'image/svg+xml');
        });
        return { ...rest, picture: await media.storePicture(ctx, picture) };
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type MakePicture = () => Promise<GeneratedPicture>;

/**
 * Keeps what a drawing became in the clone's `.cache`: encoding all pictures takes seconds, and each new data folder needs them
 * again. Another drawing or another version of the encoder has another name. Without a folder to write to, nothing is kept.
 */
async function openCache(): Promise<(svg: string, make: MakePicture) => Promise<GeneratedPicture>> {
  const folder = join(projectRoot(), '.cache/demo-pictures');
  const encoder = await readFile(join(projectRoot(), 'server/modules/media/images/process.ts')).catch(
    () => '',
  );
  const isWritable = await mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  );
  return async (svg, make) => {
    if (!isWritable) return make();
    const name = createHash('sha256').update(encoder).update(svg).digest('hex');
    const path = join(folder, name);
    const kept = await readFile(path).catch(() => undefined);
    if (kept !== undefined) return deserialize(kept) as GeneratedPicture; // only this function writes there
    const picture = await make();
    // A start that is killed, or one beside it, leaves no half of a file.
    const part = `${path}.${process.pid}`;
    await writeFile(part, serialize(picture))
      .then(() => rename(part, path))
      .catch(() => rm(part, { force: true }));
    return picture;
  };
}

interface Owners {
  memberId(username: string): string;
  post(key: string): { id: string; authorId: string; createdAt: Date };
}

/**
 * Makes the pictures files of their members, and attaches them.
 * @param tx  the transaction that `client` is in
 */
export async function attachPictures(
  tx: Context,
  client: pg.ClientBase,
  pictures: readonly DrawnPicture[],
  { memberId, post }: Owners,
  joinedAt: Date,
): Promise<void> {
  const byPost = new Map<string, string[]>();
  for (const [index, { type, of, alt, picture }] of pictures.entries()) {
    const { ownerId, at } =
      type === 'post'
        ? { ownerId: post(of).authorId, at: post(of).createdAt }
        : { ownerId: memberId(of), at: joinedAt };
    const id = fixedId(`picture ${type} ${of} ${index}`, at.getTime());
    await media.commitPicture(tx, ownerId, picture, { id, alt, at });
    if (type === 'post') {
      byPost.set(of, [...(byPost.get(of) ?? []), id]);
      continue;
    }
    const address = await media.setPicture(tx, ownerId, { type, id: ownerId }, id);
    await client.query(`update profiles.profiles set ${type}_url = $2 where user_id = $1`, [
      ownerId,
      address,
    ]);
  }
  for (const [key, ids] of byPost)
    await media.attach(tx, post(key).authorId, ids, { type: 'post', id: post(key).id });
}
