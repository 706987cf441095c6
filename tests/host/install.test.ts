import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../server/platform/root.ts';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { ACME_DIRECTORY, startAuthority } from './authority.ts';
import { type Campus, failureDrills } from './drills.ts';
import { type Answer, bootMachine, type Machine, type Suite } from './machine.ts';

/** The system of the server; `INSTALL_SUITE=bookworm` is Debian 12, with its older Compose. */
const SUITE = (process.env.INSTALL_SUITE ?? 'trixie') as Suite;
const SITE = 'campus.test';
const ADMIN = 'admin.campus.test';
const OWNER = 'ayse@std.bogazici.edu.tr';
const PASSWORD = 'mor kestane bulut 71';
const MAIL_PORT = 2525;
const DEPLOY = '/opt/chitlaq/deploy';
const SECRETS = '/run/chitlaq/secrets';
/** Building all images on two cores takes six to twelve minutes. */
const MINUTES = 60_000;

describe(`a campus from nothing, on a bare server with Debian ${SUITE}`, () => {
  let machine: Machine;
  let authority: () => Promise<string>;
  let trusted = '';
  /** Of a mail server outside of the machine. */
  let mailbox: Campus['mailbox'];
  let token = '';

  beforeAll(async () => {
    machine = await bootMachine(SUITE);
    mailbox = {
      current: await openMailbox(MAIL_PORT),
      async reopen() {
        mailbox.current = await openMailbox(MAIL_PORT);
      },
    };
    authority = await startAuthority(machine);
    await machine.shell(`echo '${machine.address} ${SITE} ${ADMIN}' >> /etc/hosts`);
    copyProject(machine);
    writeFileSync(join(machine.folder, 'root/answers'), answers());
  });
  afterAll(async () => {
    await machine?.stop();
    await mailbox?.current.close();
  });

  const answers = (more = '') => `SITE_HOST=${SITE}
ADMIN_HOST=${ADMIN}
OWNER_ADDRESS=${OWNER}
MAIL_SERVER=smtp://${machine.client}:${MAIL_PORT}
CAMPUS_NETWORKS=
PROFILE=small
ACME_DIRECTORY=${ACME_DIRECTORY}
${more}`;
  const install = () => machine.run(`${DEPLOY}/install`, '--answers', '/root/answers');
  const containers = () => machine.shell('docker ps --no-trunc --format "{{.ID}} {{.Names}}" | sort');
  /** Everything that an installation keeps, with its time of change. */
  const kept = () =>
    machine.shell(`for one in ${DEPLOY}/.env ${SECRETS} /etc/chitlaq /etc/letsencrypt /root/chitlaq.txt; do
      if [ -e $one ]; then find $one -type f ! -path '*/acme/*' -printf '%p %m %U %T@\\n'; fi
    done | sort`);

  /** A request over TLS, with a certificate that only the authority can have signed. */
  const call = (method: string, path: string, body?: object, token?: string, host = SITE) =>
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    new Promise<{ status: number; body: any }>((resolve, reject) => {
      const lookup: LookupFunction = (_name, options, done) =>
        options.all ? done(null, [{ address: machine.address, family: 4 }]) : done(null, machine.address, 4);
      const request = https.request(
        {
          host,
          method,
          path,
          lookup,
          ca: trusted,
          agent: false,
          headers: {
            ...(body ? { 'content-type': 'application/json' } : {}),
            ...(token ? { authorization: `Bearer ${token}` } : {}),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () => {
            const isJson = /json/.test(response.headers['content-type'] ?? '');
            resolve({ status: response.statusCode ?? 0, body: isJson && text ? JSON.parse(text) : text });
          });
        },
      );
      request.on('error', reject);
      request.end(body ? JSON.stringify(body) : undefined);
    });

  test('an answer that is wrong is refused before anything is changed, in words that say which', async () => {
    const refusal = async (file: string): Promise<Answer> => {
      writeFileSync(join(machine.folder, 'root/wrong'), file);
      return machine.run(`${DEPLOY}/install`, '--answers', '/root/wrong');
    };
    for (const [file, words] of [
      [answers('PROFIL=small'), 'PROFIL is no answer'],
      [answers('MAIL_FROM=$USER <a@campus.test>'), 'MAIL_FROM is not text without'],
      [answers().replace(OWNER, 'ayse@gmail.example'), 'gmail.example is in none'],
      [answers().replace(SITE, 'Campus'), 'SITE_HOST is not a host name'],
      [answers().replace(`ADMIN_HOST=${ADMIN}`, `ADMIN_HOST=${SITE}`), 'need two names'],
      [answers().replace(`SITE_HOST=${SITE}`, 'SITE_HOST=nowhere.test'), 'nowhere.test has no address'],
      [answers().replace('MAIL_SERVER=', '#'), 'MAIL_SERVER is missing'],
    ] as const) {
      const { code, output } = await refusal(file);
      expect(output).toContain(words);
      expect(code).not.toBe(0);
    }
    expect(await machine.shell(`ls -A ${DEPLOY} /etc/docker 2>&1 || true`)).not.toMatch(
      /\.env|secrets|daemon/,
    );
  });

  test('it asks five questions, and again where an answer is wrong', async () => {
    const typed = [
      'Campus',
      'nowhere.test',
      '',
      'ayse',
      OWNER,
      'mail',
      `smtp://${machine.client}:${MAIL_PORT}`,
      '',
    ];
    writeFileSync(join(machine.folder, 'root/typed'), `${typed.join('\n')}\n`);
    // A terminal: `read` asks only there.
    const { code, output } = await machine.run(
      'sh',
      '-c',
      `(cat /root/typed; sleep 20) | timeout 30 script --quiet --return --command ${DEPLOY}/install /dev/null`,
    );
    for (const words of [
      'That is not a host name',
      '2/5 The name of its administration [admin.nowhere.test]',
      'That is not an email address',
      'That is not right: smtps://',
      '5/5 Networks of the campus',
      'nowhere.test has no address',
    ])
      expect(output).toContain(words);
    expect(code).toBe(1);
  });

  test('settings that are there already stay', async () => {
    // A process of this machine may open at most 20,000 files.
    const files =
      'NGINX_FILES=20000\nNGINX_CONNECTIONS=4096\nREALTIME_FILES=20000\nREALTIME_MAX_CONNECTIONS=15000\n';
    // Its root is no shared mount, which that of a real machine is.
    const root = 'ROOT_PROPAGATION=\n';
    writeFileSync(join(machine.folder, DEPLOY, '.env'), files + root);
  });

  test('a port that is taken is named, with the program that holds it', async () => {
    await machine.shell(`systemd-run --unit taken --service-type=exec python3 -m http.server 443`);
    await expect.poll(async () => (await install()).output).toContain('port 443 is taken by python3');
    await machine.shell('systemctl stop taken');
  });

  test('without a network it fails in words, and makes half of nothing', {
    timeout: 5 * MINUTES,
  }, async () => {
    await machine.cutOff();
    const { code, output } = await install();
    await machine.reconnect();
    expect(code).toBe(1);
    expect(output).toContain('run deploy/install again');
    expect(await machine.shell('docker ps 2>&1 || true')).not.toContain('chitlaq');
  });

  test('the network is lost while images are built: it says so', { timeout: 15 * MINUTES }, async () => {
    const running = install();
    // The packages of npm come from outside.
    await expect
      .poll(() => machine.shell('docker images --quiet chitlaq/postgres 2>/dev/null || true'), {
        timeout: 10 * MINUTES,
        interval: 1_000,
      })
      .not.toBe('');
    await machine.cutOff();
    const { code, output } = await running;
    await machine.reconnect();
    expect(code).toBe(1);
    expect(output).toContain('building the images failed');
  });

  test('the next run goes on, and a campus is there', { timeout: 30 * MINUTES }, async () => {
    const secrets = await kept();
    const { code, output } = await install();
    expect(output).toContain('✓ done');
    expect(code).toBe(0);
    // Not a second time.
    expect(output).not.toMatch(/→ (packages|secret|base image)/);
    for (const line of secrets.split('\n').filter((one) => one.startsWith(`${SECRETS}/`)))
      expect(await kept()).toContain(line);
    expect(output).toContain(`https://${SITE}`);
    trusted = await authority();
  });

  test('no secret is printed, and each is readable by the user of the containers alone', async () => {
    const { output } = await install();
    const names = (await machine.shell(`cd ${SECRETS} && find . -maxdepth 1 -type f`)).trim().split('\n');
    expect(names).toContain('./secret_key');
    for (const name of names) {
      expect(await machine.shell(`stat -c '%a %u' ${SECRETS}/${name}`)).toBe('600 1001\n');
      expect(output).not.toContain((await machine.shell(`cat ${SECRETS}/${name}`)).trim());
    }
    expect(await machine.shell(`${DEPLOY}/seal --check`)).toContain('the secrets are sealed');
    expect(statSync(join(machine.folder, DEPLOY, '.env')).mode & 0o777).toBe(0o600);
  });

  test('the owner comes by the email, posts over TLS, and the certificate is the authority’s', async () => {
    expect(mailbox.current.to(OWNER)?.text).toContain(`https://${SITE}/register`);
    const details = { username: 'ayse', displayName: 'Ayşe', password: PASSWORD };
    const registered = await call('POST', '/api/v1/auth/register', { email: OWNER, ...details });
    expect(registered.status).toBe(202);
    await expect.poll(() => mailbox.current.to(OWNER)?.text).toMatch(/: \d{6}$/m);
    const code = mailbox.current.to(OWNER)?.text?.match(/: (\d{6})$/m)?.[1];
    const verified = await call('POST', '/api/v1/auth/verify-email', { email: OWNER, code, ...details });
    expect(verified.body.user.roles).toContain('owner');
    token = verified.body.accessToken;
    const post = await call('POST', '/api/v1/posts', { content: 'İlk gönderi' }, token);
    expect(post.status).toBe(201);
    const home = await call('GET', '/api/v1/feed/home', undefined, token);
    expect(JSON.stringify(home.body)).toContain('İlk gönderi');
    // The door before the administration.
    expect((await call('GET', '/admin', undefined, undefined, ADMIN)).status).toBe(401);
  });

  test('a request that was refused is found in the journal by its id', async () => {
    const { status, body } = await call('GET', '/api/v1/auth/sessions', undefined, 'nobody');
    expect(status).toBe(401);
    const lines = () => machine.shell(`${DEPLOY}/logs ${body.requestId}`).catch(() => '');
    await expect.poll(lines).toMatch(/ nginx +warn +GET \/api\/v1\/auth\/sessions 401 /);
    await expect.poll(lines).toMatch(/ gateway +warn +http\.request .*status=401/);
    const errors = await machine.shell(`${DEPLOY}/logs --service gateway --since 1h --level warn`);
    expect(errors).toContain(`requestId=${body.requestId}`);
    expect(errors).not.toMatch(/ nginx /);
  });

  test('again on top of itself: nothing changes', async () => {
    const before = [await containers(), await kept()];
    const { code, output } = await install();
    expect(output).toContain('✓ nothing to change');
    expect(output).not.toContain('→');
    expect(code).toBe(0);
    expect([await containers(), await kept()]).toEqual(before);
  });

  test('a renewed certificate is put where Nginx reads it', async () => {
    const served = () => machine.shell(`openssl x509 -in ${SECRETS}/tls/certificate.pem -noout -serial`);
    const before = await served();
    await machine.shell('certbot renew --force-renewal --no-random-sleep-on-renew --quiet');
    expect(await served()).not.toBe(before);
    await expect
      .poll(() =>
        machine.shell(
          `openssl s_client -connect 127.0.0.1:443 -servername ${SITE} </dev/null 2>/dev/null | openssl x509 -noout -serial`,
        ),
      )
      .toBe(await served());
  });

  test('it comes up by itself after the machine restarts its engine', async () => {
    await machine.shell('systemctl restart docker.service');
    await expect
      .poll(async () => (await call('GET', '/ready').catch(() => undefined))?.status, {
        timeout: 3 * MINUTES,
      })
      .toBe(200);
  });

  failureDrills(() => ({ machine, mailbox, call, member: { email: OWNER, token } }));
});

/** The files of the project that are or would be in the repository. */
function copyProject(machine: Machine): void {
  const to = join(machine.folder, 'opt/chitlaq');
  mkdirSync(to, { recursive: true });
  execFileSync(
    'sh',
    [
      '-ec',
      `git ls-files -z --cached --others --exclude-standard | tar --null --no-recursion -T - -cf - | tar -xf - -C "${to}"`,
    ],
    { cwd: projectRoot() },
  );
}
