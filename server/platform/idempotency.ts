import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from './context.ts';
import { violatedConstraint } from './db.ts';
import type { Cron, JobTable } from './job-handlers.ts';
import { type ErasureStep, eraseRows } from './member-data/index.ts';
import { Problem } from './problem.ts';

declare module './db.ts' {
  interface Database {
    'platform.idempotency_keys': {
      member_id: string;
      key: string;
      request_hash: Buffer;
      response: unknown;
      created_at: Date;
    };
  }
}

/**
 * Runs `work` once per (member, key) and answers every retry with the first response.
 * The key is written in the same transaction as the change: a concurrent retry waits for it, and a crash leaves neither.
 *
 * @param key      the `Idempotency-Key` header; if absent, `work` simply runs
 * @param request  what the key stands for; another request with the same key is refused
 * @throws Problem 422 `idempotency_key_reused`; 410 `already_deleted` for a retry after the created thing was deleted
 */
export async function runIdempotent<T>(
  ctx: Context,
  memberId: string,
  key: string | undefined,
  request: unknown,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  if (key === undefined) return ctx.transaction(work);
  if (!isIdempotencyKey(key)) {
    throw new Problem(400, 'invalid_idempotency_key', 'Send an Idempotency-Key of 1 to 200 characters.');
  }
  const hash = hashOf(request);
  return ctx.transaction(async (tx) => {
    const made = await sql<{ key: string }>`
      with held as materialized (
        select pg_advisory_xact_lock(${lockOf(sql`${memberId}::uuid`, sql`${key}::text`)}) as lock
      )
      insert into platform.idempotency_keys (member_id, key, request_hash, created_at)
      select ${memberId}, ${key}, ${hash}, ${ctx.clock()}::timestamptz from held
      on conflict do nothing returning key`.execute(tx.db);
    if (made.rows.length === 0) {
      const before = await tx.db
        .selectFrom('platform.idempotency_keys')
        .select(['request_hash', 'response'])
        .where('member_id', '=', memberId)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      if (!before.request_hash.equals(hash)) {
        throw new Problem(
          422,
          'idempotency_key_reused',
          'This Idempotency-Key was used for another request. Use a new one.',
        );
      }
      if (before.response === null) {
        throw new Problem(410, 'already_deleted', 'What this request created has since been deleted.');
      }
      return before.response as T; // stored below with the same T
    }
    const response = await work(tx);
    await sql`update platform.idempotency_keys set response = ${JSON.stringify(response)}::jsonb
      where member_id = ${memberId} and key = ${key}`.execute(tx.db);
    return response;
  });
}

/** Whether `runIdempotent` accepts the key. */
export const isIdempotencyKey = (key: string): boolean => key.length >= 1 && key.length <= 200;

const hashOf = (request: unknown): Buffer => createHash('sha256').update(JSON.stringify(request)).digest();

export interface RequestKey {
  memberId: string;
  key: string;
}

/** The lock that a request with a key holds until its transaction ends. */
const lockOf = (memberId: RawBuilder<unknown>, key: RawBuilder<unknown>) =>
  sql`hashtextextended(${memberId} || ' ' || ${key}, 54)`;

/**
 * Holds keys for a batch of requests, without waiting for anybody. Those left out were used before, or are in use at this moment:
 * `runIdempotent` answers them. Index: idempotency_keys_pkey.
 * @returns the held keys, each as `memberId key`
 */
export async function holdFreshKeys(tx: Context, requests: readonly RequestKey[]): Promise<Set<string>> {
  if (requests.length === 0) return new Set();
  const { rows } = await sql<RequestKey>`
    with given as materialized (
      select "memberId" as member_id, key, pg_try_advisory_xact_lock(${lockOf(sql`"memberId"`, sql`key`)}) as is_held
      from json_to_recordset(${JSON.stringify(requests)}::json) as given ("memberId" uuid, key text)
    )
    select member_id as "memberId", key from given
    where is_held and not exists (
      select from platform.idempotency_keys used where used.member_id = given.member_id and used.key = given.key)`.execute(
    tx.db,
  );
  return new Set(rows.map(({ memberId, key }) => `${memberId} ${key}`));
}

/**
 * Stores the responses of a batch of requests, in the transaction that holds their keys.
 * @throws an error for which `isKeyConflict` holds, if another request with a key ended while `holdFreshKeys` ran
 */
export async function storeResponses(
  tx: Context,
  responses: readonly (RequestKey & { request: unknown; response: unknown })[],
): Promise<void> {
  if (responses.length === 0) return;
  const rows = responses.map(({ request, ...row }) => ({ ...row, hash: hashOf(request).toString('hex') }));
  await sql`
    insert into platform.idempotency_keys (member_id, key, request_hash, response, created_at)
    select "memberId", key, decode(hash, 'hex'), response, ${tx.clock()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as given ("memberId" uuid, key text, hash text, response jsonb)
    order by "memberId", key`.execute(tx.db);
}

/** Whether `storeResponses` failed because another request had used a key. */
export const isKeyConflict = (error: unknown): boolean =>
  violatedConstraint(error) === 'idempotency_keys_pkey';

/**
 * Deletes the stored response of something that was deleted, so that its text does not survive here. A retry then gets 410.
 * @param id  of the deleted thing: the `id` of the response
 */
export async function clearStoredResponse(tx: Context, memberId: string, id: string): Promise<void> {
  await sql`update platform.idempotency_keys set response = null
    where member_id = ${memberId} and response ->> 'id' = ${id}`.execute(tx.db);
}

/** Deletes a member's keys and stored responses. */
export const eraseStoredResponses: ErasureStep = eraseRows('platform.idempotency_keys', 'member_id');

/**
 * Replaces the response that retries get, when the request has a later outcome.
 * @param id  the `id` of the first response
 */
export async function updateStoredResponse(
  tx: Context,
  memberId: string,
  id: string,
  response: unknown,
): Promise<void> {
  await sql`update platform.idempotency_keys set response = ${JSON.stringify(response)}::jsonb
    where member_id = ${memberId} and response ->> 'id' = ${id}`.execute(tx.db);
}

/**
 * Deletes the stored request when its result did not come about, so that the same key can be tried again.
 * @param id  of the intended result: the `id` of the response
 */
export async function deleteStoredRequest(tx: Context, memberId: string, id: string): Promise<void> {
  await sql`delete from platform.idempotency_keys
    where member_id = ${memberId} and response ->> 'id' = ${id}`.execute(tx.db);
}

const KEY_TTL_MS = 24 * 3_600_000;
const BATCH = 5_000;

declare module './jobs.ts' {
  interface JobPayloads {
    'platform.deleteExpiredKeys': unknown;
  }
}

/** Keys are valid for one day. Deletes in short transactions, however many keys there are. */
async function deleteExpiredKeys(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - KEY_TTL_MS);
  for (;;) {
    const { numAffectedRows } = await sql`delete from platform.idempotency_keys where (member_id, key) in (
      select member_id, key from platform.idempotency_keys where created_at < ${before} limit ${BATCH})`.execute(
      ctx.db,
    );
    if (Number(numAffectedRows ?? 0) < BATCH) return;
  }
}

export const idempotencyJobs: JobTable = { 'platform.deleteExpiredKeys': deleteExpiredKeys };
export const idempotencyCrons: Cron[] = [{ at: '25 3 * * *', job: 'platform.deleteExpiredKeys' }];
