import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACCENT_GROUNDS, ACCENT_PATTERN, accentOf, accentStyles, contrastOf } from './accent.ts';

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
