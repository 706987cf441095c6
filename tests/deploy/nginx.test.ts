import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../server/testing/free-port.ts';
import { localNginx, nginx } from './local-nginx.ts';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));
const site = { SITE_HOST: 'campus.test', ADMIN_HOST: 'admin.campus.test' };

/** The entrypoint of the container writes its files to a folder. */
function render(env: Record<string, string>, { folder = newFolder(), address = '' } = {}) {
  const { command, env: paths, run, read } = localNginx(folder, address);
  const [program, ...args] = command;
  const done = spawnSync(program, [...args, 'render'], {
    env: { ...paths, GATEWAY_HOST: '127.0.0.1', REALTIME_HOST: '127.0.0.1', ...env },
    encoding: 'utf8',
  });
  return { ...done, folder, run, read };
}
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-nginx-'));
  folders.push(folder);
  return folder;
}
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the entrypoint of Nginx', () => {
  test('writes networks as directives, and none by default', () => {
    const bare = render(site);
    expect(bare.stderr).toBe('');
    expect(bare.read('campus-networks.conf')).toBe('');
    expect(bare.read('admin-networks.conf')).toBe('');
    expect(bare.read('real-ip.conf')).not.toContain('set_real_ip_from');
    const full = render({
      ...site,
      CAMPUS_NETWORKS: '193.140.192.0/20,2001:db8::/32',
      ADMIN_NETWORKS: '10.8.0.0/24',
      TRUSTED_PROXIES: '203.0.113.0/24',
    });
    expect(full.read('campus-networks.conf')).toBe('193.140.192.0/20 1;\n2001:db8::/32 1;\n');
    expect(full.read('admin-networks.conf')).toBe('allow 10.8.0.0/24;\ndeny all;\n');
    expect(full.read('real-ip.conf')).toMatch(/^set_real_ip_from 203\.0\.113\.0\/24;\n/);
    expect(full.read('upstreams.conf')).toMatch(
      /upstream gateway \{[^}]*server 127\.0\.0\.1:3000 [^}]*keepalive 64;/,
    );
    for (const name of readdirSync(full.run))
      expect(full.read(name), name).not.toMatch(/SITE_HOST|ADMIN_HOST|WORKERS|NOFILE|CONNECTIONS/);
  });

  test('sends requests to no process that is about to stop, unless there is no other', async () => {
    const answers = { '127.0.77.1': 200, '127.0.77.2': 503, '127.0.77.3': 503 };
    const program = `const answers = ${JSON.stringify(answers)};
      const listen = (host) => new Promise((done) =>
        require('node:http').createServer((_, response) => response.writeHead(answers[host]).end()).listen(3000, host, done));
      Promise.all(Object.keys(answers).map(listen)).then(() => console.log('listens'));`;
    const processes = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(processes.stdout, 'data');
      // The resolver of a network of Docker, which has several addresses for a name.
      const names = newFolder();
      const lines =
        '#!/bin/sh\n[ "$2" = gateway ] && echo 127.0.77.1 STREAM && echo 127.0.77.2 STREAM || echo 127.0.77.3 STREAM\n';
      writeFileSync(join(names, 'getent'), lines, { mode: 0o755 });
      const PATH = `${names}:${deploy}:${process.env.PATH}`;
      const { read } = render({ ...site, PATH, GATEWAY_HOST: 'gateway', REALTIME_HOST: 'realtime' });
      const servers = [...read('upstreams.conf').matchAll(/upstream (\w+)|server ([\d.]+):3000/g)];
      expect(servers.map(([, name, address]) => name ?? address)).toEqual([
        'gateway',
        '127.0.77.1',
        'sockets',
        '127.0.77.3',
      ]);
    } finally {
      processes.kill();
    }
  });

  test.for([
    ['SITE_HOST', 'campus.test; return 200 x'],
    ['SITE_HOST', 'Campus.test'],
    ['ADMIN_HOST', ''],
    ['CAMPUS_NETWORKS', '10.0.0.0/8;deny'],
    ['TRUSTED_PROXIES', 'all'],
    ['ADMIN_NETWORKS', '10.0.0.0/8,$(id)'],
  ] as const)('refuses %s=%s', ([name, value]) => {
    const { status, stderr } = render({ ...site, [name]: value });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/is not a (?:host name|network)|the name of the administration/);
  });
});

