import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { conflictCounter } from '../../../platform/retry-on-conflict.ts';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeDirect, makeGroup } from '../factory.ts';
import { writeBatched } from './batcher.ts';
import { type NewMessageRow, writeMessages } from './queries.ts';

let t: TestServer;
/** A second process on the same database. */
let otherServer: TestServer;
let people: [TestMember, TestMember, TestMember, TestMember];
beforeAll(async () => {
  t = await testServer();
  otherServer = await testServer({ DATABASE_URL: t.databaseUrl });
  people = (await t.members(4)) as [TestMember, TestMember, TestMember, TestMember];
});
afterAll(async () => {
  await otherServer.close();
  await t.close();
});

const post = (server: TestServer, member: TestMember, conversation: { id: string }, clientId: string) =>
  server
    .as(member)
    .raw('POST', `/conversations/${conversation.id}/messages`, { body: { clientId, content: clientId } });

const messageRow = (member: TestMember, conversation: { id: string }, clientId: string): NewMessageRow => ({
  conversationId: conversation.id,
  id: newId(),
  senderId: member.id,
  clientId,
  type: 'text',
  content: clientId,
  entities: [],
  replyToId: null,
  forwarded: false,
  hasMedia: false,
  draftVersion: null,
  words: '',
  at: t.ctx.clock(),
});

/** How many transactions were retried because of deadlocks, in both processes. */
const deadlockRetries = async (): Promise<number> => {
  const { values } = await conflictCounter.get();
  const found = values.find(({ labels }) => labels.reason === 'deadlock' && labels.outcome === 'retried');
  return found?.value ?? 0;
};

