import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { openCampus } from './campus.ts';
import { table } from './evaluation/measure.ts';
import { judgePeople } from './evaluation/people.ts';
import { judgePosts, likers } from './evaluation/posts.ts';
import { sample, withRollback } from './evaluation/sample.ts';

/** A member with fewer follows has too few to hide a fifth of them. */
const MIN_FOLLOWS = 15;

/**
 * Evaluates the recommendations of members and posts. Hides part of what sampled members follow and like, and counts how much of
 * it is among the first twenty suggestions, in comparison with simple baselines. Leaves the campus unchanged.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { members: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
  });
  const [count, seed] = [Number(values.members), Number(values.seed)];
  const campus = await openCampus({ needsServer: false });
  const { ctx } = campus;
  const print = (title: string, lines: readonly string[]) =>
    console.log(`\n${title.padEnd(46)} recall@20       nDCG@20\n${lines.join('\n')}`);
  try {
    const { rows } = await sql<{ at: Date; members: number }>`
      select max(created_at) as at, (select count(*) from auth.users) as members from content.posts`.execute(
      ctx.db,
    );
    const now = rows[0]?.at;
    if (!now) throw new Error('the campus has no posts: npm run seed makes one');
    const { rows: followers } = await sql<{ id: string }>`
      select user_id as id from social.member_counts_view where following >= ${MIN_FOLLOWS}`.execute(ctx.db);
    const viewers = await sample(
      ctx,
      followers.map(({ id }) => id),
      count,
      seed,
    );
    console.log(`${rows[0]?.members} members, ${viewers.length} of them sampled by the seed ${seed}`);
    print('people', table(await withRollback(ctx, now, (tx) => judgePeople(tx, viewers, seed))));
    const sampledLikers = await sample(ctx, await likers(ctx, now), count, seed);
    const posts = await withRollback(ctx, now, (tx) => judgePosts(tx, sampledLikers, seed));
    print(`posts, ${sampledLikers.length} readers`, table(posts.recommendations));
    print('posts, the same readers', table(posts.explore));
    console.log(
      `\nof the hidden likes ${(100 * posts.reachable).toFixed(0)} % are of posts of the common pool`,
    );
  } finally {
    await campus.close();
  }
}
