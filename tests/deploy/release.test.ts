import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { roleNames } from '../../server/roles.ts';

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (name: string) => readFileSync(join(deploy, name), 'utf8');
interface Service {
  image: string;
  stop_grace_period?: string;
  environment?: Record<string, string>;
}
const { services } = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service> };
const list = (file: string, name: string) =>
  (new RegExp(`^${name}=\\((.*)\\)$`, 'm').exec(read(file))?.[1] ?? '').split(' ');

test('a release switches every role, the worker first and the gateway last', () => {
  const rolling = list('switch.sh', 'ROLLING');
  expect([...rolling].sort()).toEqual([...roleNames].sort());
  expect(rolling[0]).toBe('worker');
  expect(rolling.at(-1)).toBe('gateway');
});

test('a release has every image; those of roles follow VERSION, each other one has a version of its own', () => {
  const names = new Set<string>();
  for (const [service, { image }] of Object.entries(services)) {
    const [, name = '', setting] = /^\$\{IMAGES:-chitlaq\}\/(\w+):\$\{(\w+):-latest\}$/.exec(image) ?? [];
    names.add(name);
    // They have our own code, and follow the database.
    const isOurs = [...roleNames, 'migrate', 'backup'].includes(service);
    expect(setting, service).toBe(isOurs ? 'VERSION' : `${name.toUpperCase()}_VERSION`);
  }
  expect(list('release', 'IMAGE_NAMES').sort()).toEqual([...names].sort());
});

test('a process has the time to drain and to finish before it is killed', () => {
  for (const role of roleNames) {
    const { environment = {}, stop_grace_period: grace = '' } = services[role] ?? {};
    const seconds = Number(environment.REALTIME_DRAIN_SECONDS ?? environment.DRAIN_SECONDS ?? 0);
    expect(Number.parseInt(grace, 10), role).toBeGreaterThanOrEqual(seconds + 10);
  }
  // Nginx looks every five seconds.
  expect(Number(services.gateway?.environment?.DRAIN_SECONDS)).toBeGreaterThan(5);
});
