import { describe, expect, onTestFinished, test } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { api, join, openToStudents } from './member.ts';
import { call, isSmall, MAIL_PORT } from './site.ts';
import { compose, composeUp, containers, processorTime, running, serviceOf } from './stack.ts';

test('what a page of home costs, by container; a table', async () => {
  const count = 300;
  await openToStudents('owner_stack');
  const mailbox = await openMailbox(MAIL_PORT);
  onTestFinished(() => mailbox.close());
  const [reader, author] = [await join(mailbox, 'okur_stack'), await join(mailbox, 'yazar_stack')];
  await call('PUT', api(`/users/${author.id}/follow`), { token: reader.token });
  await call('POST', api('/posts'), { token: author.token, body: { content: 'Bir gönderi' } });
  const home = () => call('GET', api('/feed/home'), { token: reader.token });
  for (let warm = 0; warm < 50; warm++) await home();
  const live = await running();
  const before = await Promise.all(live.map(processorTime));
  for (let turn = 0; turn < count; turn++) expect((await home()).status).toBe(200);
  const after = await Promise.all(live.map(processorTime));
  const rows = live
    .map((container, at) => ({
      name: serviceOf(container),
      cost: ((after[at] ?? 0) - (before[at] ?? 0)) / count,
    }))
    .sort((a, b) => b.cost - a.cost);
  const total = rows.reduce((sum, { cost }) => sum + cost, 0);
  console.log(
    [
      `\nprocessor time of a page of home over TLS, a connection for each, ${isSmall ? '8 GB' : '16 GB'} form, ms`,
      ...[...rows.filter(({ cost }) => cost > 0.02), { name: 'together', cost: total }].map(
        ({ name, cost }) => `${name.padEnd(12)} ${cost.toFixed(2)}`,
      ),
    ].join('\n'),
  );
  // A bound against a mistake such as a missing index, not a figure to compare.
  expect(total).toBeLessThan(200);
});

describe('more processes of a role', () => {
  const gateways = async () => (await containers()).filter((container) => serviceOf(container) === 'gateway');

  test('with --scale, Nginx uses both gateways, and no request fails meanwhile', async () => {
    const statuses = new Map<number, number>();
    let isDone = false;
    const visitors = Array.from({ length: 2 }, async () => {
      while (!isDone) {
        const { status } = await call('GET', '/health');
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await composeUp('--no-recreate', '--scale', 'gateway=2', 'gateway');
    const addresses = (await gateways()).map(
      ({ NetworkSettings: { Networks } }) =>
        Object.entries(Networks).find(([name]) => name.endsWith('front'))?.[1].IPAddress ?? '',
    );
    expect(addresses).toHaveLength(2);
    const served = async () => {
      const log = await compose('logs', '--no-color', '--tail', '60', 'nginx');
      return addresses.every((address) => log.includes(`"upstream":"${address}:3000"`));
    };
    await expect.poll(served, { timeout: 60_000, interval: 1_000 }).toBe(true);
    isDone = true;
    await Promise.all(visitors);
    expect([...statuses.keys()]).toEqual([200]);
  });

  test.skipIf(isSmall)(
    'every other role has a second process, which is healthy',
    async () => {
      const roles = [
        'auth',
        'feed',
        'search',
        'messaging',
        'media',
        'operations',
        'realtime',
        'worker',
        'web',
        'admin',
      ];
      const scale = roles.flatMap((role) => ['--scale', `${role}=2`]);
      await composeUp('--no-recreate', '--scale', 'gateway=2', ...scale);
      const found = (await containers()).map(serviceOf);
      for (const role of roles)
        expect(
          found.filter((name) => name === role),
          role,
        ).toHaveLength(2);
      expect((await call('GET', '/')).status).toBe(200);
      await composeUp('--no-recreate');
    },
    300_000,
  );
});
