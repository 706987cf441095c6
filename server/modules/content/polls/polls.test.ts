import fc from 'fast-check';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../factory.ts';
import { Post } from '../schemas.ts';
import { Poll } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const options = ['Menemen', 'Simit', 'Hiçbiri'];

/** The difference between counters and rows, over all polls. */
const DIFFERENCES = `
  select poll.post_id, poll.votes, poll.voters
  from content.polls poll
  where poll.voters <> (select count(*) from content.poll_votes vote where vote.post_id = poll.post_id)
    or poll.votes <> (
      select array_agg((select count(*)::int from content.poll_votes vote
        where vote.post_id = poll.post_id and position = any(vote.choices)) order by position)
      from generate_series(0, cardinality(poll.options) - 1) position)`;

test('a poll hides its results until the viewer has voted', async () => {
  const [ayse, bora] = await two();
  const made = await t.as(ayse).post('/posts', {
    content: 'Kahvaltı?',
    poll: { options: [' Menemen ', 'Simit\tve\nçay'], closesInMinutes: 60 },
  });
  expect(Post.strict().parse(made).poll).toEqual({
    options: [
      { text: 'Menemen', votes: 0 },
      { text: 'Simit ve çay', votes: 0 },
    ],
    multiple: false,
    closesAt: new Date(Date.parse(made.createdAt) + 3_600_000).toISOString(),
    closed: false,
    voters: 0,
    viewerChoices: [],
  });
  const before = (await t.as(bora).get(`/posts/${made.id}`)).poll;
  expect(before).toMatchObject({
    options: [{ text: 'Menemen' }, { text: 'Simit ve çay' }],
    viewerChoices: [],
  });
  expect(JSON.stringify(before)).not.toMatch(/vote/);

  const answer = await t.as(bora).raw('POST', `/posts/${made.id}/poll/votes`, { body: { choices: [1] } });
  expect(answer.status).toBe(200);
  expect(Poll.parse(answer.body)).toMatchObject({
    options: [{ votes: 0 }, { votes: 1 }],
    voters: 1,
    viewerChoices: [1],
  });
  expect((await t.as(bora).get(`/posts/${made.id}`)).poll).toEqual(answer.body);
});

test('a closed poll shows its results to everybody and accepts no vote', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, poll: { options, closesInMinutes: 5 } });
  t.clock.advance(5 * 60_000);
  expect((await t.as(bora).get(`/posts/${post.id}`)).poll).toMatchObject({ closed: true, voters: 0 });
  expect(await t.as(bora).post(`/posts/${post.id}/poll/votes`, { choices: [0] })).toMatchObject({
    status: 422,
    code: 'poll_closed',
  });
  t.clock.advance(-5 * 60_000);
});

test('a vote is final, and repeating it returns the same answer, even after the close', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, poll: { options, multiple: true, closesInMinutes: 5 } });
  const votes = `/posts/${post.id}/poll/votes`;
  const first = await t.as(bora).post(votes, { choices: [2, 0] });
  expect(first).toMatchObject({ viewerChoices: [0, 2], voters: 1 });
  expect(await t.as(bora).post(votes, { choices: [0, 2] })).toEqual(first);
  expect(await t.as(bora).post(votes, { choices: [1] })).toMatchObject({
    status: 409,
    code: 'already_voted',
  });
  t.clock.advance(5 * 60_000);
  expect(await t.as(bora).post(votes, { choices: [0, 2] })).toEqual({ ...first, closed: true });
  t.clock.advance(-5 * 60_000);
});

test.for([
  [[0, 1], false, 'single_choice_poll'],
  [[3], false, 'unknown_poll_option'],
  [[1, 1], true, 'unknown_poll_option'],
  [[-1], true, 'invalid_request'],
  [[], true, 'invalid_request'],
] as const)('the choices %j, several allowed %s, are refused', async ([choices, multiple, code]) => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, poll: { options, multiple } });
  expect(await t.as(bora).post(`/posts/${post.id}/poll/votes`, { choices })).toMatchObject({ code });
  expect((await t.as(ayse).get(`/posts/${post.id}`)).poll.voters).toBe(0);
});

test('the author and members who may not see the post cannot vote, and a post without a poll says so', async () => {
  const [ayse, bora] = await two();
  const asking = await makePost(t, { author: ayse, visibility: 'followers', poll: { options } });
  const plain = await makePost(t, { author: ayse });
  const vote = (member: TestMember, id: string) =>
    t.as(member).post(`/posts/${id}/poll/votes`, { choices: [0] });
  expect(await vote(ayse, asking.id)).toMatchObject({ status: 422, code: 'own_poll' });
  expect(await vote(bora, asking.id)).toMatchObject({ status: 404, code: 'post_not_found' });
  expect(await vote(bora, plain.id)).toMatchObject({ status: 404, code: 'poll_not_found' });
  await t.as(bora).put(`/users/${ayse.id}/follow`);
  expect(await vote(bora, asking.id)).toMatchObject({ voters: 1 });
});

