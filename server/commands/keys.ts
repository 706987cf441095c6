import { auth } from '../modules/auth/index.ts';
import { subscriptions } from '../modules/table.ts';
import { type Config, readSecrets } from '../platform/config.ts';
import { openContext } from '../platform/context.ts';
import { openLog } from '../platform/log.ts';
import { replaceKeptKey } from '../platform/secrets/kept-keys.ts';

const usage = `node server/dist/main.js keys reseal | rotate-signing-key [--leaked] | rotate-push-key | rotate-archive-key
  reseal              seals everything that is stored with the first key of SECRET_KEY, and prints what still needs an older one
  rotate-signing-key  makes the next key for access tokens; --leaked ends the old ones in three minutes
  rotate-push-key     makes another key for Web Push: a browser gets pushes again when the app has been opened there
  rotate-archive-key  makes another key for copies of accounts; campuses that accept them need the new one`;

const COMMANDS = ['reseal', 'rotate-signing-key', 'rotate-push-key', 'rotate-archive-key'];

/** The commands that `deploy/rotate` runs in a container. */
export async function keys(
  config: Config,
  args: readonly string[],
  say: (words: string) => void,
  env: Record<string, string | undefined> = process.env,
): Promise<void> {
  const [command, option] = args;
  if (!COMMANDS.includes(command ?? '')) throw new Error(usage);
  const secrets = readSecrets(env, config.dataDir);
  const log = openLog('warn', 'keys');
  const ctx = await openContext({ config, secrets, log, name: 'keys', subscriptions });
  try {
    if (command === 'rotate-signing-key')
      await auth.rotateKeys(ctx, option === '--leaked' ? 'leaked' : 'planned');
    else if (command === 'rotate-push-key') await replaceKeptKey(ctx.db, secrets, 'push');
    else if (command === 'rotate-archive-key') await auth.replaceArchiveKey(ctx);
    else for (const [what, count] of Object.entries(await auth.reseal(ctx))) say(`${what} ${count}`);
  } finally {
    await ctx.close();
  }
}
