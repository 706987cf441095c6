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
  /** Follow edges in total. */
  follows: number;
  /** None if absent. */
  likes?: number;
  /** Seed of the random generator: the same seed makes the same campus. */
  seed: number;
  /** Maximum followers of the best-known member. */
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
 * Generates a campus of any size, deterministically, as rows in insertion order. Consume each part to its end before the next.
 *
 * Cost: about 8 bytes of memory per follow and 60 per post; rows that were yielded are not kept.
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
 * Fills a database with such a campus by COPY: 50,000 members, 4.7 million follows and a million posts take a few minutes. The
 * database must have no members.
 *
 * Members' university, department and interests decide whom they follow and what they write, reply to and like. docs/ranking.md
 * says how, and what can and cannot be learnt from it.
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
 * Generated rows have no dangling references, so the foreign keys of millions of rows need no checks, if the database role may
 * disable them. Until the end of the transaction.
 */
async function disableForeignKeys(client: pg.ClientBase): Promise<void> {
  await client.query('savepoint trust');
  try {
    await client.query("set local session_replication_role = 'replica'");
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    await client.query('rollback to savepoint trust'); // an ordinary role: every key is checked
  }
}
