import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSmall, secretValues } from './site.ts';
import { type Container, compose, containers, engine, running, serviceOf } from './stack.ts';

const MAX_IMAGE_MB = 250;
/** Those that cannot be smaller, and why: deploy/README.md. */
const LARGE_IMAGES_MB: Record<string, number> = { media: 490, backup: 375 };
const MB = 1_000_000;
const MIB = 1024 * 1024;

let all: Container[];
let live: Container[];
beforeAll(async () => {
  all = await containers();
  live = await running();
});

describe('containers', () => {
  test('each role and each store runs, healthy, and the database was prepared first', () => {
    const names = live.map(serviceOf).sort();
    const roles = ['auth', 'feed', 'search', 'messaging', 'media', 'operations', 'web', 'admin'];
    const always = ['gateway', 'nginx', 'pgbouncer', 'postgres', 'realtime', 'valkey', 'worker'];
    const exporters = ['node', 'nginx', 'pgbouncer', 'valkey'].map((name) => `${name}-exporter`);
    const watchers = ['metrics', 'alerts', 'alertmanager', ...exporters];
    expect(names).toEqual([...always, ...watchers, ...(isSmall ? [] : roles)].sort());
    for (const { State } of live) expect(State.Health?.Status).toBe('healthy');
    const migrate = all.find((container) => serviceOf(container) === 'migrate');
    expect(migrate?.State).toMatchObject({ Status: 'exited', ExitCode: 0 });
  });

  test('only ports 80 and 443 of Nginx are published', () => {
    const published = all.flatMap((container) =>
      Object.entries(container.NetworkSettings.Ports ?? {}).flatMap(([inner, outer]) =>
        (outer ?? []).map(({ HostPort }) => `${serviceOf(container)} ${inner} ${HostPort}`),
      ),
    );
    expect([...new Set(published)].sort()).toEqual(['nginx 8080/tcp 80', 'nginx 8443/tcp 443']);
  });

  test('each runs as a user without rights, with a read-only root, without any capability, and within limits', async () => {
    for (const container of live) {
      const name = serviceOf(container);
      const { HostConfig: host, Config } = container;
      // It sees the files of the machine, so it is a user that owns none.
      const user = name === 'node-exporter' ? '65534' : '1001';
      expect(Config.User, name).toBe(`${user}:${user}`);
      expect(host, name).toMatchObject({ ReadonlyRootfs: true, Privileged: false, CapDrop: ['ALL'] });
      expect(host.CapAdd ?? [], name).toEqual([]);
      expect(host.SecurityOpt.join(), name).toContain('no-new-privileges');
      expect(host.Memory, name).toBeGreaterThan(0);
      expect(host.PidsLimit, name).toBeGreaterThan(0);
      expect(host.RestartPolicy.Name, name).toBe('unless-stopped');
      // As the kernel sees it.
      const status = readFileSync(`/proc/${container.State.Pid}/status`, 'utf8');
      expect(status, name).toContain(`\nUid:\t${[user, user, user, user].join('\t')}\n`);
      expect(status, name).toMatch(/^CapEff:\t0+$/m);
      expect(status, name).toMatch(/^CapBnd:\t0+$/m);
      expect(status, name).toMatch(/^NoNewPrivs:\t1$/m);
      await expect(engine('exec', container.Id, 'touch', '/app-was-written'), name).rejects.toThrow(
        /Read-only/,
      );
    }
  });

  test('none waits longer than seconds for a name that is missing for a moment', () => {
    for (const container of all)
      expect(container.HostConfig.DnsOptions, serviceOf(container)).toEqual(['timeout:1', 'attempts:2']);
  });

  test('no secret is in an environment or on a command line', async () => {
    const described = JSON.stringify(all);
    for (const secret of secretValues()) expect(described).not.toContain(secret);
    for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      let line = '';
      try {
        line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        continue; // ended meanwhile
      }
      for (const secret of secretValues()) expect(line.includes(secret)).toBe(false);
    }
  });

  test('a process inside reaches the stores and nothing outside; only the worker, the media process and alerts have a way out', async () => {
    const opens = async (service: string, host: string, port: number) =>
      compose(
        'exec',
        '-T',
        service,
        'bash',
        '-c',
        `timeout 3 bash -c 'exec 3<>/dev/tcp/${host}/${port}' 2>/dev/null`,
      ).then(
        () => true,
        () => false,
      );
    const machine = '172.31.252.1';
    const inner = isSmall ? 'realtime' : 'feed';
    expect(await opens(inner, 'pgbouncer', 6432)).toBe(true);
    expect(await opens('nginx', 'gateway', 3000)).toBe(true);
    // Nginx faces strangers, so it does not reach the stores.
    for (const store of ['postgres', 'pgbouncer', 'valkey'])
      expect(await opens('nginx', store, 5432), store).toBe(false);
    const outsiders = live.filter(({ NetworkSettings }) =>
      Object.keys(NetworkSettings.Networks).some((name) => name.endsWith('outside')),
    );
    expect([...new Set(outsiders.map(serviceOf))].sort()).toEqual(
      isSmall ? ['alertmanager', 'gateway', 'worker'] : ['alertmanager', 'media', 'worker'],
    );
    expect(await opens(inner, machine, 443)).toBe(false);
  });

  test('images are small', async () => {
    const sizes = new Map<string, number>();
    // That of backups runs only while one is made.
    for (const image of [...live.map(({ Config }) => Config.Image), 'chitlaq/backup:latest']) {
      const { Size } = JSON.parse(await engine('image', 'inspect', image))[0] as { Size: number };
      sizes.set(image, Math.round(Size / MB));
    }
    console.log(
      `\nimage                        MB\n${[...sizes].map(([name, size]) => `${name.padEnd(26)} ${String(size).padStart(4)}`).join('\n')}`,
    );
    for (const [name, size] of sizes)
      expect(size, name).toBeLessThanOrEqual(
        LARGE_IMAGES_MB[/\/(\w+):/.exec(name)?.[1] ?? ''] ?? MAX_IMAGE_MB,
      );
  });

  test('idle memory is within the limits; a table', async () => {
    const rows = await Promise.all(
      live.map(async (container) => ({ container, ...(await memoryOf(container)) })),
    );
    rows.sort((a, b) => b.pss - a.pss);
    const line = (name: string, used: number, limit: number | string) =>
      `${name.padEnd(12)} ${String(Math.round(used / MIB)).padStart(6)} ${String(limit).padStart(7)}`;
    const total = rows.reduce((sum, { pss }) => sum + pss, 0);
    const limits = rows.reduce((sum, { container }) => sum + container.HostConfig.Memory, 0) / MIB;
    const engineUsed = engineMemory();
    console.log(
      [
        '\nMiB            used   limit',
        ...rows.map(({ container, pss }) =>
          line(serviceOf(container), pss, container.HostConfig.Memory / MIB),
        ),
        line('together', total, limits),
        line('engine', engineUsed, '-'),
      ].join('\n'),
    );
    for (const { container, pss } of rows)
      expect(pss, serviceOf(container)).toBeLessThan(container.HostConfig.Memory / 2);
    expect(limits).toBeLessThanOrEqual((isSmall ? 8 : 16) * 1024);
    expect(total).toBeLessThan(1.5 * 1024 * MIB);
  });
});

/** Memory of the processes of a container, with what several share divided among them. */
async function memoryOf(container: Container): Promise<{ pss: number }> {
  const pids = (await engine('top', container.Id, '-eo', 'pid'))
    .split('\n')
    .slice(1)
    .map(Number)
    .filter(Boolean);
  return { pss: pids.reduce((sum, pid) => sum + pssOf(pid), 0) };
}
function pssOf(pid: number): number {
  try {
    return (
      Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024
    );
  } catch {
    return 0; // ended meanwhile
  }
}
/** dockerd, containerd, and the shim and proxy of each container. */
function engineMemory(): number {
  const root = Number(process.env.STACK_ENGINE_PID);
  const parents = new Map<number, number>();
  const ours = new Set([root]);
  const exec = process.env.STACK_FOLDER ?? '';
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
      if (readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(`${exec}/exec`)) ours.add(Number(entry));
    } catch {
      // ended meanwhile
    }
  }
  for (const [pid, parent] of parents) if (parent === root) ours.add(pid);
  return [...ours].reduce((sum, pid) => sum + pssOf(pid), 0);
}
