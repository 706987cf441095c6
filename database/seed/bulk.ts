import pg from 'pg';
import {
  copyFollows,
  copyMembers,
  copyPosts,
  copyReactions,
  countEverything,
  type SeedFollow,
  type SeedMember,
  type SeedPost,
} from './campus.ts';
import { makeLikes, PostShelf } from './likes.ts';
import { idFrom, type Random, randomFrom } from './random.ts';
import { words } from './words.ts';

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
  mostFollowers: number;
}

export interface BulkReport {
  members: number;
  follows: number;
  posts: number;
  likes: number;
}

const DAY_MS = 86_400_000;
/** Posts of the made campus span this long before its "now". */
const SPAN_DAYS = 90;

/**
 * Makes a campus of any size through COPY, deterministically: 50,000 members, 4.7 million follows and a million posts
 * take a few minutes. The database must hold no members.
 *
 * Followers are spread by a power law, as in real networks: most have few, a handful have tens of thousands.
 * @param universityIds  universities that are open; members are dealt out among them
 * @param now            the campus's last moment, in milliseconds
 */
export async function seedBulk(
  databaseUrl: string,
  options: BulkOptions,
  context: { universityIds: string[]; passwordHash: string; now: number; say: (words: string) => void },
): Promise<BulkReport> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const held = await client.query('select 1 from auth.users limit 1');
    if (held.rowCount !== 0)
      throw new Error('the database holds members already: seed an empty one (another DATA_DIR)');
    const random = randomFrom(options.seed);
    const { say, now } = context;
    await client.query('begin');
    await client.query('select feed.ensure_partitions($1, $2)', [
      new Date(now - (SPAN_DAYS + 1) * DAY_MS),
      new Date(now),
    ]);
    const members = makeMembers(random, options.users, context.universityIds, now);
    await copyMembers(client, members, context.passwordHash);
    say(`${members.length} members`);
    const followees: Uint32Array[] = [];
    const follows = await copyFollows(client, makeFollows(random, members, options, now, followees));
    say(`${follows} follows`);
    const shelf = new PostShelf(members);
    const posts = await copyPosts(client, shelf.noting(makePosts(random, members, options.posts, now)));
    say(`${posts} posts`);
    const wanted = options.likes ?? 0;
    const likes = await copyReactions(
      client,
      'like',
      makeLikes(random, { members, followees, posts: shelf }, wanted, now),
    );
    say(`${likes} likes`);
    await countEverything(client);
    await client.query('commit');
    say('Analysing …');
    await client.query('vacuum analyze');
    return { members: members.length, follows, posts, likes };
  } finally {
    await client.end();
  }
}

function makeMembers(random: Random, count: number, universityIds: string[], now: number): SeedMember[] {
  return Array.from({ length: count }, (_, index) => {
    const createdAt = now - 365 * DAY_MS + index * 1_000;
    const username = `uye_${index.toString(36).padStart(5, '0')}`;
    return {
      id: idFrom(random, createdAt),
      username,
      email: `${username}@seed.invalid`,
      displayName: `${random.pick(words.firstNames)} ${random.pick(words.lastNames)}`,
      universityId: random.pick(universityIds),
      affiliation: random.next() < 0.9 ? 'student' : 'staff',
      department: random.pick(words.departments),
      graduationYear: 2025 + random.below(5),
      bio: '',
      isPrivate: random.next() < 0.1,
      locale: random.next() < 0.8 ? 'tr' : 'en',
      createdAt: new Date(createdAt),
    };
  });
}

/**
 * Each member follows about as many as the others; whom, is drawn by a rank that favours the well-known.
 * @param known  filled with whom each follows, by rank
 */
function* makeFollows(
  random: Random,
  members: SeedMember[],
  options: BulkOptions,
  now: number,
  known: Uint32Array[],
): Generator<SeedFollow> {
  const count = members.length;
  const each = options.follows / count;
  const followers = new Uint32Array(count);
  let made = 0;
  for (let follower = 0; follower < count; follower++) {
    const followees = new Set<number>();
    const wanted = Math.min(
      count - 1,
      Math.round(options.follows * ((follower + 1) / count)) - made,
      Math.ceil(each * 3),
    );
    for (let tries = 0; followees.size < wanted && tries < wanted * 4; tries++) {
      // The first ranks are followed by nearly everybody, the rest by a steep draw.
      const rank = random.next() < 0.02 ? random.below(Math.min(20, count)) : random.skewed(count, 2.2);
      if (rank === follower || followees.has(rank) || (followers[rank] ?? 0) >= options.mostFollowers)
        continue;
      followees.add(rank);
      followers[rank] = (followers[rank] ?? 0) + 1;
    }
    made += followees.size;
    known.push(Uint32Array.from(followees));
    const followerId = (members[follower] as SeedMember).id; // below count
    for (const rank of followees) {
      yield {
        followerId,
        followeeId: (members[rank] as SeedMember).id, // drawn below count
        id: idFrom(random, now - random.below(300 * DAY_MS)),
      };
    }
  }
}

function* makePosts(random: Random, members: SeedMember[], count: number, now: number): Generator<SeedPost> {
  const step = (SPAN_DAYS * DAY_MS) / count;
  const recent: SeedPost[] = [];
  for (let index = 0; index < count; index++) {
    const at = now - SPAN_DAYS * DAY_MS + index * step;
    // Few write much; who writes much is not who is followed most.
    const author = members[(random.skewed(members.length, 2) * 7_919) % members.length] as SeedMember; // in range
    const parent = random.next() < 0.3 && recent.length > 0 ? random.pick(recent) : undefined;
    const chance = random.next();
    const post: SeedPost = {
      id: idFrom(random, at),
      authorId: author.id,
      content: makeText(random, author.locale === 'en' ? 'en' : 'tr'),
      createdAt: new Date(at),
      language: author.locale,
      visibility: chance < 0.88 ? 'public' : chance < 0.95 ? 'university' : 'followers',
      replyPolicy: 'everyone',
      replyToId: parent?.id ?? null,
      rootId: parent ? (parent.rootId ?? parent.id) : null,
      quoteOfId: null,
      contentWarning: null,
    };
    if (recent.length < 500) recent.push(post);
    else recent[random.below(500)] = post;
    yield post;
  }
}

function makeText(random: Random, language: 'tr' | 'en'): string {
  const length = 4 + random.below(24);
  const parts = Array.from({ length }, () => random.pick(words[language]));
  if (random.next() < 0.15) parts.push(`#${random.pick(words.tags)}`);
  const text = parts.join(' ');
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
