import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { asViewer } from './factory.ts';
import { memberVisibleTo, notMuted, visibleTo } from './visibility.ts';

const t = await testServer();
afterAll(t.close);

const VISIBILITIES = ['public', 'university', 'followers'] as const;
type Visibility = (typeof VISIBILITIES)[number];
type Standing = 'stranger' | 'requested' | 'follower';

/** Who may read what of an active author without blocks: the rule as a plain table. */
const READS: Record<string, readonly Visibility[]> = {
  'open account, stranger, same university': ['public', 'university'],
  'open account, stranger, other university': ['public'],
  'open account, requested, same university': ['public', 'university'],
  'open account, requested, other university': ['public'],
  'open account, follower, same university': ['public', 'university', 'followers'],
  'open account, follower, other university': ['public', 'followers'],
  'private account, stranger, same university': [],
  'private account, stranger, other university': [],
  'private account, requested, same university': [],
  'private account, requested, other university': [],
  'private account, follower, same university': ['public', 'university', 'followers'],
  'private account, follower, other university': ['public', 'followers'],
};

interface Author {
  id: string;
  row: string;
  standing: Standing;
  block: 'none' | 'by the viewer' | 'by the author' | 'by both';
  isMuted: boolean;
  followsBack: boolean;
  isHere: boolean;
  isPrivate: boolean | null;
  status: 'pending' | 'active' | 'suspended' | 'deleted';
}

/** Every combination, including those that the product never produces: a rule must not rely on other rules. */
function everyAuthor(): Author[] {
  const authors: Author[] = [];
  // Null: the member has no profile row yet.
  for (const standing of ['stranger', 'requested', 'follower'] as const)
    for (const block of ['none', 'by the viewer', 'by the author', 'by both'] as const)
      for (const isMuted of [false, true])
        for (const followsBack of [false, true])
          for (const isHere of [false, true])
            for (const isPrivate of [null, false, true])
              for (const status of ['pending', 'active', 'suspended', 'deleted'] as const) {
                const row = `${isPrivate ? 'private' : 'open'} account, ${standing}, ${isHere ? 'same' : 'other'} university`;
                const facts = { standing, block, isMuted, followsBack, isHere, isPrivate, status };
                authors.push({ id: newId(), row, ...facts });
              }
  return authors;
}

const authors = everyAuthor();
let viewer: Viewer;

beforeAll(async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const [far] = (await t.members(1, { university: 'nar' })) as [TestMember];
  viewer = asViewer(ayse);
  const { pool } = t.ctx;
  await pool.query(
    `insert into auth.users (id, username, display_name, email, mailbox, status, university_id, affiliation)
     select id, 'yazar_' || nr, 'Yazar', nr || '@x.edu', nr || '@x.edu', status, university, 'student'
     from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality as made (id, status, university, nr)`,
    [
      authors.map(({ id }) => id),
      authors.map(({ status }) => status),
      authors.map(({ isHere }) => (isHere ? ayse.universityId : far.universityId)),
    ],
  );
  const conversing = authors.filter(({ isPrivate }) => isPrivate !== null);
  await pool.query(
    'insert into profiles.profiles (user_id, is_private) select * from unnest($1::uuid[], $2::bool[])',
    [conversing.map(({ id }) => id), conversing.map(({ isPrivate }) => isPrivate)],
  );
  const edges = async (table: string, from: string, to: string, holds: (author: Author) => boolean) => {
    const ids = authors.filter(holds).map(({ id }) => id);
    await pool.query(
      `insert into social.${table} select ${from}, ${to}, other from unnest($2::uuid[]) other where $1::uuid is not null`,
      [ayse.id, ids],
    );
  };
  await edges('follows', '$1', 'other', ({ standing }) => standing === 'follower');
  await edges('follows', 'other', '$1', ({ followsBack }) => followsBack);
  await edges('follow_requests', '$1', 'other', ({ standing }) => standing === 'requested');
  await edges('blocks', '$1', 'other', ({ block }) => block === 'by the viewer' || block === 'by both');
  await edges('blocks', 'other', '$1', ({ block }) => block === 'by the author' || block === 'by both');
  await edges('mutes', '$1', 'other', ({ isMuted }) => isMuted);
});

interface Access {
  id: string;
  visibility: Visibility;
  reads: boolean;
  meets: boolean;
  unmuted: boolean;
}

/** The results of the rules for every author and visibility at once, as for the rows of a page. */
async function accessOf(lookingViewer: Viewer, ids: string[]): Promise<Map<string, Access[]>> {
  const { rows } = await sql<Access>`
    select author.id, said.visibility,
      ${visibleTo(lookingViewer, sql`author.id`, sql`said.visibility`)} as reads,
      ${memberVisibleTo(lookingViewer, sql`author.id`)} as meets,
      ${notMuted(lookingViewer, sql`author.id`)} as unmuted
    from unnest(${ids}::uuid[]) author(id)
    cross join (values ('public'), ('university'), ('followers')) said(visibility)`.execute(t.ctx.db);
  const byAuthor = new Map<string, Access[]>();
  for (const row of rows) byAuthor.set(row.id, [...(byAuthor.get(row.id) ?? []), row]);
  return byAuthor;
}

test('every combination of facts has the result of the table', async () => {
  const answered = await accessOf(
    viewer,
    authors.map(({ id }) => id),
  );
  const wrong = authors.filter(({ id, row, block, status }) => {
    const reads = (answered.get(id) ?? [])
      .filter((access) => access.reads)
      .map((access) => access.visibility);
    const expected = block === 'none' && status === 'active' ? READS[row] : [];
    return JSON.stringify(reads.sort()) !== JSON.stringify([...(expected ?? ['missing'])].sort());
  });
  expect(wrong).toEqual([]);
  expect(authors).toHaveLength(3 * 4 * 2 * 2 * 2 * 3 * 4);
});

test('the card of an active member without blocks is visible, private or not; a mute silences and hides nothing', async () => {
  const answered = await accessOf(
    viewer,
    authors.map(({ id }) => id),
  );
  const wrong = authors.filter(({ id, block, status, isMuted }) =>
    (answered.get(id) ?? []).some(
      ({ meets, unmuted }) => meets !== (block === 'none' && status === 'active') || unmuted === isMuted,
    ),
  );
  expect(wrong).toEqual([]);
});

test.for(['active', 'suspended'] as const)(
  'one’s own is always visible, also for an account that is %s',
  async (status) => {
    for (const isPrivate of [false, true]) {
      const self = authors.find((author) => author.status === status && author.isPrivate === isPrivate)!;
      const own = { ...viewer, id: self.id, universityId: newId() };
      expect((await accessOf(own, [self.id])).get(self.id)).toMatchObject(
        VISIBILITIES.map((visibility) => ({ visibility, reads: true, meets: true, unmuted: true })),
      );
    }
  },
);
