import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import type { ManagedCampusRules } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
});

const managed = (): Promise<ManagedCampusRules> => t.as(admin).get('/admin/moderation/rules');
const change = (basedOn: string, items: object[]) =>
  t.as(admin).raw('PUT', '/admin/moderation/rules', { body: { basedOn, items } });
const given = ({ items }: ManagedCampusRules) =>
  items.filter(({ isRetired }) => !isRetired).map(({ isRetired: _, ...rule }) => rule);
const publicIds = async () =>
  (await t.anyone.get('/moderation/rules')).items.map(({ id }: { id: string }) => id);

test('texts, order, a new rule and a retired one, in one change', async () => {
  const before = await managed();
  const [spam, harassment, ...rest] = given(before);
  const pets = { titleTr: 'Hayvanlar', titleEn: 'Pets on campus!', textTr: 'Tasmayla', textEn: 'On a leash' };
  const items = [harassment!, { ...spam!, titleEn: 'No advertising' }, pets, ...rest.slice(1)];
  const answer = await change(before.revision, items);
  expect(answer.status).toBe(200);
  expect((await publicIds()).slice(0, 3)).toEqual(['harassment', 'spam', 'pets_on_campus']);
  expect(answer.body.items.at(-1)).toMatchObject({ id: 'hate', isRetired: true });
  expect((await t.anyone.get('/moderation/rules')).items[1]).toMatchObject({ titleEn: 'No advertising' });

  // A decision cannot name the retired one; it can come back.
  const [ayse] = (await t.members(1)) as [TestMember];
  const warn = (rule: string) =>
    t.as(admin).raw('POST', `/admin/users/${ayse.id}/warn`, { body: { reason: 'Deneme', rule } });
  expect(await warn('hate')).toMatchObject({ status: 422, body: { code: 'unknown_rule' } });
  expect(await warn('pets_on_campus')).toMatchObject({ status: 204 });
  const hate = (await managed()).items.at(-1)!;
  const { isRetired: _, ...back } = hate;
  await change(answer.body.revision, [...given(answer.body), back]);
  expect(await warn('hate')).toMatchObject({ status: 204 });
});

test('of two changes of the same list, the second is refused', async () => {
  const before = await managed();
  const items = given(before);
  const answers = await Promise.all([
    change(before.revision, items.toReversed()),
    change(before.revision, items.slice(1)),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('the rule of decisions that name none stays', async () => {
  const before = await managed();
  const without = given(before).filter(({ id }) => id !== 'other');
  expect(await change(before.revision, without)).toMatchObject({
    status: 422,
    body: { code: 'required_rule_missing' },
  });
});
