import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from '../server/platform/embedded-postgres/index.ts';
import { newId } from '../server/platform/id.ts';
import { migrate } from '../server/platform/migrate.ts';

const LIKERS = 4_000;
const CONNECTIONS = 32;

/**
 * Likes that all go to one post, against likes of separate posts, and against a counter column that every like updates in the
 * post's row. Runs the statements of a like on a temporary durable PostgreSQL.
 */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-bench-'));
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { max_connections: 100 },
  });
  const pool = new pg.Pool({ connectionString: server.url, max: CONNECTIONS });
  try {
    await migrate(server.url, fileURLToPath(new URL('../database/migrations', import.meta.url)));
    const likers = await makeLikers(pool);
    const post = () => makePost(pool, likers[0] ?? '');
    await run(pool, 'warming up', likers, [await post()]);
    await run(pool, 'slots, a post each', likers, await Promise.all(likers.map(post)));
    await run(pool, 'slots, one post', likers, [await post()]);
    await pool.query('alter table content.likes disable trigger user');
    const count = 'update content.posts set like_count = like_count + 1 where id = $1';
    await run(pool, 'row alone, one post', likers, [await post()], count);
  } finally {
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeLikers(pool: pg.Pool): Promise<string[]> {
  const university = newId();
  await pool.query("insert into auth.universities (id, name, country) values ($1, 'Bench', 'TR')", [
    university,
  ]);
  const likers = Array.from({ length: LIKERS }, newId);
  await pool.query(
    `insert into auth.users (id, username, display_name, email, mailbox, email_verified_at, status, university_id, affiliation, locale, created_at, updated_at)
     select id, 'uye' || n, 'Üye', 'uye' || n || '@x', 'uye' || n || '@x', now(), 'active', $2, 'student', 'tr', now(), now()
     from unnest($1::uuid[]) with ordinality made (id, n)`,
    [likers, university],
  );
  return likers;
}

async function makePost(pool: pg.Pool, author: string): Promise<string> {
  const id = newId();
  await pool.query(
    "insert into content.posts (id, author_id, content, length, created_at) values ($1, $2, 'x', 1, now())",
    [id, author],
  );
  return id;
}

/** Every member likes one of the posts, with one like per connection at a time. */
async function run(
  pool: pg.Pool,
  name: string,
  likers: string[],
  posts: string[],
  count?: string,
): Promise<void> {
  const latencies: number[] = [];
  const remaining = likers.entries();
  const startedAt = performance.now();
  const likeInTurn = async () => {
    for (const [index, liker] of remaining) {
      const started = performance.now();
      await like(pool, posts[index % posts.length] ?? '', liker, count);
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, likeInTurn));
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (part: number) => `${(latencies[Math.floor(latencies.length * part)] ?? 0).toFixed(0)} ms`;
  console.log(`${name}: ${(likers.length / seconds).toFixed(0)} likes/s, p50 ${at(0.5)}, p99 ${at(0.99)}`);
}

async function like(pool: pg.Pool, post: string, liker: string, count: string | undefined): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select from content.posts where id = $1 and deleted_at is null', [post]);
    await client.query('insert into content.likes (post_id, user_id, id) values ($1, $2, $3)', [
      post,
      liker,
      newId(),
    ]);
    if (count !== undefined) await client.query(count, [post]);
    await client.query('select like_count from content.post_view where id = $1', [post]);
    await client.query('commit');
  } finally {
    client.release();
  }
}
