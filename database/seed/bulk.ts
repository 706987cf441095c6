import pg from 'pg';
import { disableStatementTimeout } from '../../server/platform/db.ts';
import {
  copyFollows,
  copyHashtagFollows,
  copyMembers,
  copyPosts,
  copyReactions,
  countEverything,
} from './campus.ts';
import { followRows, makeFollows } from './follows.ts';
import { makeLikes } from './likes.ts';
import { makePopulation } from './population.ts';
import { PostIndex } from './post-index.ts';
import { makeHashtagFollows, makePosts, SPAN_DAYS } from './posts.ts';
import { randomFrom } from './random.ts';

export interface BulkOptions {
  /** Members to make. */
  users: number;
  posts: number;
  /** Follow edges, all in all. */
  follows: number;
  /** None where absent. */
  likes?: number;
  /** Everything follows from this number: the same one makes the same campus. */
  seed: number;
  /** Followers of the best-known member, at the most. */
  maxFollowers: number;
}

export interface BulkReport {
  members: number;
  follows: number;
  posts: number;
  likes: number;
}

const DAY_MS = 86_400_000;

/**
 * Makes a campus of any size, deterministically, as rows in the order in which they come in: each part is to be gone through to
 * its end before the next is begun.
 *
 * Cost: memory some 8 bytes a follow and 60 a post; what leaves is never held.
 * @param universityIds  universities that are open; the first is the largest
 * @param now            the campus's last moment, in milliseconds
 */
export function makeCampus(options: BulkOptions, universityIds: string[], now: number) {
  const random = randomFrom(options.seed);
  const population = makePopulation(random, options.users, universityIds, now);
  const follows = makeFollows(random, population, options);
  const postIndex = new PostIndex(options.posts);
  return {
    members: population.members,
    follows: () => followRows(random, population, follows, now),
    posts: () => makePosts(random, population, follows, { count: options.posts, now }, postIndex),
    hashtagFollows: () => makeHashtagFollows(random, population, now),
    likes: () => {
      postIndex.sortDays((author) => population.people[author]?.fame ?? 0);
      return makeLikes(random, population, follows, postIndex, { count: options.likes ?? 0, now });
    },
  };
}

/**
 * Fills a database with such a campus through COPY: 50,000 members, 4.7 million follows and a million posts take a few
 * minutes. The database must hold no members.
 *
 * What somebody is, studies and likes decides whom they follow and what they write, answer and like; docs/ranking.md says how,
 * and what can and cannot be learnt from it.
 */
export async function seedBulk(
  databaseUrl: string,
  options: BulkOptions,
  context: { universityIds: string[]; passwordHash: string; now: number; say: (words: string) => void },
): Promise<BulkReport> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await disableStatementTimeout(client);
  try {
    const existing = await client.query('select 1 from auth.users limit 1');
    if (existing.rowCount !== 0)
      throw new Error('the database holds members already: seed an empty one (another DATA_DIR)');
    const { say, now } = context;
    const campus = makeCampus(options, context.universityIds, now);
    await client.query('begin');
    await client.query('select feed.ensure_partitions($1, $2)', [
      new Date(now - (SPAN_DAYS + 1) * DAY_MS),
      new Date(now),
    ]);
    await copyMembers(client, campus.members, context.passwordHash);
    say(`${campus.members.length} members`);
    await disableForeignKeys(client);
    const follows = await copyFollows(client, campus.follows());
    say(`${follows} follows`);
    const posts = await copyPosts(client, campus.posts());
    await copyHashtagFollows(client, campus.hashtagFollows());
    say(`${posts} posts`);
    const likes = await copyReactions(client, 'like', campus.likes());
    say(`${likes} likes`);
    await countEverything(client);
    await client.query('commit');
    say('Analysing …');
    await client.query('vacuum analyze');
    return { members: campus.members.length, follows, posts, likes };
  } finally {
    await client.end();
  }
}

/**
 * What is made refers to nothing that is not there: keys need not be looked up for each of millions of rows, where the role of
 * the database may say so. Until the transaction's end.
 */
async function disableForeignKeys(client: pg.ClientBase): Promise<void> {
  await client.query('savepoint trust');
  try {
    await client.query("set local session_replication_role = 'replica'");
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    await client.query('rollback to savepoint trust'); // an ordinary role: every key is looked up
  }
}
