import { type CampusSettings, DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { auth } from '../../server/modules/auth/index.ts';
import type { Context } from '../../server/platform/context.ts';
import type { Database } from '../../server/platform/db.ts';
import { addJob } from '../../server/platform/jobs.ts';
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
import { copyInto } from './copy.ts';
import {
  DEMO_PASSWORD,
  demoBlocks,
  demoCampusName,
  demoConversations,
  demoFollowRequests,
  demoFollows,
  demoMembers,
  demoMutes,
  demoPosts,
  demoReactions,
  demoRecentFollows,
  demoUniversities,
  demoVotes,
} from './demo/index.ts';
import { postPictures } from './demo/pictures/index.ts';
import { todayPosts } from './demo/posts/today.ts';
import { addLinkPreviews, drawLinkPictures } from './demo-link-previews.ts';
import { attachPictures, drawPictures } from './demo-pictures.ts';
import { fixedId } from './fixed-id.ts';
import { writeNotifications } from './notifications.ts';

const MINUTE_MS = 60_000;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;

const HOUR_MS = 60 * MINUTE_MS;

/**
 * The demo's last moment: the hour that has just begun. So the campus looks alive whenever it is made, and no post is in the
 * future.
 */
const lastMoment = (now: Date) => Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;

/** A context whose database is this one connection, and so the transaction that it is in. */
function contextOn(client: pg.Client, ctx: Context): Context {
  const connection = { query: client.query.bind(client), release: () => undefined };
  const pool = { connect: async () => connection, end: async () => undefined };
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
  const tx: Context = {
    ...ctx,
    db,
    jobs: { add: (name, payload, spec) => addJob(db, name, payload, spec) },
    transaction: (work) => work(tx),
  };
  return tx;
}

/**
 * Fills an empty database with the demo campus, in one transaction.
 * @param options.pictures  whether it has pictures, which take most of the time
 * @returns false if there are members already
 */
export async function seedDemo(ctx: Context, { pictures = true } = {}): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`select not exists (select from auth.users) as empty`.execute(
    ctx.db,
  );
  if (!rows[0]?.empty) return false;
  const universityIds = new Map<string, string>();
  for (const university of demoUniversities) {
    const opened = await auth.openUniversity(ctx, { ...university, rules: [...university.rules] });
    universityIds.set(university.name, opened.id);
  }
  const [passwordHash, drawn, linkPictures] = await Promise.all([
    auth.hashPassword(DEMO_PASSWORD),
    pictures ? drawPictures(ctx) : [],
    pictures ? drawLinkPictures(ctx) : new Map(),
  ]);
  const now = lastMoment(ctx.clock());

  const client = new pg.Client({ connectionString: ctx.config.databaseDirectUrl });
  await client.connect();
  try {
    await client.query('begin');
    // If two starts use one database at once, the second waits, and then finds members.
    await client.query('lock table auth.users in share row exclusive mode');
    const before = await client.query('select 1 from auth.users limit 1');
    if (before.rowCount !== 0) return false;
    const { memberId, post } = await fill(client, universityIds, passwordHash, now, pictures);
    const tx = contextOn(client, ctx);
    await attachPictures(tx, client, drawn, { memberId, post }, new Date(now - 5 * MONTH_MS));
    await addLinkPreviews(tx, client, linkPictures, post);
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
  hasPictures: boolean,
): Promise<{ memberId: (username: string) => string; post: (key: string) => SeedPost }> {
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
  const settings: CampusSettings = { ...DEFAULT_CAMPUS.settings, name: demoCampusName };
  await client.query(
    `insert into auth.campus_settings (version, settings, changed_at, changed_by) values (1, $1, $2, $3)`,
    [JSON.stringify(settings), new Date(now - 5 * MONTH_MS), idOf('ayse')],
  );

  const edges = Object.entries(demoFollows).flatMap(([follower, followees]) =>
    followees.map((followee) => ({ follower, followee })),
  );
  const followedAt = (follower: string, followee: string): number | undefined => {
    const recent = demoRecentFollows.find(({ from, to }) => from === follower && to === followee);
    return recent && now - recent.minutesAgo * MINUTE_MS;
  };
  await copyFollows(
    client,
    edges.map(({ follower, followee }, index) => ({
      followerId: idOf(follower),
      followeeId: idOf(followee),
      id: fixedId(
        `${follower} ${followee}`,
        followedAt(follower, followee) ?? now - 3 * MONTH_MS + index * MINUTE_MS,
      ),
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
  const posts = [...demoPostRows(idOf, now, hasPictures)];
  await copyPosts(client, posts, ids);
  const rowByKey = new Map(demoPosts.map(({ key }, index) => [key, posts[index]]));
  const post = (key: string): SeedPost => {
    const row = rowByKey.get(key);
    if (row === undefined) throw new Error(`the demo campus has no post ${key}`);
    return row;
  };
  for (const kind of ['like', 'repost', 'bookmark'] as const)
    await copyReactions(client, kind, demoReactionRows(kind, idOf, post, now));
  await countEverything(client);
  await copyPolls(client, idOf, post, now);
  await writeNotifications(client, { idOf, postId: (key) => post(key).id, fixedId, now });
  await writeConversations(client, demoConversations, { idOf, fixedId, now });
  return { memberId: idOf, post };
}

/** Inserts the polls with their votes. */
async function copyPolls(
  client: pg.Client,
  idOf: (username: string) => string,
  post: (key: string) => SeedPost,
  now: number,
): Promise<void> {
  for (const { key, poll } of demoPosts) {
    if (poll === undefined) continue;
    const votes = demoVotes.filter((vote) => vote.post === key);
    const { options } = poll;
    const counts = options.map((_, choice) => votes.filter((vote) => vote.choice === choice).length);
    await client.query(
      `insert into content.polls (post_id, options, votes, multiple, closes_at, voters)
       values ($1, $2, $3, false, $4, $5)`,
      [post(key).id, options, counts, new Date(now + poll.closesInMinutes * MINUTE_MS), votes.length],
    );
    await copyInto(
      client,
      'content.poll_votes',
      ['post_id', 'user_id', 'choices', 'voted_at'],
      votes.map(({ member, choice, minutesAgo }) => [
        post(key).id,
        idOf(member),
        `{${choice}}`,
        new Date(now - minutesAgo * MINUTE_MS),
      ]),
    );
  }
}

function* demoReactionRows(
  kind: SeedReactionKind,
  idOf: (username: string) => string,
  post: (key: string) => SeedPost,
  now: number,
): Generator<SeedReaction> {
  for (const { kind: made, member, post: key, minutesAgo } of demoReactions) {
    if (made !== kind) continue;
    yield {
      postId: post(key).id,
      userId: idOf(member),
      id: fixedId(`${kind} ${member} ${key}`, now - minutesAgo * MINUTE_MS),
    };
  }
}

function* demoPostRows(
  idOf: (username: string) => string,
  now: number,
  hasPictures: boolean,
): Generator<SeedPost> {
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
      hasMedia: hasPictures && post.key in postPictures,
      hasPoll: post.poll !== undefined,
    };
    made.set(post.key, row);
    yield row;
  }
}

/**
 * Removes the posts of the demo's last day again: for measurements whose figures were made without them.
 * @throws if they are not all there
 */
export async function removeLastDay(ctx: Context): Promise<void> {
  const contents = todayPosts.map(({ content }) => content.normalize('NFC'));
  const { numAffectedRows } =
    await sql`delete from content.posts where content = any(${contents}::text[])`.execute(ctx.db);
  if (Number(numAffectedRows) !== contents.length) throw new Error('the last day is not complete');
}
