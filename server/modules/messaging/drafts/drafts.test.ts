import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { exampleCount } from '../../../testing/depth.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeDirect } from '../factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const setUp = async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { id } = await makeDirect(t, ayse, bora);
  const path = `/conversations/${id}/draft`;
  return {
    ayse,
    bora,
    id,
    read: (member = ayse) => t.as(member).get(path),
    saveDraft: (body: { content: string; version?: number }) => t.as(ayse).raw('PUT', path, { body }),
    send: (body: object, member = ayse) =>
      t.as(member).raw('POST', `/conversations/${id}/messages`, {
        body: { clientId: newId(), content: 'Gönderildi', ...body },
      }),
  };
};

test('sending clears the draft and notifies all devices; another member’s draft stays', async () => {
  const { ayse, bora, id, read, saveDraft, send } = await setUp();
  const events: { userIds: string[] }[] = [];
  const stop = await t.ctx.bus.subscribe('realtime.member_event', (payload) => {
    events.push(payload as unknown as { userIds: string[] }); // the published payload
  });
  await saveDraft({ content: 'Yarın gel' });
  await t.as(bora).put(`/conversations/${id}/draft`, { content: 'Olmaz' });
  await send({});
  expect(await read()).toEqual({ draft: null, version: 2 });
  expect((await read(bora)).draft).toMatchObject({ content: 'Olmaz' });
  const draft = (draftVersion: number) => ({
    userIds: [ayse.id],
    type: 'conversation',
    data: { conversationId: id, change: 'draft', draftVersion },
  });
  await expect
    .poll(() => events.filter(({ userIds }) => userIds.includes(ayse.id)))
    .toEqual([draft(1), draft(2)]);
  await stop();
});

test('a refused or repeated message clears nothing', async () => {
  const { bora, ayse, read, saveDraft, send } = await setUp();
  const clientId = newId();
  await send({ clientId });
  await saveDraft({ content: 'Sonraki' });
  expect((await send({ clientId })).status).toBe(200);
  await t.as(ayse).put(`/users/${bora.id}/block`);
  expect((await send({})).status).toBe(403);
  expect((await read()).draft).toMatchObject({ content: 'Sonraki' });
});

test('saving on top of a missing draft is a conflict', async () => {
  const { read, saveDraft } = await setUp();
  expect(await saveDraft({ content: 'Yarın', version: 3 })).toMatchObject({
    status: 409,
    body: { code: 'draft_conflict' },
  });
  expect(await read()).toEqual({ draft: null, version: 0 });
});

test('links and files clear it too', async () => {
  const { read, saveDraft, send } = await setUp();
  await saveDraft({ content: 'Bak' });
  await send({ content: 'https://example.org' });
  expect((await read()).draft).toBeNull();
});

test('whatever several devices save and send, none overwrites what it has not seen', async () => {
  /** A device that knows one version saves on top of it, sends it, or reads the draft. */
  const step = fc.record({ device: fc.nat(2), action: fc.constantFrom('keep', 'empty', 'send', 'look') });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { read, saveDraft, send } = await setUp();
      const known = [0, 0, 0];
      let [version, content] = [0, ''];
      for (const [index, { device, action }] of steps.entries()) {
        const knownVersion = known[device] ?? 0;
        if (action === 'look') known[device] = (await read()).version;
        else if (action === 'send') {
          await send({ draftVersion: knownVersion });
          if (content !== '' && version <= knownVersion) [version, content] = [version + 1, ''];
        } else {
          const text = action === 'keep' ? `Taslak ${index}` : '';
          const answer = await saveDraft({ content: text, version: knownVersion });
          const isCurrent = knownVersion === version;
          expect([answer.status, answer.body.code]).toEqual(
            isCurrent ? [200, undefined] : [409, 'draft_conflict'],
          );
          if (isCurrent) {
            [version, content] = [version + 1, text];
            known[device] = answer.body.version;
          }
        }
        const now = await read();
        expect([now.version, now.draft?.content ?? '']).toEqual([version, content]);
      }
    }),
    { numRuns: exampleCount(12) },
  );
});
