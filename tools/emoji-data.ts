/**
 * Writes the emoji picker's data from Unicode's: `node tools/run.mjs tools/emoji-data.ts`, after a new version of Unicode.
 * The packages hold every language of the world (150 MB), so they are loaded into a temporary folder and are no dependencies.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalEmoji } from '@chitlaq/text';

const PACKAGES = [
  'unicode-emoji-json@0.9.0',
  'cldr-annotations-full@48.2.0',
  'cldr-annotations-derived-full@48.2.0',
];
const TARGET = new URL('../apps/web/features/emoji/data/', import.meta.url);
/** Emoji of this version and older are drawn by every device that runs the app. */
const OLD_VERSION = 12;

interface Annotation {
  default?: string[];
  tts?: string[];
}
interface EmojiGroup {
  slug: string;
  emojis: { emoji: string; emoji_version: string; skin_tone_support: boolean }[];
}

const folder = mkdtempSync(join(tmpdir(), 'emoji-'));
try {
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, ...PACKAGES], {
    stdio: 'inherit',
  });
  write(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function write(packages: string): void {
  const read = <Content>(path: string): Content =>
    JSON.parse(readFileSync(join(packages, 'node_modules', path), 'utf8'));
  const groups = read<EmojiGroup[]>('unicode-emoji-json/data-by-group.json');
  const save = (name: string, content: unknown) =>
    writeFileSync(new URL(name, TARGET), `${JSON.stringify(content, null, 1)}\n`);

  save(
    'emoji.json',
    Object.fromEntries(
      groups.map(({ slug, emojis }) => [
        slug,
        emojis
          .map(({ emoji, emoji_version, skin_tone_support }) => {
            const version = Number(emoji_version) > OLD_VERSION ? `@${emoji_version}` : '';
            return (canonicalEmoji(emoji) ?? emoji) + (skin_tone_support ? '~' : '') + version;
          })
          .join(' '),
      ]),
    ),
  );
  const all = groups.flatMap(({ emojis }) => emojis.map(({ emoji }) => emoji));
  for (const language of ['tr', 'en']) {
    const annotations = {
      ...read<{ annotationsDerived: { annotations: Record<string, Annotation> } }>(
        `cldr-annotations-derived-full/annotationsDerived/${language}/annotations.json`,
      ).annotationsDerived.annotations,
      ...read<{ annotations: { annotations: Record<string, Annotation> } }>(
        `cldr-annotations-full/annotations/${language}/annotations.json`,
      ).annotations.annotations,
    };
    save(
      `names.${language}.json`,
      all.map((emoji) => {
        const found = annotations[emoji] ?? annotations[emoji.replaceAll('\ufe0f', '')];
        const name = found?.tts?.[0];
        if (name === undefined) throw new Error(`${emoji} has no name in ${language}`);
        const known = name.split(/[\s:,]+/);
        return [
          name,
          ...(found?.default ?? []).filter((word) => !known.includes(word) && word !== name),
        ].join('|');
      }),
    );
  }
}
