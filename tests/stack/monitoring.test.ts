import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { totpCode } from '../../server/testing/totp.ts';
import { alerts } from '../../tools/monitoring/alerts.ts';
import { exporters } from '../../tools/monitoring/exporters.ts';
import { api, door, join, type Member, openSocket, openToStudents, PASSWORD } from './member.ts';
import { ADMIN, call, isSmall, MAIL_PORT, root, SITE } from './site.ts';
import {
  addressOf,
  compose,
  composeUp,
  HOOK_PORT,
  metricsFiles,
  OPERATORS,
  running,
  serviceOf,
} from './stack.ts';

/** What fails: the process of pages, which no panel needs. The small form has only realtime apart. */
const [victim, alertName] = isSmall ? ['realtime', 'ServiceMissing'] : ['web', 'ServiceUnreachable'];

interface Notice {
  status: 'firing' | 'resolved';
  alerts: { labels: Record<string, string> }[];
}
const notices: Notice[] = [];
const hook = createServer((request, response) => {
  let text = '';
  request.on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    notices.push(JSON.parse(text));
    response.end();
  });
});
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let ask: (service: 'metrics' | 'alerts', path: string) => Promise<unknown>;
beforeAll(async () => {
  mailbox = await openMailbox(MAIL_PORT);
  hook.listen(HOOK_PORT);
  await once(hook, 'listening');
  const bases = {
    metrics: `http://${await addressOf('metrics')}:8428`,
    alerts: `http://${await addressOf('alerts')}:8880`,
  };
  await openToStudents('owner_watch');
  ask = async (service, path) => (await fetch(`${bases[service]}${path}`)).json();
});
afterAll(async () => {
  await compose('start', victim);
  hook.closeAllConnections();
  hook.close();
  await mailbox?.close();
});

interface Series {
  metric: Record<string, string>;
  value: [time: number, value: string];
}
async function query(expr: string): Promise<Series[]> {
  const answer = (await ask('metrics', `/api/v1/query?query=${encodeURIComponent(expr)}`)) as {
    status: string;
    error?: string;
    data?: { result: Series[] };
  };
  if (answer.status !== 'success') throw new Error(`${expr}: ${answer.error}`);
  return answer.data?.result ?? [];
}

test('every process with metrics and every exporter is a target that answers, also a second one of a role', async () => {
  const pages = ['web', 'admin'];
  const stores = ['postgres', 'pgbouncer', 'valkey', 'nginx'];
  const targets = async () =>
    (await query('up')).map(({ metric, value }) => `${metric.job} ${value[1]}`).toSorted();
  const expected = async () =>
    (await running())
      .map(serviceOf)
      .filter((name) => ![...pages, ...stores].includes(name))
      .map((name) => `${name.replace('-exporter', '')} 1`)
      .toSorted();
  await expect.poll(targets).toEqual(await expected());
  await composeUp('--no-recreate', '--scale', 'gateway=2', 'gateway');
  const two = await expected();
  expect(two.filter((target) => target === 'gateway 1')).toHaveLength(2);
  await expect.poll(targets).toEqual(two);
  await composeUp('--no-recreate');
  // What answers is not enough: an exporter also says whether it reaches its program.
  for (const name of ['pgbouncer_up', 'redis_up', 'nginx_up'])
    expect(
      (await query(name)).map(({ value }) => value[1]),
      name,
    ).toEqual(['1']);
});

test('every rule is loaded, and evaluated without a fault', async () => {
  const rules = async () => {
    const { data } = (await ask('alerts', '/api/v1/rules')) as {
      data: { groups: { rules: { name: string; type: string; health: string; lastError: string }[] }[] };
    };
    return data.groups.flatMap((group) => group.rules);
  };
  const found = await rules();
  const names = found.filter(({ type }) => type === 'alerting').map(({ name }) => name);
  expect(names.toSorted()).toEqual(alerts.map(({ name }) => name).toSorted());
  expect(
    found.filter(({ health }) => health === 'err').map(({ name, lastError }) => [name, lastError]),
  ).toEqual([]);
});

