import { buildApps, buildServer, locked } from './bootstrap.mjs';

/** `npm run build`: all that production runs, the server's bundle and both apps; what has not changed is left alone. */
const say = (words: string) => console.log(`  ${words}`);
await locked(async () => {
  await buildServer(say);
  await buildApps(say, ['web', 'admin']);
});
say('Built: server/dist, apps/web/.next, apps/admin/.next.');
