import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { seedHues } from './avatar-seed.ts';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

type Oklch = { l: number; c: number; h: number };

/** The custom properties of the first block with this selector. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  expect(start, `a block for ${selector}`).toBeGreaterThan(-1);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]),
  );
}

function readOklch(value: string): Oklch {
  const match = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value);
  if (!match) throw new Error(`not an opaque oklch colour: ${value}`);
  return { l: Number(match[1]), c: Number(match[2]), h: Number(match[3]) };
}

/** Linear sRGB, not clipped. Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020). */
function linearRgb({ l, c, h }: Oklch): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** Relative luminance of WCAG 2 as displayed: out-of-gamut channels clipped, then 8 bits each. */
function luminance(colour: Oklch): number {
  const [red, green, blue] = linearRgb(colour).map((channel) => {
    const clipped = Math.min(1, Math.max(0, channel));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    const shown = Math.round(encoded * 255) / 255;
    return shown <= 0.04045 ? shown / 12.92 : ((shown + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const light = tokensOf('[data-theme="light"]');
const dark = tokensOf('[data-theme="dark"]');
const themes = [
  ['light', light],
  ['dark', dark],
] as const;

const grounds = ['paper', 'surface', 'wash', 'nar-soft', 'good-soft', 'warn-soft', 'info-soft'];
const textPairs = [
  ...grounds.flatMap((ground) => [
    ['ink', ground],
    ['muted', ground],
  ]),
  ...['nar', 'nar-strong', 'good', 'warn', 'info'].flatMap((text) => [
    [text, 'paper'],
    [text, 'surface'],
  ]),
  ['nar', 'wash'],
  ['nar', 'nar-soft'],
  ['nar-strong', 'nar-soft'],
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['info', 'info-soft'],
  ['on-nar', 'nar'],
  ['on-nar', 'nar-strong'],
  ['paper', 'ink'],
] as [string, string][];

function pairContrast(tokens: Map<string, string>, [one, other]: [string, string]): number {
  return contrast(readOklch(tokens.get(one)!), readOklch(tokens.get(other)!));
}

test('contrast matches WCAG for black on white and for a known pair', () => {
  expect(contrast({ l: 0, c: 0, h: 0 }, { l: 1, c: 0, h: 0 })).toBeCloseTo(21, 2);
  expect(linearRgb({ l: 0.6279554, c: 0.2576833, h: 29.2338845 })[0]).toBeCloseTo(1, 3);
  // #767676 on white is the classic 4.54.
  expect(contrast({ l: 0.5659, c: 0, h: 0 }, { l: 1, c: 0, h: 0 })).toBeCloseTo(4.54, 1);
});

test.for(themes)('every text pair of the %s theme has a contrast of at least 4.5', ([, tokens]) => {
  const tooFaint = textPairs
    .map((pair) => [pair.join(' on '), Number(pairContrast(tokens, pair).toFixed(2))] as const)
    .filter(([, ratio]) => ratio < 4.5);
  expect(tooFaint).toEqual([]);
});

test.for(themes)('the outline of a control has a contrast of at least 3 in the %s theme', ([, tokens]) => {
  for (const ground of ['paper', 'surface']) {
    expect(pairContrast(tokens, ['edge', ground]), `edge on ${ground}`).toBeGreaterThanOrEqual(3);
  }
});

test.for(themes)('initials are legible on every avatar colour of the %s theme', ([, tokens]) => {
  const [paper, ink] = ['seed-paper', 'seed-ink'].map((name) => tokens.get(name)!.split(' ').map(Number));
  for (const h of seedHues) {
    const ratio = contrast({ l: paper![0]!, c: paper![1]!, h }, { l: ink![0]!, c: ink![1]!, h });
    expect(ratio, `hue ${h}`).toBeGreaterThanOrEqual(4.5);
  }
});

test('the system theme in dark mode has the same colours as the dark theme', () => {
  expect(tokensOf('[data-theme="system"]')).toEqual(dark);
});

test('both themes define the same tokens', () => {
  expect([...dark.keys()]).toEqual([...light.keys()]);
});
