import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../server/testing/free-port.ts';
import { axePath } from './axe-path.ts';
import { type Campus, newDataDir, openCampus, removeDataDir } from './campus.ts';
import './provided.ts';

/** What a worker knows about its campus. */
export interface KeptCampus {
  port: number;
  dataDir: string;
  /** The address of a website whose links are previewed although it is on this machine. */
  siteHost: string;
}

/**
 * Keeps a campus for each worker that asks for one: its test files share it, because starting it takes as much work as many tests.
 * `GET /2` answers with that of worker 2, `GET /axe.js` with the script of axe.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const campuses = new Map<string, Promise<{ campus: Campus; kept: KeptCampus }>>();
  const axe = readFileSync(axePath);
  const keeper = createServer(async (request, response) => {
    const worker = request.url ?? '';
    if (worker === '/axe.js') {
      const headers = { 'content-type': 'text/javascript', 'cache-control': 'max-age=86400, immutable' };
      response.writeHead(200, headers).end(axe);
      return;
    }
    const opening = campuses.get(worker) ?? open();
    campuses.set(worker, opening);
    await opening.then(
      ({ kept }) => response.end(JSON.stringify(kept)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => keeper.listen(0, '127.0.0.1', resolve));
  project.provide('campusKeeper', `http://127.0.0.1:${(keeper.address() as AddressInfo).port}`);
  return async () => {
    keeper.closeAllConnections();
    keeper.close();
    const stopped = [...campuses.values()].map(async (opening) => {
      const { campus } = await opening;
      await campus.stop();
      removeDataDir(campus.dataDir);
    });
    await Promise.allSettled(stopped);
  };
}

async function open(): Promise<{ campus: Campus; kept: KeptCampus }> {
  const [port, sitePort] = [await freePort(), await freePort()];
  const siteHost = `127.0.0.1:${sitePort}`;
  const dataDir = newDataDir();
  const env = { ROLES: 'all', RATE_LIMITS: 'off', PREVIEW_LOCAL_ADDRESSES: siteHost };
  const campus = await openCampus({ dataDir, port, env });
  return { campus, kept: { port, dataDir, siteHost } };
}
