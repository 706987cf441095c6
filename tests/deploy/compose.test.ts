import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingsFiles } from '../../deploy/database-settings.mjs';
import { roleNames, roles } from '../../server/roles.ts';

interface Service {
  image?: string;
  build?: { context?: string; dockerfile?: string; target?: string; args?: Record<string, string> };
  user?: string;
  command?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  privileged?: boolean;
  security_opt?: string[];
  restart?: string;
  mem_limit?: string;
  pids_limit?: number;
  ulimits?: { nofile?: unknown };
  tmpfs?: string[];
  logging?: { driver?: string; options?: Record<string, string> };
  healthcheck?: Record<string, unknown> & { test?: string[] };
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  secrets?: string[];
  networks?: string[];
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
  container_name?: string;
  network_mode?: string;
  pid?: string;
}
interface Stack {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (name: string) => readFileSync(join(deploy, name), 'utf8');
const stack = parse(read('compose.yaml'), { merge: true }) as Stack;
const small = parse(read('compose.small.yaml'), { merge: true }) as Pick<Stack, 'services'>;
const monitoring = parse(read('compose.monitoring.yaml'), { merge: true }) as Pick<
  Stack,
  'services' | 'volumes'
>;
const services = Object.entries(stack.services);
/** What compose.monitoring.yaml adds, besides a setting of ours. */
const watchers = Object.entries(monitoring.services).filter(([name]) => !stack.services[name]);
const everything = [...services, ...watchers];
const megabytes = (limit = '') => Number(/^(\d+)m$/.exec(limit)?.[1]);
/** Stores and the proxy, whose checks have the plan's times for databases and caches; the rest are processes of ours. */
const STORES = ['postgres', 'pgbouncer', 'valkey'];
const ONCE = 'migrate';
/** What deploy/backup runs now and then: it ends. */
const TOOL = 'backup';
/** What does its work and ends, and is therefore neither restarted nor asked whether it is healthy. */
const ENDING = [ONCE, TOOL];

describe('compose.yaml', () => {
  test('has a service for each role, with no fixed name, so that each can be scaled', () => {
    expect(roleNames.filter((role) => !stack.services[role])).toEqual([]);
    for (const role of roleNames) {
      expect(stack.services[role]?.environment?.ROLES, role).toBe(role);
      expect(stack.services[role]?.container_name, role).toBeUndefined();
    }
  });

  test('each role runs the kind of process that it needs, realtime on Bun and the others on Node', () => {
    for (const role of roleNames) {
      const command = stack.services[role]?.command ?? [];
      if (role === 'realtime') expect(command).toEqual(['bun', 'server/dist/realtime.js']);
      else
        expect([command[0], ...command.slice(-2)], role).toEqual([
          'node',
          'server/dist/main.js',
          roles[role].host,
        ]);
    }
  });

  test('the gateway knows the address of each other role', () => {
    const { environment = {} } = stack.services.gateway ?? {};
    for (const role of roleNames.filter((name) => name !== 'gateway' && name !== 'worker')) {
      const setting =
        role === 'web' || role === 'admin'
          ? `${role.toUpperCase()}_URL`
          : `${role.toUpperCase()}_SERVICE_URL`;
      expect(environment[setting], setting).toBe(`http://${role}:3000`);
    }
  });

  test.for(everything)('%s is hardened and limited', ([name, service]) => {
    expect(service).toMatchObject({
      // It sees all files, so it is a user that owns none.
      user: name === 'node-exporter' ? '65534:65534' : '1001:1001',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: ENDING.includes(name) ? 'no' : 'unless-stopped',
    });
    for (const key of ['cap_add', 'privileged', 'network_mode', 'pid'] as const)
      expect(service[key], key).toBeUndefined();
    expect(megabytes(service.mem_limit)).toBeGreaterThan(0);
    expect(service.pids_limit).toBeGreaterThan(0);
    expect(service.ulimits?.nofile).toBeDefined();
    expect(service.tmpfs?.every((mount) => mount.includes('size='))).toBe(true);
    // One place, which the host bounds; named so that fail2ban finds Nginx there.
    expect(service.logging).toEqual({
      driver: expect.stringContaining('journald'),
      options: { tag: '{{.Name}}' },
    });
    expect(service.volumes?.some((volume) => volume.includes('docker.sock')) ?? false).toBe(false);
  });

  test.for(everything.filter(([name]) => !ENDING.includes(name)))(
    '%s has a health check with the times of its kind',
    ([name, service]) => {
      expect(service.healthcheck).toMatchObject(
        STORES.includes(name)
          ? { interval: '10s', timeout: '5s', retries: 5 }
          : { interval: '30s', timeout: '10s', retries: 3, start_period: '20s' },
      );
    },
  );

  test('processes start after healthy stores and the migrations', () => {
    for (const role of roleNames.filter((name) => name !== 'web' && name !== 'admin'))
      expect(stack.services[role]?.depends_on, role).toEqual({
        pgbouncer: { condition: 'service_healthy' },
        valkey: { condition: 'service_healthy' },
        [ONCE]: { condition: 'service_completed_successfully' },
      });
    expect(stack.services.nginx?.depends_on).toMatchObject({ gateway: { condition: 'service_healthy' } });
    expect(stack.services[ONCE]?.depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } });
  });