test('the node exporter sees the machine, and what others put into its folder', async () => {
  const lines = readFileSync('/proc/1/net/dev', 'utf8').split('\n');
  const devices = lines.flatMap((line) => /^\s*(\S+):/.exec(line)?.slice(1) ?? []);
  await expect
    .poll(async () =>
      (await query('node_network_receive_bytes_total')).map(({ metric }) => metric.device).toSorted(),
    )
    .toEqual(devices.toSorted());
  const kilobytes = Number(/^MemTotal:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
  expect(Number((await query('node_memory_MemTotal_bytes'))[0]?.value[1])).toBe(kilobytes * 1024);
  const [disk] = await query('node_filesystem_size_bytes{mountpoint="/"}');
  expect(Number(disk?.value[1])).toBeGreaterThan(0);

  const backup = exporters.find(({ job }) => job === 'backup')?.samples ?? [];
  mkdirSync(metricsFiles, { recursive: true });
  writeFileSync(joinPath(metricsFiles, 'backup.prom'), `${backup.join('\n')}\n`);
  chmodSync(joinPath(metricsFiles, 'backup.prom'), 0o644);
  await expect.poll(() => query('backup_last_success_timestamp_seconds{job="node"}')).toHaveLength(1);
});

/** What a campus that works does not show, and why. */
const NOTHING_YET = [
  [/^Database: Conflicts, \{\{outcome/, 'there were none'],
  [/^Database: Archive of the log, age/, 'PostgreSQL archives nothing yet'],
  [/^Application: (?:Due jobs by name|Age of due jobs)/, 'all jobs are done'],
  [/^Realtime: Resyncs/, 'the bus was not interrupted'],
  ...(isSmall ? [[/^Application: Routes that fail/, 'no process of pages has failed'] as const] : []),
] as const;

test('every query of a dashboard gives a series', async () => {
  // For the alert below, which takes its time.
  if (!isSmall) await compose('stop', victim);
  const folder = joinPath(root, 'deploy/monitoring/dashboards');
  const panels = readdirSync(folder).flatMap((name) => {
    const { title: dashboard, panels } = JSON.parse(readFileSync(joinPath(folder, name), 'utf8')) as {
      title: string;
      panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
    };
    return panels.flatMap(({ title, targets }) =>
      targets.map(({ expr, legendFormat }) => ({
        name: `${dashboard.replace('ChitLaq: ', '')}: ${title}, ${legendFormat}`,
        expr: expr.replaceAll('$__rate_interval', '5m'),
      })),
    );
  });
  expect(panels.length).toBeGreaterThan(100);
  const act = await live();
  let left = panels;
  const missing = async () => {
    await act();
    const answers = await Promise.all(
      left.map(async (panel) => ({ panel, series: (await query(panel.expr)).length })),
    );
    left = answers.filter(({ series }) => series === 0).map(({ panel }) => panel);
    return left
      .map(({ name }) => name)
      .filter((name) => !NOTHING_YET.some(([pattern]) => pattern.test(name)));
  };
  await expect.poll(missing, { timeout: 180_000, interval: 2_000 }).toEqual([]);
}, 240_000);

/** Begins with what happens once, and returns what happens again and again. */
async function live(): Promise<() => Promise<void>> {
  const ayse = await join(mailbox, 'ayse_watch');
  const bora = await join(mailbox, 'bora_watch');
  const as = async ({ token }: Member, method: string, path: string, body?: unknown) => {
    const answer = await call(method, api(path), { token, ...(body === undefined ? {} : { body }) });
    expect(answer.status, `${method} ${path}: ${answer.bytes}`).toBeLessThan(300);
    return answer.body;
  };
  const browser = createECDH('prime256v1');
  await as(ayse, 'POST', '/notifications/push-subscriptions', {
    endpoint: 'https://push.example.org/a-browser',
    keys: { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
  });
  await as(bora, 'PUT', `/users/${ayse.id}/follow`);
  const conversation = await as(ayse, 'POST', '/conversations', {
    type: 'direct',
    participantIds: [bora.id],
  });
  await as(bora, 'PUT', `/conversations/${conversation.id}/accept`);
  const post = await as(ayse, 'POST', '/posts', { content: 'Merhaba kampüs' });
  await as(bora, 'POST', '/reports', { subjectType: 'post', subjectId: post.id, reason: 'spam' });
  if (!isSmall)
    expect((await call('GET', '/sign-in', { headers: { accept: 'text/html' } })).status).toBe(502);
  // A worker measures when it starts, and some figures seldom after that: before Nginx answered, and before anybody came.
  await compose(
    ...['exec', '-T', 'postgres', 'psql', '--quiet', '--dbname', 'chitlaq'],
    ...['--command', 'delete from platform.measurements'],
  );
  await compose('restart', 'worker');
  return async () => {
    await as(ayse, 'POST', '/posts', { content: 'Yine merhaba' });
    await as(bora, 'GET', '/feed/home');
    const socket = await openSocket(ayse);
    try {
      await socket.send({ conversationId: conversation.id, content: 'Selam' });
      await socket.send({ conversationId: ayse.id, content: 'Kimse yok' }).catch(() => undefined);
    } finally {
      socket.close();
    }
    // Blocked, and friends again.
    await as(bora, 'PUT', `/users/${ayse.id}/block`);
    await as(bora, 'DELETE', `/users/${ayse.id}/block`);
    await as(bora, 'PUT', `/users/${ayse.id}/follow`);
    // Refused, and failed.
    await call('GET', api('/feed/home'));
    const body = { identifier: 'nobody_watch', password: 'yanlış' };
    for (let tries = 0; tries < 6; tries++) await call('POST', api('/auth/login'), { body });
  };
}

test('the admin app has charts of it', async () => {
  await join(mailbox, 'owner_watch');
  // The first owner may be somebody else.
  await openToStudents('owner_watch');
  const entered = await call('POST', api('/auth/login'), {
    host: ADMIN,
    headers: { ...door, 'x-session-mode': 'cookie' },
    body: { identifier: 'owner_watch', password: PASSWORD },
  });
  expect(entered.status, entered.bytes.toString()).toBe(200);
  const cookie = [entered.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ');
  const csrf = /csrf=([^;]+)/.exec(cookie)?.[1] ?? '';
  const headers = { ...door, cookie, 'x-csrf-token': decodeURIComponent(csrf) };
  const setup = await call('POST', api('/auth/mfa/totp'), {
    host: ADMIN,
    headers,
    body: { password: PASSWORD },
  });
  const body = { code: totpCode(setup.body.secret) };
  const confirmed = await call('POST', api('/auth/mfa/totp/confirm'), { host: ADMIN, headers, body });
  expect(confirmed.status, confirmed.bytes.toString()).toBe(200);

  const empty = async () => {
    const found = await call('GET', api('/admin/system/charts?range=hour'), { host: ADMIN, headers });
    expect(found.body, found.bytes.toString()).toMatchObject({ isConfigured: true });
    const charts = found.body.charts as {
      name: string;
      lines: { name: string; values: (number | null)[] }[];
    }[];
    expect(charts).toHaveLength(6);
    return charts.flatMap(({ name, lines }) =>
      lines
        .filter(({ values }) => values.every((value) => value === null))
        .map((line) => `${name} ${line.name}`),
    );
  };
  await expect.poll(empty).toEqual([]);
});

test('a process that has failed is told by mail and to the webhook, and that it is over', async () => {
  if (isSmall) await compose('stop', victim);
  const emails = () => mailbox.allTo(OPERATORS).map(({ subject }) => subject);
  const hooks = () =>
    notices.flatMap(({ status, alerts }) => alerts.map(({ labels }) => `${status} ${labels.alertname}`));
  const slow = { timeout: 240_000, interval: 500 };
  await expect.poll(emails, slow).toContain(`critical: ${alertName} (${SITE})`);
  await expect.poll(hooks).toContain(`firing ${alertName}`);
  const text = mailbox.allTo(OPERATORS).find(({ subject }) => subject?.includes(alertName))?.text;
  expect(text).toContain(victim);
  expect(text).toContain(`docs/handbook/alerts.md#${alertName.toLowerCase()}`);
  expect(hooks()).not.toContain(`resolved ${alertName}`);

  await compose('start', victim);
  await expect.poll(emails, slow).toContain(`over: ${alertName} (${SITE})`);
  await expect.poll(hooks).toContain(`resolved ${alertName}`);
}, 540_000);