describe.skipIf(!nginx)('the header that begins a trace', () => {
  /** What Nginx sets for each of so many requests: the request id and the header. */
  async function headersOf(env: Record<string, string>, count: number): Promise<[string, string][]> {
    const { folder, run, stderr } = render({ ...site, ...env });
    expect(stderr).toBe('');
    const socketPath = join(folder, 'socket');
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr warn; events {}
      http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
        uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; include ${run}/traces.conf;
        server { listen unix:${socketPath}; location / { return 200 "$request_id $traceparent"; } } }`,
    );
    const child = spawn(nginx ?? '', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], {
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    const ask = () =>
      new Promise<string>((resolve, reject) => {
        get(
          { socketPath, headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } },
          (response) => {
            let body = '';
            response.on('data', (part) => {
              body += part;
            });
            response.on('end', () => resolve(body));
          },
        ).on('error', reject);
      });
    try {
      await expect.poll(() => ask().catch(() => '')).not.toBe('');
      const bodies = await Promise.all(Array.from({ length: count }, ask));
      return bodies.map((body) => body.split(' ') as [string, string]);
    } finally {
      child.kill('SIGQUIT');
      await ended;
    }
  }
  const store = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces:4318' };

  test('is absent while no store is named', async () => {
    expect(new Set((await headersOf({}, 5)).map(([, header]) => header))).toEqual(new Set(['']));
  });

  test('has the request id as its trace, and the share is sampled', async () => {
    const all = await headersOf({ ...store, OTEL_TRACES_SAMPLER_ARG: '1' }, 20);
    for (const [id, header] of all) expect(header).toBe(`00-${id}-${id.slice(0, 16)}-01`);
    const none = await headersOf({ ...store, OTEL_TRACES_SAMPLER_ARG: '0' }, 20);
    for (const [id, header] of none) expect(header).toBe(`00-${id}-${id.slice(0, 16)}-00`);
    const half = await headersOf({ ...store, OTEL_TRACES_SAMPLER_ARG: '.5' }, 200);
    const sampled = half.filter(([, header]) => header.endsWith('-01')).length;
    expect(sampled).toBeGreaterThan(60);
    expect(sampled).toBeLessThan(140);
  });

  test('needs a share', () => {
    for (const share of ['2', '5%', 'x', '0.1; }']) {
      const { status, stderr } = render({ ...site, ...store, OTEL_TRACES_SAMPLER_ARG: share });
      expect(status).not.toBe(0);
      expect(stderr).toContain('is not a share');
    }
  });
});

test.skipIf(!nginx)('the access log has requests, and none of boards', async () => {
  const { folder } = render(site);
  const [socketPath, log] = [join(folder, 'socket'), join(folder, 'requests.log')];
  const text = readFileSync(new URL('../../deploy/nginx/nginx.conf', import.meta.url), 'utf8');
  const logging = /log_format json[\s\S]*?access_log [^;]*;/.exec(text)?.[0].replace('/dev/stdout', log);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log stderr warn; events {}
    http { client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
      uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; ${logging}
      server { listen unix:${socketPath}; location / { return 204; } } }`,
  );
  const child = spawn(nginx ?? '', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  const ask = (path: string) =>
    new Promise<boolean>((resolve) => {
      get({ socketPath, path }, (response) => response.resume().on('end', () => resolve(true))).on(
        'error',
        () => resolve(false),
      );
    });
  await expect.poll(() => ask('/first')).toBe(true);
  for (const path of [
    '/api/v1/boards',
    '/api/v1/boards/threads/1/posts/2',
    '/api/v1/%62oards/own-posts',
    '/api//v1/boards/own-posts?x=1',
    '/api/v1/boardsmen',
    '/api/v1/posts',
  ])
    await ask(path);
  child.kill('SIGQUIT');
  await ended;
  const paths = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).path);
  expect([...new Set(paths)]).toEqual(['/first', '/api/v1/boardsmen', '/api/v1/posts']);
});

describe.skipIf(!nginx)('the production configuration', () => {
  let config: string;
  let tested: ReturnType<typeof spawnSync>;
  beforeAll(() => {
    const { folder, run } = render({
      ...site,
      ADMIN_NETWORKS: '10.8.0.0/24',
      CAMPUS_NETWORKS: '10.9.0.0/16',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces:4318',
    });
    for (const name of ['tls', 'secrets']) mkdirSync(join(folder, name));
    spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=campus.test'],
      ...['-keyout', join(folder, 'tls/key.pem'), '-out', join(folder, 'tls/certificate.pem')],
    ]);
    writeFileSync(join(folder, 'secrets/admin_door'), '');
    const check = (how: string) =>
      spawnSync(nginx ?? '', [how, '-e', 'stderr', '-c', join(run, 'nginx.conf')], { encoding: 'utf8' });
    tested = check('-t');
    config = check('-T').stdout;
  });

  test('is one that Nginx accepts', () => {
    expect(tested.stderr).toContain('test is successful');
    expect(tested.status).toBe(0);
  });

  test('every location that sets a header of its own also says that HTTPS stays', () => {
    for (const [, name = '', body = ''] of config.matchAll(/location ([^{]+) \{([^{}]*)\}/g)) {
      const headers = [...body.matchAll(/add_header (\S+)/g)].map(([, header]) => header);
      if (headers.length > 0) expect(headers, name).toContain('Strict-Transport-Security');
    }
  });

  test('a limit of each kind has one for the campus beside it', () => {
    for (const zone of ['api', 'auth', 'upload', 'sockets']) {
      expect(config).toMatch(new RegExp(`limit_req_zone +\\$stranger +zone=${zone}:`));
      expect(config).toMatch(new RegExp(`limit_req_zone +\\$campus +zone=${zone}_campus:`));
    }
  });
});

