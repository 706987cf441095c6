import { buildApps, buildServer, locked } from './bootstrap.mjs';

/** `npm run build`: everything that production runs, the server's bundle and both apps; skips what has not changed. */
const say = (words: string) => console.log(`  ${words}`);
await locked(async () => {
  await buildServer(say);
  await buildApps(say, ['web', 'admin']);
});
say('Built: server/dist, apps/web/.next, apps/admin/.next.');