  test('only Nginx publishes, and only 80 and 443; strangers reach no store', () => {
    expect(everything.filter(([, service]) => service.ports).map(([name]) => name)).toEqual(['nginx']);
    expect(stack.services.nginx?.ports).toEqual(['80:8080', '443:8443']);
    expect(stack.networks.inside?.internal).toBe(true);
    expect(stack.networks.front?.internal).toBe(true);
    expect(stack.services.nginx?.networks).not.toContain('inside');
    for (const name of [...STORES, ONCE]) expect(stack.services[name]?.networks, name).toEqual(['inside']);
    const inNetwork = (network: string) =>
      everything.filter(([, service]) => service.networks?.includes(network)).map(([name]) => name);
    expect(inNetwork('outside')).toEqual(['media', 'worker', TOOL, 'alertmanager']);
    expect(inNetwork('edge')).toEqual(['nginx']);
    expect(inNetwork('front')).toEqual(['gateway', 'realtime', 'nginx', 'nginx-exporter']);
    // The database only with a place off site to archive to.
    expect(parse(read('compose.offsite.yaml'))).toEqual({
      services: { postgres: { networks: ['outside'] } },
    });
  });

  test('secrets are files; no environment names one', () => {
    for (const [name, service] of everything)
      for (const [key, value] of Object.entries(service.environment ?? {})) {
        if (/(?:PASSWORD|SECRET|KEY)$|^SMTP_URL$/.test(key))
          expect.fail(`${name}: ${key} is in the environment`);
        if (key.endsWith('_FILE'))
          expect(service.secrets, `${name}: ${key}`).toContain(String(value).split('/').at(-1));
        expect(String(value), `${name}: ${key}`).not.toMatch(/:\/\/[^/@]*:[^/@]*@/);
      }
    for (const page of ['web', 'admin']) expect(stack.services[page]?.secrets).toEqual([]);
  });

  test('each image is built here, from one base that is pinned by digest', () => {
    const bases = new Set<string>();
    const dockerfiles = readdirSync(deploy, { recursive: true, encoding: 'utf8' }).filter(
      (path) => basename(path) === 'Dockerfile',
    );
    expect(dockerfiles.length).toBeGreaterThan(4);
    for (const name of dockerfiles) {
      const text = read(name);
      bases.add(/^ARG BASE=(.*)$/m.exec(text)?.[1] ?? '');
      const stages = [...text.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, stage]) => stage);
      for (const [, from = ''] of text.matchAll(/^FROM (\S+)/gm))
        expect(['$' + '{BASE}', 'scratch', ...stages], `${name}: ${from}`).toContain(from);
      expect(text.match(/^USER .*$/gm)?.at(-1), name).toBe('USER 1001:1001');
      expect(text, name).toContain('ENTRYPOINT ["/usr/bin/tini", "--"');
    }
    expect(bases.size).toBe(1);
    expect([...bases][0]).toMatch(/^debian:trixie-slim@sha256:[0-9a-f]{64}$/);
    const args = everything.flatMap(([, { build }]) => (build?.args?.BASE ? [build.args.BASE] : []));
    expect(args.length).toBeGreaterThan(5);
    for (const arg of args) expect(arg).toBe(`\${BASE:-${[...bases][0]}}`);
    const built = new Set(everything.filter(([, { build }]) => build).map(([, { image }]) => image));
    for (const [name, { image }] of everything) expect(built, name).toContain(image);
  });

  test('the first layer is the same in every image, so they share it', () => {
    const layer = (name: string) =>
      /^RUN apt-get update && apt-get upgrade.*?nologin chitlaq$/ms.exec(read(name))?.[0];
    const first = layer('Dockerfile');
    expect(first).toBeDefined();
    for (const name of ['postgres', 'pgbouncer', 'valkey', 'monitoring'])
      expect(layer(`images/${name}/Dockerfile`), name).toBe(first);
  });

  test('limits leave room for monitoring and the system: of 16 GB, and of 8 GB with the small profile', () => {
    const total = (limits: Service[]) => limits.reduce((sum, { mem_limit }) => sum + megabytes(mem_limit), 0);
    const full = total(services.filter(([name]) => !ENDING.includes(name)).map(([, service]) => service));
    expect(full).toBeLessThanOrEqual(16 * 1024 - 2_300);
    const combined = services
      .filter(([name]) => !ENDING.includes(name) && !small.services[name]?.profiles)
      .map(([name, service]) => ({ ...service, ...small.services[name] }));
    expect(total(combined)).toBeLessThanOrEqual(8 * 1024 - 1_800);
  });
});

