import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { insertCatalogue } from '../universities/queries.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let universityId: string;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await insertCatalogue(t.ctx.db, [
    { name: 'Ladin Üniversitesi', country: 'TR', domains: ['ladin.edu.tr'] },
    { name: 'Ardıç Üniversitesi', country: 'TR', domains: ['ardic.edu.tr'] },
  ]);
  universityId = (await t.as(admin).get('/admin/universities?q=ladin')).items[0].id;
  const rules = `/admin/universities/${universityId}/rules`;
  await t.as(admin).post(rules, { domain: 'ladin.edu.tr', prefix: 'b', affiliation: 'student' });
  await t.as(admin).post(rules, { domain: 'ladin.edu.tr', prefix: 'bp', affiliation: 'staff' });
  await t.as(admin).post(rules, {
    domain: 'mezun.ladin.edu.tr',
    includeSubdomains: true,
    affiliation: 'alumni',
  });
});
const preview = (email: string) => t.as(admin).post('/admin/universities/preview-address', { email });
const register = (email: string, username: string) =>
  t.anyone.raw('POST', '/auth/register', {
    body: { email, username, password: 'mor kestane bulut 71', displayName: 'Deneme' },
  });

test.for([
  ['b123@ladin.edu.tr', 'allowed', { affiliation: 'student', rule: { prefix: 'b' } }],
  ['BP7@Ladin.edu.tr', 'allowed', { affiliation: 'staff', rule: { prefix: 'bp' } }],
  ['kim@2020.mezun.ladin.edu.tr', 'allowed', { affiliation: 'alumni' }],
  ['a1@ladin.edu.tr', 'prefix_not_allowed', { rule: { domain: 'ladin.edu.tr' }, affiliation: null }],
  ['b1@cs.ladin.edu.tr', 'subdomain_not_covered', { rule: { domain: 'ladin.edu.tr' } }],
  ['b1@ardic.edu.tr', 'no_rules', { university: { name: 'Ardıç Üniversitesi' }, rule: null }],
  ['b1@gmail.com', 'unknown_domain', { university: null, rule: null }],
  ['b1@kotuladin.edu.tr', 'unknown_domain', {}],
  ['b1 ladin.edu.tr', 'not_an_address', {}],
  ['b1@ladin.edu.tr@gmail.com', 'not_an_address', {}],
] as const)('%s is %s, and registration agrees', async ([email, verdict, rest], { task }) => {
  expect(await preview(email)).toMatchObject({ verdict, ...rest });
  const status = (await register(email, `kim_${task.id.replace(/\D/g, '').slice(-12)}`)).status;
  expect(status === 202).toBe(verdict === 'allowed');
});

test('a closed university is named as the reason, and opens again', async () => {
  await t.as(admin).patch(`/admin/universities/${universityId}`, { isOpen: false });
  expect(await preview('b123@ladin.edu.tr')).toMatchObject({
    verdict: 'university_closed',
    university: { id: universityId },
    affiliation: null,
  });
  await t.as(admin).patch(`/admin/universities/${universityId}`, { isOpen: true });
  expect(await preview('b123@ladin.edu.tr')).toMatchObject({ verdict: 'allowed' });
});

test('previewing an address leaves nothing behind', async () => {
  const count = async () =>
    (
      await t.ctx.pool.query(
        'select (select count(*) from auth.users) + (select count(*) from auth.audit_log) n',
      )
    ).rows[0].n;
  const before = await count();
  await preview('b999@ladin.edu.tr');
  expect(await count()).toBe(before);
});
