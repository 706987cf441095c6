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
type Kind = keyof typeof SUFFIXES;

/** Metrics by name, each with the names of its series, that a response declares. */
function declaredBy(text: string): [name: string, series: string[]][] {
  return [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', kind]) => [
    name,
    SUFFIXES[kind as Kind].map((suffix) => name + suffix),
  ]);
}

/** Every metric that real processes export: a gateway with a service behind it, a worker, and realtime. */
export async function scrapeAll(t: TestServer): Promise<Map<string, string[]>> {
  const serviceUrls = { ...t.ctx.config.serviceUrls, media: 'http://127.0.0.1:9' };
  const rest = moduleNames.filter((name) => name !== 'media');
  const ctx = { ...t.ctx, config: { ...t.ctx.config, serviceUrls }, state: new Map() };
  const [{ app }, health, realtime] = await Promise.all([
    gateway(ctx, rest),
    workerHealth(t.ctx, { host: '127.0.0.1', port: 0 }),
    startRealtime(t),
  ]);
  try {
    const texts = await Promise.all([
      app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' }).then(({ body }) => body),
      fetch(`http://127.0.0.1:${health.port}/metrics`).then((response) => response.text()),
      realtime.metrics(),
    ]);
    return new Map(texts.flatMap(declaredBy));
  } finally {
    await Promise.all([app.close(), health.close(), realtime.stop()]);
  }
}
