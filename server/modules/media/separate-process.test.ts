import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateway } from '../../hosts/gateway.ts';
import { type HttpProcess, httpProcess } from '../../hosts/http.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { moduleNames } from '../table.ts';
import { picture, upload } from './factory.ts';

let t: TestServer;
let ayse: TestMember;
let inner: HttpProcess;
let outer: HttpProcess;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
  inner = await httpProcess(t.ctx, ['media'], { limited: false });
  await inner.app.listen({ port: 0, host: '127.0.0.1' });
  const address = `http://127.0.0.1:${(inner.app.server.address() as AddressInfo).port}`;
  const config = { ...t.ctx.config, serviceUrls: { ...t.ctx.config.serviceUrls, media: address } };
  const rest = moduleNames.filter((name) => name !== 'media');
  outer = await gateway({ ...t.ctx, config, state: new Map() }, rest);
  await outer.app.ready();
});
afterAll(async () => {
  await outer.app.close();
  await inner.app.close();
  await t.close();
});

test('behind a gateway, the module in another process uploads, serves and resumes alike', async () => {
  const photo = await picture(300, 200).png().toBuffer();
  const { status, body } = await upload(outer, ayse, photo);
  expect(status).toBe(201);
  const part = await outer.app.inject({ method: 'GET', url: body.url, headers: { range: 'bytes=0-3' } });
  expect({ status: part.statusCode, body: part.body }).toEqual({ status: 206, body: 'RIFF' });

  const headers = { authorization: `Bearer ${ayse.accessToken}`, 'tus-resumable': '1.0.0' };
  const url = '/api/v1/media/uploads';
  const opened = await outer.app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'upload-length': String(photo.length) },
  });
  expect(opened.statusCode).toBe(201);
  const uploadUrl = String(opened.headers.location);
  const sent = await outer.app.inject({
    method: 'PATCH',
    url: uploadUrl,
    payload: photo,
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  });
  expect(sent.statusCode).toBe(204);
  const head = await outer.app.inject({ method: 'HEAD', url: uploadUrl, headers });
  expect(head.headers['upload-offset']).toBe(String(photo.length));
});
