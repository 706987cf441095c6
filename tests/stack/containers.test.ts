import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import tls from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  ADMIN,
  type Container,
  call,
  certificate,
  compose,
  containers,
  engine,
  isSmall,
  lookup,
  renewCertificate,
  running,
  SITE,
  secretValues,
  serial,
  serviceOf,
} from './stack.ts';

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

describe('Nginx', () => {
  const plain = (host: string, path: string) =>
    new Promise<http.IncomingMessage>((resolve, reject) => {
      http
        .get({ host, port: 80, path, lookup, agent: false }, (response) => resolve(response.resume()))
        .on('error', reject);
    });
  const connect = (options: tls.ConnectionOptions) =>
    new Promise<{ protocol: string | null; alpn: string | false | null }>((resolve, reject) => {
      const socket = tls.connect(
        { host: '127.0.0.1', port: 443, servername: SITE, ca: certificate(), ...options },
        () => {
          resolve({ protocol: socket.getProtocol(), alpn: socket.alpnProtocol });
          socket.destroy();
        },
      );
      socket.on('error', reject);
    });

  test('plain HTTP leads to HTTPS, and both hosts say that it stays so', async () => {
    for (const host of [SITE, ADMIN]) {
      const answer = await plain(host, '/welcome?a=b');
      expect({ status: answer.statusCode, to: answer.headers.location }).toEqual({
        status: 308,
        to: `https://${host}/welcome?a=b`,
      });
      expect((await call('GET', '/', { host })).headers['strict-transport-security']).toMatch(
        /max-age=31536000/,
      );
    }
    expect((await call('GET', '/health')).headers['strict-transport-security']).toMatch(
      /^max-age=31536000; includeSubDomains$/,
    );
  });

  test('TLS 1.3 and 1.2, nothing older, and HTTP/2', async () => {
    expect((await connect({})).protocol).toBe('TLSv1.3');
    expect((await connect({ maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(connect(old)).rejects.toThrow();
    expect((await connect({ ALPNProtocols: ['h2', 'http/1.1'] })).alpn).toBe('h2');
    const session = http2.connect(`https://${SITE}`, { ca: certificate(), lookup });
    const status = await new Promise((resolve, reject) => {
      session.on('error', reject);
      session.request({ ':path': '/health' }).on('response', (headers) => resolve(headers[':status']));
    });
    session.close();
    expect(status).toBe(200);
  });

  test('a renewed certificate is used without a restart', async () => {
    const served = () =>
      new Promise<string>((resolve, reject) => {
        const options = { host: '127.0.0.1', port: 443, servername: SITE, rejectUnauthorized: false };
        const socket = tls.connect(options, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    expect(await served()).toBe(serial());
    const before = serial();
    renewCertificate();
    expect(serial()).not.toBe(before);
    await expect.poll(served).toBe(serial());
    expect((await call('GET', '/health')).status).toBe(200);
  });

  test('a name that is not ours gets neither a certificate nor a page', async () => {
    await expect(connect({ servername: 'elsewhere.test' })).rejects.toThrow();
    await expect(plain('elsewhere.test', '/')).rejects.toThrow();
    await expect(plain('127.0.0.1', '/nginx-health')).rejects.toThrow();
  });

  test('what is for operators and for development is closed', async () => {
    for (const host of [SITE, ADMIN])
      for (const path of [
        '/metrics',
        '/metrics/',
        '//metrics',
        '/%6detrics',
        '/dev/mail',
        '/dev',
        '/./metrics',
      ]) {
        const { status, bytes } = await call('GET', path, { host });
        expect([401, 404], `${host} ${path}`).toContain(status);
        expect(bytes.toString()).not.toContain('# TYPE');
      }
    expect((await call('GET', '/status')).body.services).toBeUndefined();
  });

  test('scripts come from Nginx itself, compressed ahead, and are kept for a year; pages are not', async () => {
    const page = await call('GET', '/sign-in', { headers: { accept: 'text/html' } });
    const script = /\/_next\/static\/[^"]+\.js/.exec(page.bytes.toString())?.[0] ?? '';
    expect(script).not.toBe('');
    const headers = { 'accept-encoding': 'br' };
    const found = await call('GET', script, { headers });
    expect(found.status).toBe(200);
    expect(found.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'x-content-type-options': 'nosniff',
      'content-type': expect.stringContaining('javascript'),
    });
    // Our processes name each request; Nginx's files have none.
    expect(found.headers['x-request-id']).toBeUndefined();
    expect(page.headers['cache-control']).toContain('private');
    const asset = /\/admin\/_next\/static\/[^"]+\.js/;
    expect(asset.test(page.bytes.toString())).toBe(false);
  });

  test('each request is a line of JSON with its id and without its query', async () => {
    const { headers } = await call('GET', '/health?token=secret-of-a-member', {
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    const id = String(headers['x-request-id']);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    const find = async () =>
      (await compose('logs', '--no-color', '--tail', '200', 'nginx'))
        .split('\n')
        .find((line) => line.includes(id));
    await expect.poll(find).toBeDefined();
    const line = (await find()) ?? '';
    const entry = JSON.parse(line.slice(line.indexOf('{'))) as Record<string, unknown>;
    expect(entry).toMatchObject({
      method: 'GET',
      path: '/health',
      status: 200,
      host: SITE,
      protocol: 'HTTP/1.1',
    });
    expect(line).not.toContain('secret-of-a-member');
    // No proxy is named, so the header of the client counts for nothing.
    expect(entry.client).not.toBe('203.0.113.9');
  });
});