test.for([
  [['Evet'], 'invalid_request'],
  [Array.from({ length: 9 }, (_, index) => `${index}`), 'invalid_request'],
  [['Evet', ' '], 'poll_option_empty'],
  [['Evet', '\u200b'], 'poll_option_empty'],
  [['Evet', '\u034f\ufe0f'], 'poll_option_empty'],
  [['Işık', 'IŞIK'], 'poll_option_repeated'],
  [['Evet', ' evet\u3164'], 'poll_option_repeated'],
  [['Internet', 'internet'], 'poll_option_repeated'],
  [[`a${'\u0336'.repeat(6)}`, 'b'], 'too_many_combining_marks'],
  [['a'.repeat(51), 'b'], 'poll_option_too_long'],
  [['a\u0000', 'b'], 'forbidden_character'],
] as const)('the options %j are refused', async ([given, code]) => {
  const [ayse] = await two();
  expect(await t.as(ayse).post('/posts', { content: 'Soru', poll: { options: given } })).toMatchObject({
    code,
  });
});

test.for([
  ['oldu', 'öldü'],
  ['on', 'ön'],
  ['kar', 'kâr'],
  ['açı', 'acı'],
  ['x2', 'x²'],
  ['résumé', 'resume'],
])('%s and %s are different options', async (given) => {
  const [ayse] = await two();
  const poll = { options: given };
  expect((await t.as(ayse).raw('POST', '/posts', { body: { content: '?', poll } })).status).toBe(201);
});

test('options that consist of emoji are distinguished', async () => {
  const [ayse] = await two();
  const poll = { options: ['👍', '👎', '👩‍👩‍👧‍👦'] };
  expect((await t.as(ayse).raw('POST', '/posts', { body: { content: '?', poll } })).status).toBe(201);
});

test('a quoted post shows its poll, and deleting a post deletes its poll', async () => {
  const [ayse, bora] = await two();
  const asking = await makePost(t, { author: ayse, poll: { options } });
  const quoting = await makePost(t, { author: bora, quoteOf: asking });
  expect(quoting.quoteOf).toMatchObject({ poll: { multiple: false, viewerChoices: [] } });
  await t.as(bora).post(`/posts/${asking.id}/poll/votes`, { choices: [0] });
  await t.as(ayse).delete(`/posts/${asking.id}`);
  const { rowCount } = await t.ctx.pool.query('select from content.polls where post_id = $1', [asking.id]);
  expect(rowCount).toBe(0);
});

test('counters equal votes under concurrent and repeated votes, and while the post is deleted', async () => {
  const members = await t.members(9);
  const [author, ...voters] = members as [TestMember, ...TestMember[]];
  const ballot = fc.record({
    voter: fc.nat(voters.length - 1),
    choices: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(ballot, { minLength: 2, maxLength: 20 }),
      fc.boolean(),
      fc.boolean(),
      async (ballots, multiple, isDeleted) => {
        const post = await makePost(t, { author, poll: { options, multiple } });
        const cast = ballots.map(({ voter, choices }) =>
          t.as(voters[voter]!).raw('POST', `/posts/${post.id}/poll/votes`, { body: { choices } }),
        );
        if (isDeleted) cast.splice(1, 0, t.as(author).raw('DELETE', `/posts/${post.id}`));
        for (const { status } of await Promise.all(cast)) expect([200, 204, 404, 409, 422]).toContain(status);
        expect((await t.ctx.pool.query(DIFFERENCES)).rows).toEqual([]);
      },
    ),
    { numRuns: exampleCount(25) },
  );
});

test('connections that are killed half-way leave no counter without its vote', async () => {
  const [author, ...voters] = (await t.members(13)) as [TestMember, ...TestMember[]];
  const post = await makePost(t, { author, poll: { options, multiple: true } });
  const killer = new pg.Client({ connectionString: t.databaseUrl });
  await killer.connect();
  let isVoting = true;
  const killing = (async () => {
    while (isVoting) {
      await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'chitlaq test' and state = 'idle in transaction' limit 1`,
      );
    }
  })();
  const vote = (voter: TestMember) =>
    t.as(voter).raw('POST', `/posts/${post.id}/poll/votes`, { body: { choices: [0, 2] } });
  try {
    for (let round = 0; round < 5; round += 1) {
      for (const { status } of await Promise.all(voters.map(vote))) expect([200, 503]).toContain(status);
      expect((await killer.query(DIFFERENCES)).rows).toEqual([]);
    }
  } finally {
    isVoting = false;
    await killing;
    await killer.end();
  }
  // The pool may still contain a connection that was just killed: this round finds it.
  await Promise.all(voters.map(vote));
  for (const answer of await Promise.all(voters.map(vote))) expect(answer.status).toBe(200);
  expect((await t.as(author).get(`/posts/${post.id}`)).poll).toMatchObject({
    voters: voters.length,
    options: [{ votes: voters.length }, { votes: 0 }, { votes: voters.length }],
  });
});
