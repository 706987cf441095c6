import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildServer, locked } from '../../tools/bootstrap.mjs';
import { runFaults } from './run.ts';

/** `npm run test:faults [-- --kills 200 --seed 7 --bus both]`: nothing acknowledged is lost, whatever dies. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    bus: { type: 'string', default: 'both' },
  },
});
const say = (words: string) => console.log(`  ${words}`);
await locked(() => buildServer(say));
const binary =
  ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path)) ?? null;
const buses = values.bus === 'both' ? ['postgres', 'redis'] : [values.bus];
let failed = false;
for (const bus of buses) {
  if (bus === 'redis' && binary === null) {
    say('There is no redis-server here: the Redis bus is not tried.');
    continue;
  }
  const seed = Number(values.seed);
  say(`Over the bus of ${bus === 'redis' ? 'Redis' : 'PostgreSQL'}, seed ${seed}:`);
  const verdict = await runFaults({
    seed,
    kills: Math.ceil(Number(values.kills) / buses.length),
    redis: bus === 'redis' ? binary : null,
    say,
  });
  const { faults, killed, ...figures } = verdict;
  console.table(figures);
  console.table(killed);
  for (const fault of faults) console.error(`  ✗ ${fault}`);
  if (faults.length > 0) {
    failed = true;
    console.error(`  Again: npm run test:faults -- --bus ${bus} --seed ${seed} --kills ${values.kills}`);
  }
}
say(
  failed
    ? 'Something acknowledged was not kept.'
    : 'Everything acknowledged is everywhere, once, in one order.',
);
process.exit(failed ? 1 : 0);
