import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../server/platform/context.ts';
import type { Db } from '../../server/platform/db.ts';

/** Each copy of a generated campus's three months is this many days older. */
const STEP_DAYS = 91;
const DAY_MS = 86_400_000;

/**
 * Makes a campus older: copies all of its posts with their words, each copy three months further back. They stay, and existing
 * copies are not repeated. A million posts take about four minutes.
 */
export async function ageCampus(ctx: Context, copies: number): Promise<void> {
  const { rows } = await sql<{ newest: Date }>`
    select created_at as newest from content.posts order by id desc limit 1`.execute(ctx.db);
  const newest = rows[0]?.newest;
  if (newest === undefined) return;
  const daysBefore = (days: number) => new Date(newest.getTime() + 1_000 - days * DAY_MS);
  for (let copy = 1; copy <= copies; copy++) {
    const [from, until] = [daysBefore((copy + 1) * STEP_DAYS), daysBefore(copy * STEP_DAYS)];
    const { rows: there } = await sql`
      select from content.posts where id >= ${floor(from)} and id < ${floor(until)} limit 1`.execute(ctx.db);
    if (there.length > 0) continue;
    const startedAt = performance.now();
    await ctx.transaction((tx) => copyOnce(tx.db, { newest: daysBefore(0), days: copy * STEP_DAYS }));
    console.log(
      `the same posts ${copy * STEP_DAYS} days before: ${Math.round((performance.now() - startedAt) / 1_000)} s`,
    );
  }
}

const floor = (moment: Date): RawBuilder<unknown> => sql`platform.uuid_floor(${moment}::timestamptz)`;

async function copyOnce(db: Db, { newest, days }: { newest: Date; days: number }): Promise<void> {
  const earlier = sql`make_interval(days => ${days}::integer)`;
  const source = new Date(newest.getTime() - STEP_DAYS * DAY_MS);
  // No triggers and no foreign keys: these posts were checked when they were written.
  await sql`set local session_replication_role = replica`.execute(db);
  await sql`set local statement_timeout = 0`.execute(db);
  await sql`set local maintenance_work_mem = '1GB'`.execute(db);
  await sql`
    create temporary table copied on commit drop as
    select post.id as original, post.created_at - ${earlier} as created_at,
      overlay(post.id::text placing left(platform.uuid_floor(post.created_at - ${earlier})::text, 13) from 1 for 13)::uuid as id
    from content.posts post where post.id >= ${floor(source)} and post.deleted_at is null`.execute(db);
  await sql`
    insert into content.posts (id, created_at, author_id, content, length, entities, visibility, reply_policy, language,
      content_warning, like_count, repost_count)
    select copied.id, copied.created_at, author_id, content, length, entities, visibility, reply_policy, language,
      content_warning, like_count, repost_count
    from copied join content.posts post on post.id = copied.original`.execute(db);
  const { rows: months } = await sql<{ name: string; from: string; until: string; isThere: boolean }>`
    select month.name, platform.uuid_floor(month.first)::text as from,
      platform.uuid_floor(month.first + interval '1 month')::text as until,
      to_regclass('search.' || month.name) is not null as "isThere"
    from (select distinct date_trunc('month', created_at, 'UTC') as first,
      'posts_' || to_char(date_trunc('month', created_at, 'UTC') at time zone 'UTC', 'YYYY_MM') as name from copied) month
    order by month.name desc`.execute(db);
  for (const { name, from, until, isThere } of months) {
    const month = sql.id('search', name);
    // Create its index after all rows are there: a tenth of the time.
    if (!isThere) await sql`create table ${month} (like search.posts)`.execute(db);
    await sql`
      insert into ${month} (post_id, words)
      select copied.id, found.words from copied join search.posts found on found.post_id = copied.original
      where copied.id >= ${from}::uuid and copied.id < ${until}::uuid`.execute(db);
    if (!isThere) {
      await sql`alter table search.posts attach partition ${month} for values from (${sql.lit(from)}) to (${sql.lit(until)})`.execute(
        db,
      );
    }
  }
  await sql`update search.vocabulary set posts = posts * ${days / STEP_DAYS + 1} / ${days / STEP_DAYS}`.execute(
    db,
  );
}
