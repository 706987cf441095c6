import { parseArgs } from 'node:util';
import { AnonymiseProblem, anonymise } from '../database/anonymise.ts';

const usage = `npm run anonymise -- --database postgres://user@host/copy [--live]
  Masks names, addresses, texts and everything else that is personal in a copy of the database, for tests and for developers.
  It refuses the campus's own database (DATABASE_URL) and one that somebody uses.
  --live  masks it all the same. There is no way back.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { database: { type: 'string' }, live: { type: 'boolean' } } });
  if (!values.database) throw new AnonymiseProblem(usage);
  const { DATABASE_URL, DATABASE_DIRECT_URL } = process.env;
  const live = [DATABASE_URL, DATABASE_DIRECT_URL].filter((url) => url !== undefined).filter(Boolean);
  const { tables } = await anonymise(values.database, { live, evenIfLive: values.live ?? false });
  console.log(`Masked ${tables} tables. Files of members are not in the database: do not copy them.`);
}

await main().catch((error: Error) => {
  console.error(`\n  ✗ ${error instanceof AnonymiseProblem ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
