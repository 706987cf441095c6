/** Converts a colour of the OKLCH space, as the design's tokens are written, to sRGB: the renderer knows no other. */
export function oklch(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const bounded = Math.min(1, Math.max(0, linear));
    const encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/** The colours of the pictures: paper, ink and pomegranate red of the app, and what a campus has besides. */
export const palette = {
  white: oklch(0.995, 0.003, 80),
  paper: oklch(0.975, 0.012, 80),
  cream: oklch(0.945, 0.03, 84),
  sand: oklch(0.88, 0.055, 80),
  straw: oklch(0.85, 0.1, 88),
  amber: oklch(0.8, 0.14, 78),
  ochre: oklch(0.71, 0.13, 70),
  rust: oklch(0.6, 0.14, 45),
  brick: oklch(0.53, 0.12, 38),
  nar: oklch(0.53, 0.19, 22),
  wine: oklch(0.4, 0.13, 18),
  rose: oklch(0.83, 0.075, 18),
  peach: oklch(0.85, 0.085, 50),
  plum: oklch(0.35, 0.08, 345),
  mauve: oklch(0.62, 0.07, 330),
  dusk: oklch(0.43, 0.075, 300),
  night: oklch(0.27, 0.045, 285),
  ink: oklch(0.23, 0.018, 50),
  slate: oklch(0.5, 0.035, 250),
  fog: oklch(0.8, 0.022, 250),
  snow: oklch(0.965, 0.01, 240),
  ice: oklch(0.89, 0.03, 235),
  sky: oklch(0.86, 0.055, 225),
  water: oklch(0.68, 0.075, 215),
  sea: oklch(0.52, 0.075, 220),
  deep: oklch(0.37, 0.06, 235),
  sage: oklch(0.79, 0.06, 140),
  leaf: oklch(0.6, 0.105, 140),
  moss: oklch(0.45, 0.08, 142),
  pine: oklch(0.34, 0.055, 155),
  teal: oklch(0.55, 0.085, 190),
  wood: oklch(0.68, 0.085, 62),
  oak: oklch(0.56, 0.08, 55),
  bark: oklch(0.39, 0.05, 50),
  stone: oklch(0.82, 0.02, 75),
  ash: oklch(0.68, 0.018, 70),
} as const;
