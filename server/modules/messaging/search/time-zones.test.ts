import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeDirect, makeMessage } from '../factory.ts';

const t = await testServer();
afterAll(t.close);

const [reader, author] = (await t.members(2)) as [TestMember, TestMember];

test('messages can be filtered by days of the viewer’s time zone', async () => {
  const { id } = await makeDirect(t, reader, author);
  await makeMessage(t, reader, { id }, 'Yine leblebi');
  const [first, last] = ['Pacific/Kiritimati', 'Etc/GMT+12'];
  // The newest day on earth has not begun in the last time zone.
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

test('an unknown time zone is refused', async () => {
  for (const tz of ['Mars/Olympus', '+03:00', ''])
    expect(
      await t.as(reader).get(`/conversations/search?${new URLSearchParams({ q: 'leblebi', tz })}`),
    ).toMatchObject({ status: 400, code: 'invalid_request' });
});
