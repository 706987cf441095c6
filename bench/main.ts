import { readdirSync } from 'node:fs';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const [name] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(`npm run bench -- ${names.join(' | ')}`);
  process.exit(1);
}
const { bench } = (await import(`./${name}.bench.ts`)) as { bench: () => Promise<void> }; // each exports it
await bench();
process.exit(0);
