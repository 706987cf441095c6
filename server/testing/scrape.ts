import type { AddressInfo } from 'node:net';
import { gateway } from '../hosts/gateway.ts';
import { startRealtime } from '../hosts/realtime/testing/process.ts';
import { workerHealth } from '../hosts/worker.ts';
import { moduleNames } from '../modules/table.ts';
import type { TestServer } from './server.ts';

/** Samples of a response of `/metrics`, by name with labels. */
export function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

const SUFFIXES = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
  counter: [''],
  gauge: [''],
};

/** Metrics by name, each with the names of its series, that a response declares. */
export const declaredBy = (text: string): [name: string, series: string[]][] =>
  [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', kind]) => [
    name,
    SUFFIXES[kind as keyof typeof SUFFIXES].map((suffix) => name + suffix),
  ]);

/** One process of each kind that has metrics: a gateway with a service behind it, a worker that runs no jobs, and realtime. */
export async function startProcesses(t: TestServer) {
  const serviceUrls = { ...t.ctx.config.serviceUrls, media: 'http://127.0.0.1:9' };
  const mounted = moduleNames.filter((name) => name !== 'media');
  const ctx = { ...t.ctx, config: { ...t.ctx.config, serviceUrls }, state: new Map() };
  const [{ app }, worker, realtime] = await Promise.all([
    gateway(ctx, mounted),
    workerHealth(t.ctx, { host: '127.0.0.1', port: 0 }),
    startRealtime(t),
  ]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const port = (app.server.address() as AddressInfo).port;
  return {
    app,
    realtime,
    /** Where each serves `/metrics`: host and port. */
    addresses: {
      gateway: `127.0.0.1:${port}`,
      worker: `127.0.0.1:${worker.port}`,
      realtime: new URL(realtime.origin).host,
    },
    close: () => Promise.all([app.close(), worker.close(), realtime.stop()]),
  };
}
