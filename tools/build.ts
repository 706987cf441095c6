import { buildApps, buildServer, fail, locked } from './bootstrap.mjs';

/**
 * `npm run build`: everything that production runs, the server's bundle and both apps; skips what has not changed.
 * `npm run build -- web`: these parts alone.
 */
const PARTS = ['server', 'web', 'admin'];
const say = (words: string) => console.log(`  ${words}`);
const given = process.argv.slice(2);
const unknown = given.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) fail(`${unknown.join(', ')}: choose from ${PARTS.join(', ')}`);
const parts = given.length > 0 ? given : PARTS;

await locked(async () => {
  if (parts.includes('server')) await buildServer(say);
  await buildApps(
    say,
    parts.filter((part) => part !== 'server'),
  );
});
say(`Built: ${parts.map((part) => (part === 'server' ? 'server/dist' : `apps/${part}/.next`)).join(', ')}.`);
