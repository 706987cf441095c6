import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../server/testing/free-port.ts';
import { startMailServer } from '../../server/testing/mail-server.ts';
import { temporaryFolder } from '../../server/testing/temporary-folder.ts';
import { alerts } from '../../tools/monitoring/alerts.ts';

const root = join(import.meta.dirname, '../..');
const alertmanager = ['/usr/bin/prometheus-alertmanager', '/usr/local/bin/alertmanager'].find((path) =>
  existsSync(path),
);

/** What the script prints for these settings. */
function configure(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(join(root, 'deploy/monitoring/alertmanager-config'), {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  return { status, stdout, stderr };
}

test('settings by which nobody would hear of an alert are refused', () => {
  for (const env of [
    {},
    { ALERT_EMAIL: 'a@campus.example' },
    { ALERT_EMAIL: 'a@campus.example', SMTP_URL: 'mail.example' },
    { ALERT_EMAIL: 'a@campus.example\nroute: {}', SMTP_URL: 'smtp://mail.example' },
  ]) {
    const { status, stderr } = configure(env as Record<string, string>);
    expect(status, stderr).toBe(1);
    expect(stderr).toMatch(/^alertmanager: /);
  }
});

test('a password is decoded, quoted, and sent without encryption to this machine only', () => {
  const of = (SMTP_URL: string) => configure({ ALERT_EMAIL: 'a@campus.example', SMTP_URL }).stdout;
  const remote = of('smtp://kampus:gizli%2F%22p%25arola@mail.example');
  expect(remote).toContain('smtp_smarthost: "mail.example:587"');
  expect(remote).toContain('smtp_auth_password: "gizli/\\"p%arola"');
  expect(remote).toContain('smtp_require_tls: true');
  expect(of('smtp://kampus:x@127.0.0.1:25')).toContain('smtp_require_tls: false');
  expect(of('smtp://relay:25')).toContain('smtp_require_tls: false');
  expect(of('smtps://kampus:x@mail.example')).toContain('smtp_smarthost: "mail.example:465"');
});

describe.skipIf(!alertmanager)('with a real Alertmanager (skipped without one)', () => {
  const folder = temporaryFolder('chitlaq-alertmanager-');
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  const hooks: { status: string; alerts: { labels: Record<string, string> }[] }[] = [];
  const hook = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      hooks.push(JSON.parse(text));
      response.end();
    });
  });
  let address: string;
  let stop: () => Promise<unknown>;

  beforeAll(async () => {
    mail = await startMailServer({ user: 'kampus', password: 'gizli/parola' });
    hook.listen(0, '127.0.0.1');
    await once(hook, 'listening');
    const hookPort = (hook.address() as AddressInfo).port;
    const { stdout } = configure({
      ALERT_EMAIL: 'ayse@campus.example,bora@campus.example',
      ALERT_ESCALATION_EMAIL: 'rektor@campus.example',
      ALERT_WEBHOOK_URL: `http://127.0.0.1:${hookPort}/alerts`,
      SMTP_URL: `smtp://kampus:gizli%2Fparola@127.0.0.1:${mail.port}`,
      MAIL_FROM: 'ChitLaq <no-reply@campus.example>',
      SITE_HOST: 'campus.example',
      ALERT_GROUP_WAIT: '0s',
      ALERT_ESCALATION_WAIT: '1s',
    });
    writeFileSync(join(folder, 'alertmanager.yml'), stdout);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const running = spawn(
      alertmanager ?? '',
      [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    stop = async () => {
      running.kill('SIGKILL');
      await once(running, 'exit');
      await mail.close();
      hook.closeAllConnections();
      hook.close();
      rmSync(folder, { recursive: true, force: true });
    };
    await vi.waitFor(async () => expect((await fetch(`${address}/-/ready`)).ok).toBe(true), {
      timeout: 20_000,
      interval: 50,
    });
  });
  afterAll(() => stop());

  const raise = async (name: string) => {
    const alert = alerts.find((found) => found.name === name);
    if (!alert) throw new Error(`no alert ${name}`);
    const { severity, summary } = alert;
    const body = JSON.stringify([
      {
        labels: { alertname: name, severity },
        annotations: { summary, handbook: `docs/handbook/alerts.md#${name.toLowerCase()}` },
      },
    ]);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${address}/api/v2/alerts`, { method: 'POST', headers, body })).status).toBe(200);
  };

  test('a critical alert reaches the mailboxes and the webhook at once, and later whom it is escalated to', async () => {
    await raise('BackupMissing');
    const to = (address: string) => mail.received.find((one) => one.to.includes(address))?.email;
    await expect.poll(() => to('ayse@campus.example')).toBeDefined();
    expect(to('ayse@campus.example')).toMatchObject({
      subject: 'critical: BackupMissing (campus.example)',
      from: { address: 'no-reply@campus.example' },
    });
    expect(to('ayse@campus.example')?.text).toContain(
      'There is no backup: what is on the disk now exists once.',
    );
    expect(to('ayse@campus.example')?.text).toContain('docs/handbook/alerts.md#backupmissing');
    expect(to('bora@campus.example')).toBeDefined();
    await expect
      .poll(() => hooks)
      .toMatchObject([{ status: 'firing', alerts: [{ labels: { alertname: 'BackupMissing' } }] }]);
    await expect
      .poll(() => to('rektor@campus.example')?.subject)
      .toBe('not over: critical: BackupMissing (campus.example)');
  });

  test('an effect is silent while its cause is known', async () => {
    await raise('DatabaseDown');
    await raise('HighErrorRate');
    const headers = { accept: 'application/json' };
    const states = async () => {
      const found = (await (await fetch(`${address}/api/v2/alerts`, { headers })).json()) as {
        labels: { alertname: string };
        status: { state: string };
      }[];
      return Object.fromEntries(found.map(({ labels, status }) => [labels.alertname, status.state]));
    };
    await expect.poll(states).toMatchObject({ DatabaseDown: 'active', HighErrorRate: 'suppressed' });
  });
});