describe('compose.monitoring.yaml', () => {
  test('takes no more than is left of 8 GB', () => {
    const total = watchers.reduce((sum, [, { mem_limit }]) => sum + megabytes(mem_limit), 0);
    expect(total).toBeLessThanOrEqual(768);
  });

  test('keeps figures and silences in volumes, for a bounded time, and leaves the disk to the database', () => {
    const { command = [], volumes } = monitoring.services.metrics ?? {};
    expect(volumes).toEqual(['metrics:/var/lib/victoria-metrics']);
    expect(command).toContain('-retentionPeriod=35d');
    expect(command.some((flag) => flag.startsWith('-storage.minFreeDiskSpaceBytes='))).toBe(true);
    expect(command.some((flag) => flag.startsWith('-storage.maxDailySeries='))).toBe(true);
    expect(Object.keys(monitoring.volumes)).toEqual(['metrics', 'alertmanager']);
  });

  test('the store scrapes every watcher where its health check asks', () => {
    const { scrape_configs: jobs } = parse(read('monitoring/scrape.yml')) as {
      scrape_configs: { static_configs?: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap(({ static_configs = [] }) => static_configs.flatMap((one) => one.targets));
    const served = watchers.map(([name, { healthcheck }]) => `${name}:${healthcheck?.test?.at(-1)}`);
    expect(targets.toSorted()).toEqual(served.toSorted());
  });

  test('the processes with the admin app’s charts know the store', () => {
    const changed = Object.entries(monitoring.services).filter(([name]) => stack.services[name]);
    expect(changed).toEqual(
      ['gateway', 'operations'].map((name) => [
        name,
        { environment: { METRICS_URL: '$' + '{METRICS_URL:-http://metrics:8428}' } },
      ]),
    );
  });
});

describe('compose.traffic-log.yaml', () => {
  const overlay = parse(read('compose.traffic-log.yaml'), { merge: true }) as Stack;
  const on = Object.entries(overlay.services);

  test('each process of HTTP and sockets knows that it is on; only those that write have the volume and the key', () => {
    const processes = roleNames.filter((role) => !['worker', 'web', 'admin'].includes(role));
    expect(on.map(([name]) => name).sort()).toEqual([...processes].sort());
    for (const [name, { environment }] of on) expect(environment?.TRAFFIC_LOG, name).toBe('on');
    const writers = on.filter(([, { volumes }]) => volumes);
    expect(writers.map(([name]) => name)).toEqual(['gateway', 'realtime']);
    for (const [, { environment, volumes, secrets }] of writers) {
      expect(volumes).toEqual([`traffic-log:${environment?.TRAFFIC_LOG_DIR}`]);
      expect(secrets).toEqual(['traffic_log_key']);
      // A new volume has the owner of the folder in the image.
      expect(read('Dockerfile')).toContain(`/data/uploads ${environment?.TRAFFIC_LOG_DIR}\n`);
    }
  });

  test('without it, nothing of it is there', () => {
    expect(read('compose.yaml')).not.toMatch(/traffic.log/i);
    expect(read('compose.small.yaml')).not.toMatch(/traffic.log/i);
  });
});

describe('compose.small.yaml', () => {
  test('each image that is started is built by a service that is started', () => {
    const started = Object.entries(stack.services)
      .filter(([name]) => !small.services[name]?.profiles)
      .map(([name, service]) => ({ ...service, ...small.services[name] }));
    const built = started.filter(({ build }) => build).map(({ image }) => image);
    expect(started.map(({ image }) => image).filter((image) => !built.includes(image))).toEqual([]);
  });

  test('the gateway serves each role that is not started', () => {
    const { environment = {} } = small.services.gateway ?? {};
    const served = (environment.ROLES ?? '').split(',');
    const started = roleNames.filter((role) => !small.services[role]?.profiles);
    expect([...new Set([...served, ...started])].sort()).toEqual([...roleNames].sort());
    for (const role of served.filter((name) => name !== 'gateway'))
      expect(
        environment[
          role === 'web' || role === 'admin'
            ? `${role.toUpperCase()}_URL`
            : `${role.toUpperCase()}_SERVICE_URL`
        ],
        role,
      ).toBe('');
  });
});

describe('settings of the database', () => {
  test.for([
    ['16gb', 5120, 8],
    ['8gb', 2560, 4],
  ] as const)(
    'settings/%s are what the tool writes for the limit of the container',
    ([folder, memoryMb, processors]) => {
      const limit =
        folder === '8gb' ? small.services.postgres?.mem_limit : stack.services.postgres?.mem_limit;
      expect(megabytes(limit)).toBe(memoryMb);
      for (const [name, text] of Object.entries(settingsFiles({ memoryMb, processors })))
        expect(read(`settings/${folder}/${name}`)).toBe(text);
    },
  );
});

test('every setting has a value, and its reason where it is not obvious', () => {
  const { 'postgresql.conf': text } = settingsFiles({ memoryMb: 5120, processors: 8 });
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines) expect(line).toMatch(/^[\w.]+ = (?:'[^']*'|[\d.]+)(?:\s+# .{8,})?$/);
});
