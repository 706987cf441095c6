import { type Random, randomFrom } from '../../random.ts';

/** Attributes of an element, such as `opacity` or `transform`. */
export type Attributes = Readonly<Record<string, string | number>>;
export type Point = readonly [x: number, y: number];

/** A picture, as SVG without text: it looks the same with any fonts. */
export interface Drawing {
  svg: string;
  /** In pixels. */
  width: number;
  height: number;
}

/** Coordinates with at most one decimal: half a pixel is as fine as anybody sees. */
const short = (value: number): string => String(Math.round(value * 10) / 10);

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  attributes: Attributes = {},
): string =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"${attributesOf(attributes)}/>`;

export const circle = (
  x: number,
  y: number,
  radius: number,
  fill: string,
  attributes: Attributes = {},
): string =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}"${attributesOf(attributes)}/>`;

export const ellipse = (
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  fill: string,
  attributes: Attributes = {},
): string =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(radiusX)}" ry="${short(radiusY)}" fill="${fill}"${attributesOf(attributes)}/>`;

export const path = (d: string, fill: string, attributes: Attributes = {}): string =>
  `<path d="${d}" fill="${fill}"${attributesOf(attributes)}/>`;

/** A line with round ends along a path. */
export const stroke = (d: string, width: number, colour: string, attributes: Attributes = {}): string =>
  path(d, 'none', {
    stroke: colour,
    'stroke-width': short(width),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...attributes,
  });

export const polygon = (points: readonly Point[], fill: string, attributes: Attributes = {}): string =>
  `<polygon points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}" fill="${fill}"${attributesOf(attributes)}/>`;

/** The path data of straight lines through points. */
export const through = (points: readonly Point[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');

export const group = (children: readonly string[], attributes: Attributes): string =>
  `<g${attributesOf(attributes)}>${children.join('')}</g>`;

/** What of the children is inside a rectangle. */
export const inside = (
  [x, y, width, height]: readonly [number, number, number, number],
  children: readonly string[],
): string =>
  `<clipPath id="in${x}-${y}">${rect(x, y, width, height, '#000')}</clipPath>${group(children, { 'clip-path': `url(#in${x}-${y})` })}`;

/** Moves, then scales and turns around the new origin. */
export const place = (
  x: number,
  y: number,
  children: readonly string[],
  { scale = 1, turn = 0, flip = false }: { scale?: number; turn?: number; flip?: boolean } = {},
): string =>
  group(children, {
    transform: `translate(${short(x)} ${short(y)}) rotate(${turn}) scale(${flip ? -scale : scale} ${scale})`,
  });

/** A sky from the top edge down to `height`, whose colours pass into each other. */
export function sky(width: number, height: number, colours: readonly string[]): string {
  const stops = colours
    .map((colour, index) => `<stop offset="${short(index / (colours.length - 1))}" stop-color="${colour}"/>`)
    .join('');
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient></defs>${rect(0, 0, width, height, 'url(#sky)')}`;
}

/** A soft rise and fall from the left edge to the right, filled down to `bottom`: hills, waves, drifts of snow. */
export function hills(
  width: number,
  top: number,
  bottom: number,
  swing: number,
  waves: number,
  fill: string,
  phase = 0,
): string {
  const steps = waves * 8;
  const points = Array.from({ length: steps + 1 }, (_, index): Point => {
    const share = index / steps;
    return [share * width, top + swing * Math.sin(phase + share * waves * 2 * Math.PI)];
  });
  return polygon([...points, [width, bottom], [0, bottom]], fill);
}

export const repeat = (count: number, draw: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => draw(index));

/** Small things at random places of an area: stars, flakes, leaves. */
export const scatter = (
  random: Random,
  count: number,
  [left, top, right, bottom]: readonly [number, number, number, number],
  draw: (x: number, y: number, random: Random) => string,
): string[] =>
  repeat(count, () =>
    draw(left + random.next() * (right - left), top + random.next() * (bottom - top), random),
  );

/** Few, because each campus draws all pictures when it starts. They are shown at most 600 wide. */
const PIXELS_PER_UNIT = 0.72;

/** A drawing of this size, the same for the same seed. */
export function drawing(
  width: number,
  height: number,
  seed: number,
  draw: (random: Random) => readonly string[],
  pixels = PIXELS_PER_UNIT,
): Drawing {
  const parts = draw(randomFrom(seed)).join('');
  const [across, down] = [Math.round(width * pixels), Math.round(height * pixels)];
  const size = `width="${across}" height="${down}" viewBox="0 0 ${width} ${height}"`;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${parts}</svg>`,
    width: across,
    height: down,
  };
}