describe.skipIf(!nginx || process.platform !== 'linux')('the state of the certificate', () => {
  const address = `127.33.${(process.pid >> 8) & 255}.${process.pid & 255}`;
  /** Runs openssl in a folder. */
  function openssl(folder: string, ...args: string[]): string {
    const done = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`openssl ${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }
  /** Makes NAME.key and NAME.pem, signed by another of these or by itself. */
  function certify(folder: string, name: string, issuer: string, extensions: string): void {
    writeFileSync(join(folder, `${name}.ext`), extensions);
    openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
    openssl(folder, 'req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    const signer =
      name === issuer ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`];
    openssl(
      folder,
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...signer,
      '-set_serial',
      '4096',
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    );
  }
  /** A certificate of an authority between, whose root is known, and what a server with it staples. */
  async function stapled(folder: string, port: number | null): Promise<() => Promise<Buffer | null>> {
    const authority = 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign,digitalSignature';
    certify(folder, 'root', 'root', authority);
    certify(folder, 'authority', 'root', authority);
    certify(folder, 'delegate', 'authority', 'extendedKeyUsage=OCSPSigning\nkeyUsage=digitalSignature');
    const responder = port === null ? '' : `\nauthorityInfoAccess=OCSP;URI:http://127.0.0.1:${port}`;
    certify(folder, 'site', 'authority', `subjectAltName=DNS:${site.SITE_HOST}${responder}`);
    for (const name of ['tls', 'secrets']) mkdirSync(join(folder, name));
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, 'tls/certificate.pem'), read('site.pem') + read('authority.pem'));
    writeFileSync(join(folder, 'tls/key.pem'), read('site.key'));
    writeFileSync(join(folder, 'authorities.pem'), read('root.pem'));
    writeFileSync(join(folder, 'secrets/admin_door'), '');
    const { run, stderr } = render(site, { folder, address });
    expect(stderr).toBe('');
    const config = ['-e', join(folder, 'error.log'), '-c', join(run, 'nginx.conf'), '-g', 'daemon off;'];
    start(nginx ?? '', config, folder);
    return () =>
      new Promise((resolve, reject) => {
        const options = {
          host: address,
          port: 8443,
          servername: site.SITE_HOST,
          ca: read('root.pem'),
          requestOCSP: true,
        };
        const socket = tls.connect(options);
        socket.on('error', reject);
        socket.on('OCSPResponse', (response: Buffer | null) => {
          resolve(response);
          socket.destroy();
        });
      });
  }
  const started: ChildProcessWithoutNullStreams[] = [];
  function start(program: string, args: string[], cwd: string): ChildProcessWithoutNullStreams {
    const child = spawn(program, args, { cwd });
    for (const output of [child.stdout, child.stderr]) output.resume();
    started.push(child);
    return child;
  }
  afterEach(async () => {
    for (const child of started.splice(0)) {
      const ended = once(child, 'exit');
      child.kill('SIGQUIT');
      await ended;
    }
  });

  test.for(['authority', 'delegate'])(
    'is stapled if the certificate names a responder; %s signs',
    async (signer) => {
      const folder = newFolder();
      const port = await freePort();
      const ask = await stapled(folder, port);
      const date = new Date(Date.now() + 86_400_000).toISOString().replace(/\D/g, '').slice(2, 14);
      writeFileSync(join(folder, 'index.txt'), `V\t${date}Z\t\t1000\tunknown\t/CN=site\n`);
      const responder = start(
        'openssl',
        [
          'ocsp',
          '-index',
          'index.txt',
          '-port',
          String(port),
          '-CA',
          'authority.pem',
          '-rsigner',
          `${signer}.pem`,
          '-rkey',
          `${signer}.key`,
          '-nmin',
          '10',
        ],
        folder,
      );
      // It says when it listens. Nginx asks when the first client wants an answer, and after a failure not again for minutes.
      await Promise.race([once(responder.stdout, 'data'), once(responder.stderr, 'data')]);
      let response: Buffer | null = null;
      const hasResponse = async () => {
        response = await ask().catch(() => null);
        return response !== null;
      };
      await expect.poll(hasResponse).toBe(true);
      // Another connection may reach a process of Nginx that has none yet.
      writeFileSync(join(folder, 'response.der'), response ?? '');
      const state = openssl(
        folder,
        'ocsp',
        '-respin',
        'response.der',
        '-issuer',
        'authority.pem',
        '-cert',
        'site.pem',
        '-CAfile',
        'root.pem',
        '-verify_other',
        'authority.pem',
      );
      expect(state).toContain('site.pem: good');
    },
  );

  test('is not if it names none', async () => {
    const ask = await stapled(newFolder(), null);
    // Twice: the first answer would come too early for a stapled one.
    for (let turn = 0; turn < 2; turn++) await expect.poll(() => ask().catch(() => undefined)).toBeNull();
  });
});
