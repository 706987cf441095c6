/** A process that writes lines until it is killed, for tests: `node testing.ts FOLDER KEY_FILE COUNT`. It says when they are written. */
import { pino } from 'pino';
import { trafficLogKey } from './files.ts';
import { openTrafficLog } from './writer.ts';

const [folder = '', keyFile = '', count = '0'] = process.argv.slice(2);
const log = await openTrafficLog({
  folder,
  process: 'killed',
  destination: 'https://campus.test',
  key: trafficLogKey(keyFile),
  months: 12,
  clock: () => new Date(),
  log: pino({ level: 'silent' }),
});
for (let index = 0; index < Number(count); index++)
  log.record({
    address: '203.0.113.5',
    port: 40_000 + (index % 20_000),
    method: 'POST',
    route: '/api/v1/posts',
    status: 201,
    member: null,
    session: null,
    request: `killed-${index}`,
  });
await log.flush();
process.send?.('written');
setInterval(() => undefined, 1_000);
