import { afterAll, expect, test } from 'vitest';
import { makePost } from '../modules/content/factory.ts';
import { moduleNames } from '../modules/table.ts';
import { type TestMember, testServer } from '../testing/server.ts';
import { gateway } from './gateway.ts';

const t = await testServer();
// Answers with the tags alone.
const { app } = await gateway(t.ctx, moduleNames, {
  web: async ({ tags = '' }) => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from(`<head>${tags}</head>`),
  }),
});
afterAll(async () => {
  await app.close();
  await t.close();
});
const page = async (url: string, headers: Record<string, string> = {}) =>
  (await app.inject({ url, headers })).body;

test('the page of a post has tags for strangers once its author allows it, and no longer than that', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: ayse, content: 'Bahçede "açık" sınıf & çay <3' });
  const url = `/post/${post.id}?from=elsewhere`;
  expect(await page(url)).toBe('<head></head>');

  await t.as(ayse).patch('/privacy-settings', { publicPreviews: true });
  const tags = await page(url);
  expect(tags).toContain('content="Bahçede &#34;açık&#34; sınıf &#38; çay &#60;3"');
  expect(tags).toContain(`content="${t.ctx.config.publicUrl}/post/${post.id}"`);
  expect(tags).not.toContain(ayse.username);
  // Members see the post itself.
  expect(await page(url, { cookie: 'cl_session=1' })).toBe('<head></head>');

  await t.as(ayse).patch('/users/me', { isPrivate: true });
  expect(await page(url)).toBe('<head></head>');
});

test('the landing page always has a picture, other pages have no tags', async () => {
  expect(await page('/')).toContain(`content="${t.ctx.config.publicUrl}/link-tr.png"`);
  expect(await page('/home')).toBe('<head></head>');
});

test('the name of the campus may hold signs of HTML', async () => {
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const { version, settings } = await t.as(admin).get('/admin/campus');
  const name = { tr: 'Kampüs "A&B" <1>', en: 'Campus "A&B" <1>' };
  await t.as(admin).put('/admin/campus', { ...settings, name, basedOn: version });
  const tags = await page('/');
  expect(tags).toContain('<meta property="og:image:alt" content="Kampüs &#34;A&#38;B&#34; &#60;1&#62;"/>');
  expect(tags).not.toContain('<1>');
});
