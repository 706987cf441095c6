import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { auth } from '../../server/modules/auth/index.ts';
import type { Context } from '../../server/platform/context.ts';
import {
  copyFollows,
  copyMembers,
  copyPosts,
  copyReactions,
  countEverything,
  type SeedMember,
  type SeedPost,
  type SeedReaction,
  type SeedReactionKind,
} from './campus.ts';
import { writeConversations } from './conversations.ts';
import {
  DEMO_PASSWORD,
  demoBlocks,
  demoConversations,
  demoFollowRequests,
  demoFollows,
  demoMembers,
  demoMutes,
  demoPosts,
  demoReactions,
  demoUniversities,
} from './demo/index.ts';

const MINUTE_MS = 60_000;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;

/** A UUIDv7 of a time whose random bits come from a name: the demo is the same on every machine. */
function fixedId(name: string, milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  const bits = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'[Number.parseInt(bits[3] ?? '0', 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(4, 7)}-${bits.slice(8, 20)}`;
}

const HOUR_MS = 60 * MINUTE_MS;

/**
 * The demo's last moment: the hour that has just begun. So the campus looks alive whenever it is made, and no post is in the
 * future.
 */
const lastMoment = (now: Date) => Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;

/**
 * Fills an empty database with the demo campus, in one transaction.
 * @returns false if there are members already
 */
export async function seedDemo(ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`select not exists (select from auth.users) as empty`.execute(
    ctx.db,
  );
  if (!rows[0]?.empty) return false;
  const universityIds = new Map<string, string>();
  for (const university of demoUniversities) {
    const opened = await auth.openUniversity(ctx, { ...university, rules: [...university.rules] });
    universityIds.set(university.name, opened.id);
  }
  const passwordHash = await auth.hashPassword(DEMO_PASSWORD);
  const now = lastMoment(ctx.clock());

  const client = new pg.Client({ connectionString: ctx.config.databaseDirectUrl });
  await client.connect();
  try {
    await client.query('begin');
    // If two starts use one database at once, the second waits, and then finds members.
    await client.query('lock table auth.users in share row exclusive mode');
    const before = await client.query('select 1 from auth.users limit 1');
    if (before.rowCount !== 0) return false;
    await fill(client, universityIds, passwordHash, now);
    await client.query('commit');
  } finally {
    await client.end(); // rolls back an open transaction as well
  }
  return true;
}

async function fill(
  client: pg.Client,
  universityIds: Map<string, string>,
  passwordHash: string,
  now: number,
): Promise<void> {
  const ids = new Map(
    demoMembers.map((member, index) => [
      member.username,
      fixedId(member.username, now - 6 * MONTH_MS + index * MINUTE_MS),
    ]),
  );
  const idOf = (username: string): string => {
    const id = ids.get(username);
    if (id === undefined) throw new Error(`the demo campus has no ${username}`);
    return id;
  };
  const members: SeedMember[] = demoMembers.map((member, index) => ({
    id: idOf(member.username),
    username: member.username,
    email: member.email,
    displayName: member.displayName,
    universityId: universityIds.get(member.university) ?? '',
    affiliation: member.affiliation,
    department: member.department,
    graduationYear: member.graduationYear ?? null,
    bio: member.bio,
    isPrivate: member.isPrivate ?? false,
    locale: member.language,
    createdAt: new Date(now - 6 * MONTH_MS + index * MINUTE_MS),
  }));
  await copyMembers(client, members, passwordHash);
  for (const { username, role } of demoMembers) {
    if (role)
      await client.query('insert into auth.user_roles (user_id, role) values ($1, $2)', [
        idOf(username),
        role,
      ]);
  }

  const edges = Object.entries(demoFollows).flatMap(([follower, followees]) =>
    followees.map((followee) => ({ follower, followee })),
  );
  await copyFollows(
    client,
    edges.map(({ follower, followee }, index) => ({
      followerId: idOf(follower),
      followeeId: idOf(followee),
      id: fixedId(`${follower} ${followee}`, now - 3 * MONTH_MS + index * MINUTE_MS),
    })),
  );
  const relations = [
    ['social.follow_requests', 'requester_id', 'target_id', demoFollowRequests],
    ['social.blocks', 'blocker_id', 'blocked_id', demoBlocks],
    ['social.mutes', 'muter_id', 'muted_id', demoMutes],
  ] as const;
  for (const [table, from, to, pairs] of relations) {
    for (const pair of pairs) {
      await client.query(`insert into ${table} (${from}, ${to}, id) values ($1, $2, $3)`, [
        idOf(pair.from),
        idOf(pair.to),
        fixedId(`${table} ${pair.from} ${pair.to}`, now - MONTH_MS),
      ]);
    }
  }
  const posts = [...demoPostRows(idOf, now)];
  await copyPosts(client, posts, ids);
  const postIds = new Map(demoPosts.map(({ key }, index) => [key, posts[index]?.id ?? '']));
  for (const kind of ['like', 'repost', 'bookmark'] as const)
    await copyReactions(client, kind, demoReactionRows(kind, idOf, postIds, now));
  await countEverything(client);
  await writeConversations(client, demoConversations, { idOf, fixedId, now });
}

function* demoReactionRows(
  kind: SeedReactionKind,
  idOf: (username: string) => string,
  postIds: ReadonlyMap<string, string>,
  now: number,
): Generator<SeedReaction> {
  for (const { kind: made, member, post, minutesAgo } of demoReactions) {
    const postId = postIds.get(post);
    if (made !== kind || postId === undefined) continue;
    yield {
      postId,
      userId: idOf(member),
      id: fixedId(`${kind} ${member} ${post}`, now - minutesAgo * MINUTE_MS),
    };
  }
}

function* demoPostRows(idOf: (username: string) => string, now: number): Generator<SeedPost> {
  const made = new Map<string, SeedPost>();
  for (const post of demoPosts) {
    const at = now - post.minutesAgo * MINUTE_MS;
    const parent = post.replyTo === undefined ? undefined : made.get(post.replyTo);
    const row: SeedPost = {
      id: fixedId(`post ${post.key}`, at),
      authorId: idOf(post.author),
      content: post.content.normalize('NFC'),
      createdAt: new Date(at),
      language: post.language,
      visibility: post.visibility ?? 'public',
      replyPolicy: post.replyPolicy ?? 'everyone',
      replyToId: parent?.id ?? null,
      rootId: parent ? (parent.rootId ?? parent.id) : null,
      quoteOfId: post.quoteOf === undefined ? null : (made.get(post.quoteOf)?.id ?? null),
      contentWarning: post.contentWarning ?? null,
    };
    made.set(post.key, row);
    yield row;
  }
}
