import type pg from 'pg';
import { signAccessToken } from '../../server/modules/auth/sign-in/tokens.ts';
import type { Context } from '../../server/platform/context.ts';
import { newId } from '../../server/platform/id.ts';

export interface Population {
  ids: string[];
  /** One per member. */
  sessions: string[];
  /** Conversations of members 0 and 1, 2 and 3, …. */
  pairs: string[];
  /** A group of the first members. */
  group: string;
}

/** Makes members with a session each, in direct conversations by pairs; the first three hundred also have a group. */
export async function makePopulation(pool: pg.Pool, count: number): Promise<Population> {
  const university = newId();
  await pool.query("insert into auth.universities (id, name, country) values ($1, 'Bench', 'TR')", [
    university,
  ]);
  const ids = Array.from({ length: count }, newId);
  const sessions = Array.from({ length: count }, newId);
  await pool.query(
    `insert into auth.users (id, username, display_name, email, mailbox, email_verified_at, status, university_id, affiliation, locale, created_at, updated_at)
     select id, 'uye' || n, 'Üye', 'uye' || n || '@x', 'uye' || n || '@x', now(), 'active', $2, 'student', 'tr', now(), now()
     from unnest($1::uuid[]) with ordinality made (id, n)`,
    [ids, university],
  );
  await pool.query(
    `insert into auth.sessions (id, user_id, created_at, last_seen_at, expires_at)
     select session, member, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::uuid[]) made (session, member)`,
    [sessions, ids],
  );
  const pairs = Array.from({ length: Math.floor(count / 2) }, newId);
  await pool.query(
    `insert into messaging.conversations (id, type, pair, last_seq, last_message_at, created_at)
     select room, 'direct', least(one::text, other::text) || ':' || greatest(one::text, other::text), 1, now(), now()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) made (room, one, other)`,
    [pairs, pairs.map((_, index) => ids[index * 2]), pairs.map((_, index) => ids[index * 2 + 1])],
  );
  const group = newId();
  await pool.query(
    `insert into messaging.conversations (id, type, name, last_message_at, created_at) values ($1, 'group', 'Kulüp', now(), now())`,
    [group],
  );
  await pool.query(
    `insert into messaging.memberships (conversation_id, member_id, state, joined_at)
     select room, member, 'active', now() from unnest($1::uuid[], $2::uuid[]) made (room, member)`,
    [
      [...pairs, ...pairs, ...ids.slice(0, 300).map(() => group)],
      [
        ...pairs.map((_, index) => ids[index * 2]),
        ...pairs.map((_, index) => ids[index * 2 + 1]),
        ...ids.slice(0, 300),
      ],
    ],
  );
  await pool.query('analyze');
  return { ids, sessions, pairs, group };
}

/** An access token per member, valid for 15 minutes. */
export async function signTokens(ctx: Context, { ids, sessions }: Population): Promise<string[]> {
  const tokens: string[] = [];
  for (const [index, id] of ids.entries()) tokens.push(await signAccessToken(ctx, id, sessions[index] ?? ''));
  return tokens;
}
