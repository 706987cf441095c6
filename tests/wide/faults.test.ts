import { expect, test } from 'vitest';
import { buildServer, locked } from '../../tools/bootstrap.mjs';
import { runFaults } from '../fault-injection/run.ts';

/** The long run, over both buses, is `npm run test:faults`. */
test('members chat while processes die, and what was acknowledged is everywhere, once, in one order', async () => {
  await locked(() => buildServer(() => undefined));
  const verdict = await runFaults({ seed: 20, kills: 5, redis: null, say: () => undefined });
  expect(verdict.faults).toEqual([]);
  expect(verdict.acknowledged).toBeGreaterThan(50);
});
