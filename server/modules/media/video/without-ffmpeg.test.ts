import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { upload } from '../factory.ts';

let t: TestServer;
let ayse: TestMember;
const path = process.env.PATH;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
  process.env.PATH = '/nowhere';
});
afterAll(async () => {
  process.env.PATH = path;
  await t.close();
});

test.for([
  ['video', '\0\0\0\x18ftypisom\0\0\0\0isomavc1'],
  ['sound', 'ID3\x04\0\0\0\0\0\0'],
  ['animated AVIF', '\0\0\0\x1cftypavis\0\0\0\0avisavifmsf1', 'animated_avif_not_supported'],
] as const)(
  'without ffmpeg %s is refused with a clear message, and the quota announces it beforehand',
  async ([, head, code]) => {
    expect(await upload(t, ayse, Buffer.from(head, 'latin1'), 'a.mp4')).toMatchObject({
      status: 422,
      body: { code: code ?? 'video_not_supported' },
    });
    expect(await t.as(ayse).get('/media/quota')).toMatchObject({ video: false, files: 0 });
  },
);
