import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { seedBulk } from '../../database/seed/bulk.ts';
import { demoUniversities } from '../../database/seed/demo/index.ts';
import { auth } from '../../server/modules/auth/index.ts';
import { openSession } from '../../server/modules/auth/sign-in/sessions.ts';
import { subscriptions } from '../../server/modules/table.ts';
import { readConfig, readSecrets } from '../../server/platform/config.ts';
import { openContext } from '../../server/platform/context.ts';
import { newId } from '../../server/platform/id.ts';
import { openLog } from '../../server/platform/log.ts';
import { GROUP_SIZE } from './mix.ts';

/** A member of the load, signed in on one device. */
export interface LoadMember {
  id: string;
  username: string;
  accessToken: string;
  refreshToken: string;
  partnerId: string;
  /** The conversation with the partner. */
  conversationId: string;
  groupId: string;
}

export interface CampusSize {
  users: number;
  posts: number;
  follows: number;
  likes: number;
}

const SESSIONS_AT_ONCE = 16;

/**
 * Fills the empty database of a stack with a made-up campus, and signs `online` of its members in: in pairs that talk to each other, and in
 * groups.
 * @param addresses  of PostgreSQL itself: as its superuser, and as the role of the application
 * @param file       receives the members, as JSON
 */
export async function makePopulation(
  addresses: { superuser: string; application: string; redis: string },
  { secretFile, publicUrl, dataDir }: { secretFile: string; publicUrl: string; dataDir: string },
  size: CampusSize,
  online: number,
  file: string,
  say: (words: string) => void,
): Promise<void> {
  const environment = {
    NODE_ENV: 'production',
    SECRET_KEY_FILE: secretFile,
    SMTP_URL: 'smtp://127.0.0.1:1',
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    DATABASE_URL: addresses.application,
    DATABASE_DIRECT_URL: addresses.application,
    REDIS_URL: addresses.redis,
    LOG_LEVEL: 'error',
  };
  const ctx = await openContext({
    config: readConfig(environment),
    secrets: readSecrets(environment, dataDir),
    log: openLog('error', 'bench'),
    name: 'bench',
    subscriptions,
  });
  try {
    const universityIds: string[] = [];
    for (const university of demoUniversities)
      universityIds.push(
        (await auth.openUniversity(ctx, { ...university, rules: [...university.rules] })).id,
      );
    // Nobody signs in by password.
    const passwordHash = await auth.hashPassword(randomBytes(24).toString('base64url'));
    const options = { ...size, seed: 1, maxFollowers: Math.ceil(size.users * 0.74) };
    await seedBulk(addresses.superuser, options, { universityIds, passwordHash, now: Date.now(), say });
    const { rows } = await ctx.pool.query<{ id: string; username: string }>(
      `select id, username from auth.users where status = 'active' order by md5(id::text) limit $1`,
      [online],
    );
    const pairs = rows.map(() => newId());
    const groups = Array.from({ length: Math.ceil(rows.length / GROUP_SIZE) }, newId);
    const members: LoadMember[] = rows.map(({ id, username }, index) => ({
      id,
      username,
      accessToken: '',
      refreshToken: '',
      partnerId: rows[index % 2 === 0 ? index + 1 : index - 1]?.id ?? id,
      conversationId: pairs[index - (index % 2)] ?? '',
      groupId: groups[Math.floor(index / GROUP_SIZE)] ?? '',
    }));
    await insertConversations(ctx.pool, members);
    let next = 0;
    const signIn = async () => {
      for (let member = members[next++]; member !== undefined; member = members[next++]) {
        const { id } = member;
        const tokens = await ctx.transaction((tx) =>
          openSession(tx, id, { ip: '127.0.0.1', userAgent: 'bench' } as never),
        );
        member.accessToken = tokens.accessToken;
        member.refreshToken = tokens.refreshToken;
      }
    };
    await Promise.all(Array.from({ length: SESSIONS_AT_ONCE }, signIn));
    await rememberSuggestions(
      ctx.pool,
      members.map(({ id }) => id),
    );
    await ctx.pool.query('analyze messaging.conversations, messaging.memberships, auth.sessions');
    writeFileSync(file, JSON.stringify(members), { mode: 0o600 });
    say(`${members.length} members signed in`);
  } finally {
    await ctx.close();
  }
}

async function insertConversations(
  pool: { query(text: string, values: unknown[]): Promise<unknown> },
  members: readonly LoadMember[],
): Promise<void> {
  const firsts = members.filter((_, index) => index % 2 === 0);
  const makers = members.filter((_, index) => index % GROUP_SIZE === 0);
  await pool.query(
    `insert into messaging.conversations (id, type, pair, last_seq, last_message_at, created_by, created_at)
     select room, 'direct', least(one::text, other::text) || ':' || greatest(one::text, other::text), 0, now(), one, now()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) made (room, one, other)`,
    [firsts.map((one) => one.conversationId), firsts.map(({ id }) => id), firsts.map((one) => one.partnerId)],
  );
  await pool.query(
    `insert into messaging.conversations (id, type, name, last_message_at, created_by, created_at)
     select room, 'group', 'Kulüp', now(), maker, now() from unnest($1::uuid[], $2::uuid[]) made (room, maker)`,
    [makers.map(({ groupId }) => groupId), makers.map(({ id }) => id)],
  );
  await pool.query(
    `insert into messaging.memberships (conversation_id, member_id, state, joined_at)
     select room, member, 'active', now() from unnest($1::uuid[], $2::uuid[]) made (room, member)`,
    [
      members.flatMap(({ conversationId, groupId }) => [conversationId, groupId]),
      members.flatMap(({ id }) => [id, id]),
    ],
  );
}

/** What jobs compute once a day or an hour for each member who comes, as they left it at some time within that span. */
async function rememberSuggestions(
  pool: { query(text: string, values: unknown[]): Promise<unknown> },
  ids: readonly string[],
): Promise<void> {
  await pool.query(
    `insert into feed.affinities (user_id, member_id, points, common, via)
     select member.id, near.followee_id, 1000, 2, array[near.follower_id]
     from unnest($1::uuid[]) member (id)
     cross join lateral (
       select distinct on (second.followee_id) second.followee_id, second.follower_id
       from (select followee_id from social.follows where follower_id = member.id order by id desc limit 10) first
       join lateral (
         select followee_id, follower_id from social.follows where follower_id = first.followee_id order by id desc limit 20) second on true
       where second.followee_id <> member.id) near`,
    [ids],
  );
  await pool.query(
    `insert into feed.affinities_computed (user_id, at) select id, now() - random() * interval '1 day' from unnest($1::uuid[]) member (id)`,
    [ids],
  );
  await pool.query(
    `insert into feed.tastes_computed (user_id, at) select id, now() - random() * interval '1 hour' from unnest($1::uuid[]) member (id)`,
    [ids],
  );
}
