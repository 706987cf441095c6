import { distanceOf, type Fingerprint, symmetriesOf } from '../server/modules/media/fingerprints/pdq.ts';
import { readCutFingerprints, readFingerprint } from '../server/modules/media/fingerprints/read.ts';
import { openSharp } from '../server/modules/media/images/process.ts';
import { drawnPictures, form, scene, textPage, transforms } from './fingerprints/pictures.ts';
import { measureScale } from './fingerprints/scale.ts';

const DISTANCES = [16, 24, 31, 40, 48, 56, 64];
const ROUGH = 30;
const percent = (share: number) => `${(share * 100).toFixed(share === 1 || share === 0 ? 0 : 1)} %`;

const read = async (picture: Buffer): Promise<Fingerprint> => readFingerprint((await openSharp())(picture));
const readAll = async (count: number, make: (seed: number) => Promise<Buffer>): Promise<Fingerprint[]> => {
  const found: Fingerprint[] = [];
  for (let seed = 0; seed < count; seed++) found.push(await read(await make(seed)));
  return found;
};
/** The smallest distance of a hash from another picture as it is, mirrored or turned. */
const nearest = (symmetries: readonly string[], hash: string) =>
  Math.min(...symmetries.map((symmetry) => distanceOf(symmetry, hash)));

/** Smallest distances of all pairs of different pictures. */
function pairs(name: string, all: readonly Fingerprint[], minimum: number): string {
  const good = all.filter(({ quality }) => quality >= minimum);
  const counts = DISTANCES.map(() => 0);
  let total = 0;
  let closest = 256;
  for (const [index, one] of good.entries()) {
    const symmetries = symmetriesOf(one.hash);
    for (const other of good.slice(index + 1)) {
      const distance = nearest(symmetries, other.hash);
      total++;
      closest = Math.min(closest, distance);
      for (const [at, limit] of DISTANCES.entries())
        if (distance <= limit) counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return `| ${name} | ${good.length} of ${all.length} | ${total} | ${counts.join(' | ')} | ${closest} |`;
}

/**
 * How many copies of a picture its fingerprint finds, and how many other pictures it takes for one, by the number of bits that may
 * differ. The pictures are those of the demo campus, generated scenes and pages of text.
 */
export async function bench(): Promise<void> {
  const drawn = await drawnPictures();
  const scenes: Buffer[] = [];
  for (let seed = 0; seed < 60; seed++) scenes.push(await scene(seed));
  const pictures = [...drawn, ...scenes];
  const originals: Fingerprint[] = [];
  for (const picture of pictures) originals.push(await read(picture));
  const isGood = (index: number) => (originals[index]?.quality ?? 0) >= ROUGH;
  const number = originals.filter((_, index) => isGood(index)).length;
  console.log(
    `\n## Copies found, of ${number} pictures with quality ${ROUGH} or more (${drawn.length} drawn, ${scenes.length} scenes)\n`,
  );
  /** What the list would hold of each: it as it is, and with its edges cut off. */
  const listed: string[][] = [];
  for (const [index, picture] of pictures.entries())
    listed.push(
      [originals[index]!, ...(await readCutFingerprints(picture))].flatMap(({ hash }) => symmetriesOf(hash)),
    );
  console.log(`| what was done | ${DISTANCES.map((limit) => `≤ ${limit}`).join(' | ')} | median | worst |`);
  console.log(`| --- |${' --- |'.repeat(DISTANCES.length + 2)}`);
  for (const [name, transform] of Object.entries(await transforms())) {
    const distances: number[] = [];
    for (const [index, picture] of pictures.entries()) {
      if (!isGood(index)) continue;
      const copy = await read(await transform(picture));
      distances.push(nearest(listed[index]!, copy.hash));
    }
    distances.sort((one, other) => one - other);
    const shares = DISTANCES.map((limit) =>
      percent(distances.filter((distance) => distance <= limit).length / distances.length),
    );
    console.log(
      `| ${name} | ${shares.join(' | ')} | ${distances[Math.trunc(distances.length / 2)]} | ${distances.at(-1)} |`,
    );
  }
  const manyScenes = await readAll(1_500, (seed) => scene(1_000 + seed));
  const pages = await readAll(400, textPage);
  const forms = await readAll(200, form);
  console.log(`\n## Pairs of different pictures within a distance\n`);
  console.log(
    `| pictures | enough to see | pairs | ${DISTANCES.map((limit) => `≤ ${limit}`).join(' | ')} | closest |`,
  );
  console.log(`| --- |${' --- |'.repeat(DISTANCES.length + 3)}`);
  for (const minimum of [0, ROUGH, 50]) {
    console.log(pairs(`scenes, quality ≥ ${minimum}`, manyScenes, minimum));
    console.log(pairs(`drawn, quality ≥ ${minimum}`, originals.slice(0, drawn.length), minimum));
    console.log(pairs(`forms of one layout, quality ≥ ${minimum}`, forms, minimum));
    console.log(pairs(`pages of text, quality ≥ ${minimum}`, pages, minimum));
  }
  await measureScale();
}
