import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hostSchemas, layers, upwardReferences } from '../../server/modules/layers.ts';
import { objectsOf, referencesOfSchema } from './database.ts';
import { BELOW, type Reference, violations } from './order.ts';
import { isChecked, referencesOfFile } from './typescript.ts';

// `npm run check` runs this. `node tools/run.mjs tools/module-order/main.ts --list` prints what each module imports and names.

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );

const pictures = new Map(
  filesUnder('database/schema').map((path) => [basename(path, '.sql'), read(path)] as const),
);
const objects = objectsOf(pictures);
const references: Reference[] = [
  ...[...filesUnder('server/platform'), ...filesUnder('server/modules')]
    .filter(isChecked)
    .flatMap((path) => referencesOfFile(path, read(path), objects)),
  ...[...pictures].flatMap(([schema, picture]) =>
    referencesOfSchema(schema, picture, `database/schema/${schema}.sql`, objects),
  ),
];

/** The other modules that a module imports, and the objects of other schemas that it names in SQL. */
function summary(module: string): string {
  const own = references.filter((reference) => reference.module === module && reference.target !== module);
  const imported = own.filter(({ to, target }) => to === target && target !== BELOW).map(({ to }) => to);
  const named = own.filter(({ to, target }) => to !== target).map(({ to }) => to);
  const list = (names: string[]) => [...new Set(names)].sort().join(', ') || 'nothing';
  return `${module}\n  imports ${list(imported)}\n  names   ${list(named)}`;
}

if (process.argv.includes('--list')) {
  for (const module of [BELOW, ...layers.flat(), ...hostSchemas]) console.log(summary(module));
}
const found = violations({ layers, hostSchemas }, references, upwardReferences);
for (const line of found) console.error(line);
if (found.length > 0) {
  console.error(`\n${found.length} references against the order of the modules (server/modules/layers.ts).`);
  process.exit(1);
}
console.log('Every module names only modules of lower layers.');
