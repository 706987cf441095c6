import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ModuleName, moduleNames } from '../modules/table.ts';
import { SERVICE_ROLES, type ServiceRole, serviceSetting } from '../platform/settings.ts';
import { roles } from '../roles.ts';
import { client } from '../testing/client.ts';
import { type TestMember, type TestServer, testServer } from '../testing/server.ts';
import { gateway } from './gateway.ts';
import { type HttpProcess, httpProcess } from './http.ts';

const split = SERVICE_ROLES.filter((role) => roles[role].host === 'http');
const modulesOf = (role: ServiceRole): readonly ModuleName[] => roles[role].modules;

/** A request per module that an owner gets 200 for; GET unless it names a method. */
const requests: Record<ModuleName, string> = {
  auth: '/auth/sessions',
  me: '/auth/me',
  profiles: '/users/me',
  social: 'DELETE /users/01900000-0000-7000-8000-000000000000/follow',
  content: '/bookmarks',
  feed: '/feed/home',
  search: '/search/posts?q=ders',
  messaging: '/conversations',
  media: '/media/quota',
  notifications: '/notifications',
  announcements: '/announcements',
  moderation: '/admin/reports',
  analytics: '/admin/overview',
  status: '/status/history',
  imports: '/users/me/imports',
  boards: '/admin/boards',
};

const requestOf = (module: ModuleName): [method: 'GET' | 'DELETE', path: string] => {
  const request = requests[module];
  return request.startsWith('DELETE ') ? ['DELETE', request.slice('DELETE '.length)] : ['GET', request];
};

let t: TestServer;
let ayse: TestMember;
let gatewayProcess: HttpProcess;
let realtime: Server;
const processes = new Map<ServiceRole, HttpProcess>();

beforeAll(async () => {
  t = await testServer();
  [ayse] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const serviceUrls = { ...t.ctx.config.serviceUrls };
  for (const role of split) {
    const process = await httpProcess(t.ctx, modulesOf(role), { limited: false });
    await process.app.listen({ port: 0, host: '127.0.0.1' });
    processes.set(role, process);
    serviceUrls[role] = `http://127.0.0.1:${(process.app.server.address() as AddressInfo).port}`;
  }
  realtime = createServer((_request, response) => response.end('realtime'));
  await new Promise<void>((resolve) => realtime.listen(0, '127.0.0.1', resolve));
  serviceUrls.realtime = `http://127.0.0.1:${(realtime.address() as AddressInfo).port}`;
  gatewayProcess = await gateway({ ...t.ctx, config: { ...t.ctx.config, serviceUrls } }, []);
  await gatewayProcess.app.ready();
});
afterAll(async () => {
  await gatewayProcess.app.close();
  for (const { app } of processes.values()) await app.close();
  realtime.close();
  await t.close();
});

test('every module has a role, and every role has an address setting', () => {
  expect(split.flatMap(modulesOf).sort()).toEqual([...moduleNames].sort());
  expect(SERVICE_ROLES.map(serviceSetting)).toContain('MESSAGING_SERVICE_URL');
});

test.for([...moduleNames])('a gateway without modules proxies %s to its own process', async (module) => {
  const [split, unsplit] = await Promise.all(
    [gatewayProcess.app, t.app].map((app) => client(app, ayse.accessToken).raw(...requestOf(module))),
  );
  expect(split?.status, requests[module]).toBe(200);
  expect(Object.keys(split?.body)).toEqual(Object.keys(unsplit?.body));
});

test.for(split)('without an address for %s, the answer names its setting', async (role) => {
  const gatewayAlone = await gateway(t.ctx, []);
  for (const module of modulesOf(role)) {
    const answer = await client(gatewayAlone.app, ayse.accessToken).raw(...requestOf(module));
    expect(answer).toMatchObject({ status: 503, body: { code: 'module_not_available' } });
    expect(answer.body.detail).toContain(serviceSetting(role));
  }
  await gatewayAlone.app.close();
});

test('an address setting reaches the configuration', async () => {
  const { readConfig } = await import('../platform/config.ts');
  for (const role of SERVICE_ROLES)
    expect(readConfig({ [serviceSetting(role)]: 'http://10.0.0.7:3000' }).serviceUrls[role]).toBe(
      'http://10.0.0.7:3000',
    );
});
