// `npm start` and `npm run dev`: installs and builds what is missing, then starts the whole campus behind one port.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import {
  buildApps,
  buildServer,
  checkNode,
  ensurePackages,
  locked,
  root,
  serverBundle,
} from './bootstrap.mjs';

// This process waits most of the time: see server/platform/young-generation.ts.
setFlagsFromString('--semi-space-growth-factor=1');
const dev = process.argv.includes('--dev');
const roles = process.env.ROLES || 'all';
const say = (words) => console.log(`  ${words}`);

checkNode();
console.log('\n  ChitLaq\n');
await locked(async () => {
  ensurePackages(say);
  await buildServer(say);
});
const { start, checkSettings } = await import(pathToFileURL(join(root, 'server/dist/start.js')).href);
checkSettings(process.env);
const apps = ['web', 'admin'].filter((app) => roles === 'all' || roles.split(',').includes(app));
if (!dev && apps.length > 0) await buildApps(say, apps);

const campus = await start({ env: process.env, say, dev });

if (dev) {
  const { context } = await import('esbuild');
  let first = true;
  const restart = {
    name: 'restart',
    setup(build) {
      build.onEnd((result) => {
        if (first || result.errors.length > 0) {
          first = false;
          return;
        }
        say('The server has changed: restarting it …');
        campus.restart();
      });
    },
  };
  const watching = await context({ ...serverBundle(), plugins: [restart] });
  await watching.watch();
}
