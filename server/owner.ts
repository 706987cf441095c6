import { parseArgs } from 'node:util';
import { openRunningCampus } from './commands/running-campus.ts';
import { auth } from './modules/auth/index.ts';
import { readConfig } from './platform/config.ts';

const usage = `npm run owner -- --address ayse@example.edu.tr [--open] [--invite tr|en]
  Makes the member with this address an owner. If no member has it yet, and the campus has no owner, the member who confirms it
  becomes the first one.
  --open also opens the address's university, with students of that domain as its first rule: until a university is open, nobody
  can register, the owner included.
  --invite sends that address an email in this language, which says where to register.
  The database is DATABASE_URL, or that of the server that runs with the same DATA_DIR.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { address: { type: 'string' }, open: { type: 'boolean' }, invite: { type: 'string' } },
  });
  const { address, open, invite } = values;
  if (!address) throw new Error(usage);
  if (invite !== undefined && invite !== 'tr' && invite !== 'en') throw new Error(usage);
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const ctx = await openRunningCampus(config, process.env, 'owner', 'warn');
  if (!ctx) throw new Error('No database is running. Start the server first, or set DATABASE_URL.');
  const opened = open ? await auth.openUniversityOf(ctx, address) : undefined;
  const outcome = await auth.makeOwner(ctx, address, invite);
  await ctx.close();
  if (opened) console.log(`${opened} is open to registration.`);
  console.log(
    {
      granted: `${address} is an owner now.`,
      designated: `Nobody has ${address} yet: the member who confirms it becomes the first owner.`,
      owner_exists: `Nobody has ${address} yet, and the campus has an owner: nothing was changed. Register with it, then run this again.`,
    }[outcome],
  );
}

await main().catch((error: Error) => {
  console.error(`\n  ✗ ${error.message}\n`);
  process.exitCode = 1;
});
