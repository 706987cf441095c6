import { NOTIFICATION_KINDS } from '@chitlaq/text/notifications';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { allJobs } from '../hosts/worker.ts';
import { testServer } from '../testing/server.ts';
import { moduleNames, modules, modulesNamed, schemas, subscriptions } from './table.ts';

const t = await testServer();
afterAll(t.close);

test('modules and the platform own every schema of the database, each exactly one', async () => {
  const { rows } = await sql<{ name: string }>`select nspname as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'graphile_worker')`.execute(
    t.ctx.db,
  );
  expect([...schemas].sort()).toEqual(rows.map(({ name }) => name).sort());
});

test('every job that an event starts is one that workers run', async () => {
  const { jobs } = await allJobs();
  const started = Object.values(subscriptions).flat();
  expect(started.filter((job) => !(job in jobs))).toEqual([]);
});

test('the jobs of one event come from every module that handles it', () => {
  const handling = modules.filter(({ on }) => on?.['content.published']).map(({ name }) => name);
  expect(handling).toEqual(['feed', 'search', 'moderation']);
  expect(subscriptions['content.published']?.map((job) => job.split('.')[0])).toEqual(handling);
});

test('modules are found by name, in the order of the table', () => {
  expect(modulesNamed([...moduleNames].reverse())).toEqual(modules);
  expect(modulesNamed([])).toEqual([]);
});

test('each kind of notification belongs to one module', () => {
  const brought = modules.flatMap(({ notificationKinds = {} }) => Object.keys(notificationKinds));
  expect(brought.sort()).toEqual([...NOTIFICATION_KINDS].sort());
});
