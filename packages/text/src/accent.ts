/**
 * The colours that follow from the one that a campus chooses. Any colour gives text of a contrast of at least 4.5 on every ground of the
 * theme, in light and in dark: hue and colourfulness stay, the lightness moves as far as it must.
 *
 * Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020). Contrast: WCAG 2.
 */

export interface AccentColours {
  nar: string;
  narStrong: string;
  narSoft: string;
  onNar: string;
}
export interface AccentTheme extends AccentColours {
  /** Whether `nar` is another colour than the chosen one. */
  isShifted: boolean;
}
export interface Accent {
  light: AccentTheme;
  dark: AccentTheme;
}

export const ACCENT_PATTERN = /^#[0-9a-f]{6}$/;
/** What accents are legible on, as the theme's style sheet shows it; a test compares them. */
export const ACCENT_GROUNDS = {
  light: { grounds: ['#fcfaf6', '#ffffff', '#f4efea'], texts: ['#211914', '#6a615b'], onNar: '#ffffff' },
  dark: { grounds: ['#130e0a', '#1d1712', '#28211c'], texts: ['#f1eee9', '#a9a49c'], onNar: '#130e0a' },
} as const;

/** The accents of the product, as the theme's style sheet shows them; a test compares them. */
export const PRODUCT_ACCENT = {
  light: { nar: '#be2132', narStrong: '#9c1828', narSoft: '#ffe7e6', onNar: '#ffffff' },
  dark: { nar: '#f97676', narStrong: '#ff9492', narSoft: '#3b1c1b', onNar: '#130e0a' },
} as const satisfies Record<'light' | 'dark', AccentColours>;

const TEXT_CONTRAST = 4.5;

interface Oklch {
  l: number;
  c: number;
  h: number;
}

const channels = (hex: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const toEncoded = (value: number): number =>
  value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map(toLinear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours by WCAG 2: 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function toOklch(hex: string): Oklch {
  const [red = 0, green = 0, blue = 0] = channels(hex).map(toLinear);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    l: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    c: Math.hypot(a, b),
    h: Math.atan2(b, a),
  };
}

function linearRgb({ l, c, h }: Oklch): number[] {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const GAMUT_SLACK = 0.0005;
const isShown = (colour: Oklch): boolean =>
  linearRgb(colour).every((channel) => channel >= -GAMUT_SLACK && channel <= 1 + GAMUT_SLACK);

/** As a screen shows it: less colourful if the screen cannot show so much at this lightness. */
function toHex(colour: Oklch): string {
  let shown = colour;
  if (!isShown(colour)) {
    let [low, high] = [0, colour.c];
    for (let step = 0; step < 20; step += 1) {
      const c = (low + high) / 2;
      if (isShown({ ...colour, c })) low = c;
      else high = c;
    }
    shown = { ...colour, c: low };
  }
  const digits = linearRgb(shown).map((channel) => {
    const value = Math.round(toEncoded(Math.min(1, Math.max(0, channel))) * 255);
    return value.toString(16).padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

const SOFT = { light: { l: 0.95, c: 0.03 }, dark: { l: 0.27, c: 0.05 } } as const;
const STEP = 0.005;
/** How much darker, or lighter, what is under the pointer is. */
const STRONG = 0.07;

function themeOf(chosen: string, theme: 'light' | 'dark'): AccentTheme {
  const { grounds, texts, onNar } = ACCENT_GROUNDS[theme];
  const base = toOklch(chosen);
  const direction = theme === 'light' ? -1 : 1;
  const isLegible = (colour: string, on: readonly string[]) =>
    on.every((ground) => contrastOf(colour, ground) >= TEXT_CONTRAST);
  // The ground of a chosen thing also carries the theme's own texts.
  let softAt: Oklch = { ...base, l: SOFT[theme].l, c: Math.min(base.c, SOFT[theme].c) };
  while (!texts.every((text) => contrastOf(text, toHex(softAt)) >= TEXT_CONTRAST))
    softAt = { ...softAt, l: softAt.l - direction * STEP };
  const narSoft = toHex(softAt);
  const on = [...grounds, narSoft, onNar];
  const fits = (colour: string) => isLegible(colour, on);
  let nar = chosen;
  let at = base;
  while (!fits(nar)) {
    at = { ...at, l: Math.min(1, Math.max(0, at.l + direction * STEP)) };
    nar = toHex(at);
  }
  // At the end of the scale the other direction is left, as far as the contrast allows it.
  const away = { ...at, l: at.l + direction * STRONG };
  const isAtEnd = away.l <= 0 || away.l >= 1;
  let strongAt = isAtEnd ? { ...at, l: at.l - direction * 2 * STRONG } : away;
  while (!fits(toHex(strongAt))) strongAt = { ...strongAt, l: strongAt.l + direction * STEP };
  return { nar, narStrong: toHex(strongAt), narSoft, onNar, isShifted: nar !== chosen };
}

/**
 * The accents of both themes.
 * @param chosen  as `#rrggbb`, in lower case
 */
export const accentOf = (chosen: string): Accent => ({
  light: themeOf(chosen, 'light'),
  dark: themeOf(chosen, 'dark'),
});

const declarations = ({ nar, narStrong, narSoft, onNar }: AccentColours): string =>
  `--nar:${nar};--nar-strong:${narStrong};--nar-soft:${narSoft};--on-nar:${onNar}`;

/** Sets the accents over those of the theme, wherever it stands: its selectors are the theme's, doubled. */
export function accentStyles(chosen: string): string {
  const { light, dark } = accentOf(chosen);
  return [
    `:root:root,[data-theme=light][data-theme]{${declarations(light)}}`,
    `[data-theme=dark][data-theme]{${declarations(dark)}}`,
    `@media (prefers-color-scheme:dark){[data-theme=system][data-theme]{${declarations(dark)}}}`,
  ].join('\n');
}

/** The accents as custom properties of one element, to show a theme that is not set yet. */
export const accentProperties = ({ nar, narStrong, narSoft, onNar }: AccentColours) => ({
  '--nar': nar,
  '--nar-strong': narStrong,
  '--nar-soft': narSoft,
  '--on-nar': onNar,
});