/** How many backends wait for a lock of this kind. */
const waitingFor = (kind: 'advisory' | 'transactionid') => async (): Promise<number> => {
  const { rows } = await t.ctx.pool.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_locks lock join pg_stat_activity activity using (pid)
     where not granted and locktype = $1 and datname = current_database()`,
    [kind],
  );
  return rows[0]?.waiting ?? 0;
};

/**
 * Runs `work` while another transaction holds the draft of a sender. Once the work waits for that draft, the
 * other one requests the conversation. The other one never checks for deadlocks, so PostgreSQL cancels the
 * work; then the other one rolls back.
 */
async function withDeadlock<T>(
  lockedFirst: { id: string },
  draft: { conversation: { id: string }; writer: TestMember },
  work: () => Promise<T>,
): Promise<T> {
  await t
    .as(draft.writer)
    .put(`/conversations/${draft.conversation.id}/draft`, { content: 'Yarım', replyToId: null });
  const other = await t.ctx.pool.connect();
  await other.query('begin');
  await other.query("set local deadlock_timeout = '1h'");
  const { rows } = await other.query<{ pid: number }>(
    'select pg_backend_pid() as pid from messaging.drafts where conversation_id = $1 for update',
    [draft.conversation.id],
  );
  const before = await deadlockRetries();
  const answer = work();
  await expect.poll(waitingFor('transactionid')).toBe(1);
  const lockRequest = other
    .query('select from messaging.conversations where id = $1 for update', [lockedFirst.id])
    .catch(() => undefined); // cleaned up below if it failed
  await expect.poll(deadlockRetries, { timeout: 10_000 }).toBeGreaterThan(before);
  await t.ctx.pool.query('select pg_cancel_backend($1)', [rows[0]?.pid]);
  await lockRequest;
  await other.query('rollback');
  other.release();
  return answer;
}

test('a send that is cancelled by a deadlock is retried', async () => {
  const [ayse, bora] = people;
  const conversation = await makeDirect(t, ayse, bora);
  const answer = await withDeadlock(conversation, { conversation, writer: ayse }, () =>
    post(t, ayse, conversation, 'alone'),
  );
  expect(answer).toMatchObject({ status: 201, body: { clientId: 'alone', seq: 1 } });
});

test('a batch that is cancelled is retried as a batch, and each sender gets their own answer', async () => {
  const [ayse, bora, can] = people;
  const first = await makeDirect(t, ayse, can);
  const second = await makeDirect(t, ayse, bora);
  const third = await makeDirect(t, bora, can);
  const rows = [
    messageRow(ayse, first, 'one'),
    messageRow(bora, second, 'two'),
    messageRow(ayse, third, 'stranger'),
  ];
  const outcomes = await withDeadlock(second, { conversation: first, writer: ayse }, () =>
    Promise.all(rows.map((row) => writeBatched(t.ctx, row))),
  );
  expect(outcomes).toMatchObject([{ refusal: null }, { refusal: null, username: bora.username }, undefined]);
  for (const [index, conversation] of [first, second].entries()) {
    const { items } = await t.as(ayse).get(`/conversations/${conversation.id}/messages`);
    const mine = items.filter(({ clientId }: { clientId: string }) => clientId === rows[index]?.clientId);
    expect(mine).toMatchObject([{ id: rows[index]?.id, seq: outcomes[index]?.seq }]);
  }
});

test('a block and adding the same member do not deadlock', async () => {
  const [ayse, bora, can] = people;
  const group = await makeGroup(t, [ayse, bora, can]);
  await t.as(bora).delete(`/conversations/${group.id}/participants/${bora.id}`);
  const before = await deadlockRetries();
  const other = await t.ctx.pool.connect();
  await other.query("select pg_advisory_lock(hashtext('messaging.blocked_by'))");
  const blocked = t.as(can).raw('PUT', `/users/${bora.id}/block`);
  await expect.poll(waitingFor('advisory')).toBe(1);
  const added = t.as(ayse).raw('PUT', `/conversations/${group.id}/participants/${bora.id}`, { body: {} });
  await expect.poll(waitingFor('advisory')).toBe(2);
  await other.query("select pg_advisory_unlock(hashtext('messaging.blocked_by'))");
  other.release();
  expect(await blocked).toMatchObject({ status: 204 });
  expect(await added).toMatchObject({ status: 200 });
  expect(await deadlockRetries()).toBe(before);
  await t.as(can).delete(`/users/${bora.id}/block`);
});

test('a batch waits for nobody: the sender being blocked sends alone, afterwards', async () => {
  const [ayse, bora, can] = people;
  const shared = await makeGroup(t, [ayse, bora, can]);
  const free = await makeDirect(t, ayse, can);
  const other = await t.ctx.pool.connect();
  await other.query('begin');
  // Locked as by a block of Bora that is still updating her other memberships.
  const lockMembershipSql =
    'select from messaging.memberships where conversation_id = $1 and member_id = $2 for no key update';
  await other.query(lockMembershipSql, [shared.id, bora.id]);
  const written = await t.ctx.db.transaction().execute(async (trx) => {
    await sql`set local lock_timeout = '1s'`.execute(trx);
    return writeMessages(trx, [messageRow(bora, shared, 'held'), messageRow(ayse, free, 'free')], {
      waitsForLocks: false,
    });
  });
  expect(written).toMatchObject([{ nr: 1, refusal: null }]);
  const late = post(t, bora, shared, 'late');
  await expect.poll(waitingFor('transactionid')).toBe(1);
  await other.query('commit');
  other.release();
  expect(await late).toMatchObject({ status: 201, body: { clientId: 'late' } });
});

test('concurrent blocks and sends are all answered, with nothing lost, duplicated or skipped', async () => {
  const [ayse, bora, derya] = [people[0], people[1], people[3]];
  const members = [ayse, bora, derya];
  const conversations = [
    await makeDirect(t, bora, derya),
    ...(await Promise.all(Array.from({ length: 11 }, () => makeGroup(t, [ayse, bora, derya])))),
  ];
  const member = fc.nat(2);
  const steps = fc.array(
    fc.oneof(
      // One member who sends to many conversations at once.
      {
        weight: 3,
        arbitrary: fc.record({
          who: member,
          aside: fc.boolean(),
          into: fc.shuffledSubarray([...conversations.keys()]),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ who: member, aside: fc.boolean(), whom: fc.nat(2), on: fc.boolean() }),
      },
    ),
    { minLength: 5, maxLength: 25 },
  );
  let run = 0;
  const before = await deadlockRetries();
  const block = async (server: TestServer, otherMember: TestMember, other: TestMember, on: boolean) => {
    const { status, body } = await server
      .as(otherMember)
      .raw(on ? 'PUT' : 'DELETE', `/users/${other.id}/block`);
    if (otherMember === other && on) expect(body).toMatchObject({ code: 'cannot_block_self' });
    else expect(status).toBe(204);
  };
  await fc.assert(
    fc.asyncProperty(steps, async (allSteps) => {
      run += 1;
      const sent = new Map<string, string>();
      const send = async (
        server: TestServer,
        otherMember: TestMember,
        conversation: number,
        clientId: string,
      ) => {
        const { status, body } = await post(
          server,
          otherMember,
          conversations[conversation] as { id: string },
          clientId,
        );
        if (status === 201) sent.set(clientId, body.id);
        else if (conversation === 0 && otherMember === ayse)
          expect(body).toMatchObject({ code: 'conversation_not_found' });
        else expect(body).toMatchObject({ status: 403, code: 'recipient_blocked' });
      };
      await Promise.all(
        allSteps.flatMap((step, index) => {
          const server = step.aside ? otherServer : t;
          const otherMember = members[step.who] as TestMember;
          if ('whom' in step) return [block(server, otherMember, members[step.whom] as TestMember, step.on)];
          return step.into.map((conversation) =>
            send(server, otherMember, conversation, `${run}-${index}-${conversation}`),
          );
        }),
      );
      const { rows } = await t.ctx.pool.query<{ client_id: string; id: string }>(
        'select client_id, id from messaging.messages where client_id like $1',
        [`${run}-%`],
      );
      expect(rows).toHaveLength(sent.size);
      expect(new Map(rows.map((row) => [row.client_id, row.id]))).toEqual(sent);
      const gaps = await t.ctx.pool.query(
        `select conversation.id from messaging.conversations conversation
         join messaging.messages message on message.conversation_id = conversation.id
         group by conversation.id having count(*) <> conversation.last_seq or max(seq) <> conversation.last_seq`,
      );
      expect(gaps.rows).toEqual([]);
      // `blocked_by` matches the blocks.
      const wrong = await t.ctx.pool.query(
        `select from messaging.memberships membership
         where array(select unnest(membership.blocked_by) order by 1) <> array(
           select blocker_id from social.blocks block
           join messaging.memberships other on other.member_id = block.blocker_id and other.conversation_id = membership.conversation_id
           where block.blocked_id = membership.member_id order by 1)`,
      );
      expect(wrong.rowCount).toBe(0);
    }),
    { numRuns: exampleCount(10) },
  );
  // There was no deadlock, so nothing was retried.
  expect(await deadlockRetries()).toBe(before);
}, 60_000);
