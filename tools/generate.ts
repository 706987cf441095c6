import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiDocument, apiTypes } from './generate/api.ts';
import { dataInventory } from './generate/inventory.ts';
import { schemaPictures } from './generate/schema.ts';
import { envExample, settingsTable } from './generate/settings.ts';
import { dashboards, grafanaJson } from './monitoring/dashboards.ts';
import { rulesYaml } from './monitoring/rules.ts';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

/** Every generated file and its current content. `npm run generate` writes them, `npm run check` verifies them. */
async function generated(): Promise<Map<string, string>> {
  const document = await apiDocument();
  const files = new Map<string, string>([
    ['packages/protocol/src/generated/openapi.json', `${JSON.stringify(document, null, 1)}\n`],
    ['packages/protocol/src/generated/schema.ts', await apiTypes(document)],
    ['.env.example', envExample()],
    ['docs/handbook/configuration.md', settingsTable()],
    ['docs/data-inventory.md', dataInventory()],
    ['deploy/monitoring/rules.yml', rulesYaml()],
  ]);
  for (const dashboard of dashboards)
    files.set(`deploy/monitoring/dashboards/${dashboard.name}.json`, grafanaJson(dashboard));
  for (const [name, text] of await schemaPictures(root)) files.set(`database/schema/${name}.sql`, text);
  return files;
}

const stale: string[] = [];
for (const [path, text] of await generated()) {
  const file = join(root, path);
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    // not generated yet
  }
  if (before === text) continue;
  stale.push(path);
  if (!isCheck) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
if (isCheck && stale.length > 0) {
  console.error(`Not current: ${stale.join(', ')}. Run: npm run generate`);
  process.exit(1);
}
console.log(stale.length === 0 ? 'Every generated file is current.' : `Wrote ${stale.join(', ')}`);
process.exit(0);
