import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ACCENT_GROUNDS,
  ACCENT_PATTERN,
  accentOf,
  accentStyles,
  contrastOf,
  PRODUCT_ACCENT,
} from './accent.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** The pairs of colours that are text on a ground. */
function pairsOf(chosen: string) {
  const accent = accentOf(chosen);
  return (['light', 'dark'] as const).flatMap((theme) => {
    const { nar, narStrong, narSoft, onNar } = accent[theme];
    const { grounds, texts } = ACCENT_GROUNDS[theme];
    return [
      ...[nar, narStrong].flatMap((text) => [...grounds, narSoft].map((ground) => [theme, text, ground])),
      ...[nar, narStrong].map((ground) => [theme, onNar, ground]),
      ...texts.map((text) => [theme, text, narSoft]),
    ] as [string, string, string][];
  });
}

const EXTREME = ['#ffff00', '#000000', '#ffffff', '#ff0000', '#00ff00', '#0000ff', '#808080', '#be2132'];

test('every colour gives a contrast of at least 4.5, in both themes', () => {
  const check = (chosen: string) => {
    for (const [theme, text, ground] of pairsOf(chosen))
      expect(contrastOf(text, ground), `${text} on ${ground}, ${theme}, ${chosen}`).toBeGreaterThanOrEqual(
        4.5,
      );
  };
  // A grid with every corner and edge of the space; the rest is drawn.
  for (let red = 0; red < 256; red += 51)
    for (let green = 0; green < 256; green += 51)
      for (let blue = 0; blue < 256; blue += 51)
        check(`#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`);
  fc.assert(fc.property(colour, check), { numRuns: 500, examples: EXTREME.map((value) => [value]) });
});

test('a colour that is legible stays, and what is under the pointer differs from it', () => {
  expect(accentOf('#be2132').light).toMatchObject({ nar: '#be2132', isShifted: false });
  expect(accentOf('#ffff00')).toMatchObject({
    light: { isShifted: true },
    dark: { nar: '#ffff00', isShifted: false },
  });
  fc.assert(
    fc.property(colour, (chosen) => {
      for (const theme of Object.values(accentOf(chosen))) {
        expect(theme.narStrong).not.toBe(theme.nar);
        for (const value of [theme.nar, theme.narStrong, theme.narSoft])
          expect(value).toMatch(ACCENT_PATTERN);
      }
    }),
    { numRuns: 500, examples: EXTREME.map((value) => [value]) },
  );
});

test('the style sheet holds colours alone', () => {
  expect(accentStyles('#ffff00')).toMatch(/^[:\w,[\]={}#;()@ \n-]+$/);
});

const css = readFileSync(new URL('../../ui/src/theme.css', import.meta.url), 'utf8');

/** A colour of the theme's style sheet as screens show it: what they cannot show is clipped. */
function themeColour(theme: 'light' | 'dark', name: string): string {
  const block = css.slice(css.indexOf(`[data-theme="${theme}"] {`));
  const [, l, c, h] = new RegExp(`--${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`)
    .exec(block)!
    .map(Number);
  const a = c! * Math.cos((h! * Math.PI) / 180);
  const b = c! * Math.sin((h! * Math.PI) / 180);
  const long = (l! + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l! - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l! - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  const digits = linear.map((value) => {
    const clipped = Math.min(1, Math.max(0, value));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

test.for(['light', 'dark'] as const)('the accents are derived for the colours of the %s theme', (theme) => {
  const colours = (...names: string[]) => names.map((name) => themeColour(theme, name));
  const { grounds, texts, onNar } = ACCENT_GROUNDS[theme];
  expect(colours('paper', 'surface', 'wash')).toEqual(grounds);
  expect(colours('ink', 'muted', 'on-nar')).toEqual([...texts, onNar]);
  const [nar, narStrong, narSoft] = colours('nar', 'nar-strong', 'nar-soft');
  expect({ nar, narStrong, narSoft, onNar }).toEqual(PRODUCT_ACCENT[theme]);
});
