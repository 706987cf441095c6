import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeDirect, makeMessage } from '../factory.ts';

const t = await testServer();
afterAll(t.close);

const [reader, author] = (await t.members(2)) as [TestMember, TestMember];

test('messages are narrowed to days of the reader’s zone', async () => {
  const { id } = await makeDirect(t, reader, author);
  await makeMessage(t, reader, { id }, 'Yine leblebi');
  const [first, last] = ['Pacific/Kiritimati', 'Etc/GMT+12'];
  // The newest day of the earth has not begun where days begin last.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: first }).format(t.ctx.clock());
  for (const path of ['/conversations/search', `/conversations/${id}/search`]) {
    const count = async (q: string, tz: string) =>
      (await t.as(reader).get(`${path}?${new URLSearchParams({ q, tz })}`)).items.length;
    expect(await count(`leblebi since:${today}`, first)).toBe(1);
    expect(await count(`leblebi since:${today}`, last)).toBe(0);
    expect(await count(`leblebi until:${today}`, first)).toBe(0);
    expect(await count(`leblebi until:${today}`, last)).toBe(1);
    expect(await count(`since:${today}`, first)).toBe(1);
  }
});

test('a zone that does not exist is refused', async () => {
  for (const tz of ['Mars/Olympus', '+03:00', ''])
    expect(
      await t.as(reader).get(`/conversations/search?${new URLSearchParams({ q: 'leblebi', tz })}`),
    ).toMatchObject({ status: 400, code: 'invalid_request' });
});
