import { drawName } from '@chitlaq/text/pseudonyms';
import type { Context } from '../../../platform/context.ts';
import { shuffled } from '../shuffled.ts';
import {
  type AuthorRow,
  countPosts,
  type DuePost,
  findThreadIds,
  insertAppeals,
  insertAuthors,
  insertIdentities,
  insertPosts,
  insertThreads,
  isAnythingDue,
  listAuthors,
  lockPublishing,
  takeDue,
  takeDueAppeals,
} from './queries.ts';

/**
 * Names the authors who are new in their threads. Of several with the same colour and animal the second gets a 2, and so on; a name
 * never changes.
 */
function nameAuthors(due: readonly DuePost[], known: readonly AuthorRow[]): AuthorRow[] {
  const tags = new Set(known.map(({ threadId, tag }) => `${threadId} ${tag}`));
  const counts = new Map<string, number>();
  const nameKey = (row: Pick<AuthorRow, 'threadId' | 'colour' | 'animal'>) =>
    `${row.threadId} ${row.colour} ${row.animal}`;
  for (const row of known) counts.set(nameKey(row), (counts.get(nameKey(row)) ?? 0) + 1);
  return due.flatMap(({ threadId, tag }) => {
    if (tags.has(`${threadId} ${tag}`)) return [];
    tags.add(`${threadId} ${tag}`);
    const name = { threadId, ...drawName(tag) };
    const number = (counts.get(nameKey(name)) ?? 0) + 1;
    counts.set(nameKey(name), number);
    return [{ ...name, tag, number }];
  });
}

/**
 * Sweep: publishes what is due, in one transaction and in random order, as rows of its own. A worker that is killed has published all of
 * it or nothing.
 */
export async function publishDue(ctx: Context): Promise<boolean> {
  const now = ctx.clock();
  if (!(await isAnythingDue(ctx.db, now))) return false;
  await ctx.transaction(async (tx) => {
    await lockPublishing(tx.db);
    const taken = shuffled(await takeDue(tx.db, now));
    await insertThreads(
      tx.db,
      taken.filter(({ title }) => title !== null),
    );
    const ids = [...new Set(taken.map(({ threadId }) => threadId))];
    const threads = await findThreadIds(tx.db, ids);
    const due = taken.filter(({ threadId }) => threads.has(threadId));
    await insertAuthors(tx.db, nameAuthors(due, await listAuthors(tx.db, ids)));
    await insertIdentities(
      tx.db,
      due.flatMap(({ threadId, tag, identity, publishAt }) =>
        identity === null ? [] : [{ threadId, tag, ...identity, sealedAt: publishAt }],
      ),
    );
    const posts = await insertPosts(tx.db, due);
    await insertAppeals(tx.db, shuffled(await takeDueAppeals(tx.db, now)));
    await countPosts(
      tx.db,
      [...threads].map((threadId) => {
        const times = posts
          .filter((post) => post.threadId === threadId)
          .map(({ publishAt }) => publishAt.getTime());
        return { threadId, count: times.length, activeAt: new Date(Math.max(0, ...times)) };
      }),
    );
  });
  return false;
}
