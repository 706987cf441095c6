import { afterAll, beforeAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { insertInBulk, type PlanNode, plansOf } from '../../../testing/plans.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { asViewer } from '../../social/factory.ts';
import { makeGroup } from '../factory.ts';
import { findShared } from './queries.ts';
import { SHARED_KINDS } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const MESSAGES = 20_000;
const PAGE = 21;
let reader: TestMember;
let conversation: string;
let ids: string[];

/** A conversation of 20,000 messages: every tenth has a picture, every hundredth a file or a link, each two hundredth another kind. */
beforeAll(async () => {
  const members = (await t.members(2)) as [TestMember, TestMember];
  reader = members[0];
  conversation = (await makeGroup(t, members)).id;
  const start = Date.UTC(2026, 0, 1);
  ids = Array.from({ length: MESSAGES }, (_, index) => idAt(start + index * 60_000));
  await insertInBulk(t, async (client) => {
    await client.query(
      `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, entities, has_media, created_at)
       select $1, 100 + n, id, $2, 'c' || n, type, 'x', case when n % 100 = 5 then '[{"type": "link", "start": 0, "end": 1, "url": "x"}]'::jsonb else '[]' end,
         type <> 'text', now()
       from unnest($3::uuid[]) with ordinality as made (id, n)
       cross join lateral (select case when n % 200 = 1 then 'video' when n % 200 = 2 then 'audio' when n % 100 = 3 then 'file'
         when n % 10 = 0 then 'image' else 'text' end as type) kind`,
      [conversation, members[1].id, ids],
    );
    await client.query('update messaging.conversations set last_seq = $2 where id = $1', [
      conversation,
      MESSAGES + 100,
    ]);
  });
  await t.ctx.pool.query('analyze');
});

/** How messages are read: the kinds of scan, and the rows that they return or discard. */
function readingOf(nodes: readonly PlanNode[]) {
  const messages = nodes.filter((node) => /^messages_p?\d+$/.test(node['Relation Name'] ?? ''));
  return {
    scans: messages.map((node) => node['Node Type']),
    rows: messages.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
  };
}

test.for(SHARED_KINDS.flatMap((kind) => [null, MESSAGES / 2].map((from) => [kind, from] as const)))(
  'a page of kind %s, from %s on, reads only its messages',
  async ([kind, from]) => {
    const nodes = await plansOf(t, async (db) => {
      const found = await findShared(db, asViewer(reader), conversation, kind, {
        firstSeq: 1,
        before: from === null ? null : ids[from]!,
        take: PAGE,
        now: new Date(),
      });
      expect(found).toHaveLength(PAGE);
    });
    const { scans, rows } = readingOf(nodes);
    expect(scans.length).toBeGreaterThan(0);
    for (const scan of scans) expect(scan).toMatch(/^Index/);
    // The page, and the message of the cursor.
    expect(rows).toBeLessThanOrEqual(PAGE + 1);
  },
);

test('a new member’s page does not read what came before', async () => {
  const nodes = await plansOf(t, (db) =>
    findShared(db, asViewer(reader), conversation, 'image', {
      firstSeq: MESSAGES + 60,
      before: null,
      take: PAGE,
      now: new Date(),
    }),
  );
  expect(readingOf(nodes).rows).toBeLessThanOrEqual(5);
});
