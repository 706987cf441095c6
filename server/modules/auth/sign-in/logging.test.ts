import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'chitlaq-logs-'));
const t = await testServer({ LOG_LEVEL: 'debug', LOG_DIR: folder });
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

test('signing in, failing to, and a broken database leave no address, token or IP in the log', async () => {
  const [ayse] = await t.members(1);
  const ip = '10.77.66.55';
  const send = (path: string, body: unknown) => t.anyone.raw('POST', path, { body, ip });
  const entry = await send('/auth/login', { identifier: ayse!.email, password: ayse!.password });
  const { accessToken, refreshToken, deviceToken } = entry.body;
  await send('/auth/login', { identifier: ayse!.email, password: 'yanlış parola' });
  await send('/auth/password/forgot', { email: ayse!.email });
  await send('/auth/refresh', { refreshToken });
  await t.anyone.get(`/auth/me?email=${ayse!.email}&token=${accessToken}`);
  await t.settled();
  // A database error quotes its input.
  await t.ctx.pool.query(`create function auth.quote() returns trigger language plpgsql
    as $$ begin raise exception 'refused % of %', new.ip, '${ayse!.email}' using detail = '${ayse!.email}'; end $$;
    create trigger quote before insert on auth.sessions for each row execute function auth.quote()`);
  const broken = await send('/auth/login', { identifier: ayse!.email, password: ayse!.password });
  expect(broken.status).toBe(500);

  const log = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  expect(log).toContain('http.request');
  expect(log).toContain('refused [ip]');
  for (const secret of [ayse!.email, ayse!.password, ip, accessToken, refreshToken, deviceToken])
    expect(log).not.toContain(secret);
});
