import { cpus } from 'node:os';
import { sql } from 'kysely';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { openCampus } from './campus.ts';

const READERS = 100;
const ASKED = 1_000;
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

const quantile = (values: number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

/** What people type of a name: its beginning, a surname, all of it, one letter wrong, in capitals. */
const spellings: Record<string, (name: string) => string> = {
  'one letter': (name) => name.slice(0, 1),
  'two letters': (name) => name.slice(0, 2),
  'half a name': (name) => name.slice(0, Math.max(3, Math.ceil(name.length / 2))),
  'a surname': (name) => name.split(' ').at(-1) ?? name,
  'the whole name': (name) => name,
  'a letter missing': (name) => name.slice(0, 2) + name.slice(3),
  'nobody’s name': (name) => `${[...name].reverse().join('')}q`,
};

/** Search for people and suggestions through HTTP on the seeded campus, one after the other, by how one types. */
export async function bench(): Promise<void> {
  const campus = await openCampus();
  const { ctx } = campus;
  try {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, display_name as name from auth.users where status = 'active' order by md5(id::text || 'search') limit ${READERS}`.execute(
      ctx.db,
    );
    const tokens: string[] = [];
    for (const { id } of rows)
      tokens.push((await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken);
    await sql`analyze auth.users`.execute(ctx.db);
    const gateway = await campus.launch('gateway', { ROLES: 'gateway,auth,feed,search,operations' });
    const ask = async (path: string, typed: string, token: string | undefined) => {
      const from = performance.now();
      const answer = await fetch(`${gateway.url}/api/v1/search/${path}?q=${encodeURIComponent(typed)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return performance.now() - from;
    };
    console.log(
      `${cpus().length} cores, Node ${process.versions.node}; ${ASKED} questions each, goal p99 ≤ 10 ms`,
    );
    for (const path of ['users', 'suggestions']) {
      for (const [how, spell] of Object.entries(spellings)) {
        const times: number[] = [];
        for (let turn = -100; turn < ASKED; turn++) {
          const index = (turn + READERS) % READERS;
          const time = await ask(path, spell(rows[index]?.name ?? 'a'), tokens[(index * 7) % tokens.length]);
          if (turn >= 0) times.push(time);
        }
        console.log(
          `${path.padEnd(12)} ${how.padEnd(18)} p50 ${quantile(times, 0.5).toFixed(1)} ms  p99 ${quantile(times, 0.99).toFixed(1)} ms`,
        );
      }
    }
  } finally {
    await campus.close();
  }
}
