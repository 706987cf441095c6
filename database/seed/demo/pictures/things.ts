import type { Random } from '../../random.ts';
import { palette as c } from './palette.ts';
import {
  circle,
  ellipse,
  group,
  path,
  place,
  polygon,
  rect,
  repeat,
  scatter,
  stroke,
  through,
} from './svg.ts';

/** Things that several pictures show. Each is drawn around its own origin, which `place` moves. */

/** A plane tree of about 400 by 430, rooted at the origin. */
export function planeTree(
  random: Random,
  tones: { crown: readonly [string, string, string]; bark: string; patch: string },
): string {
  const branches = [
    'M-26 4C-22 -70 -30 -120 -16 -170L16 -170C28 -120 20 -70 30 4Z',
    'M-12 -150C-50 -200 -90 -214 -128 -246L-112 -258C-70 -234 -30 -220 4 -176Z',
    'M6 -150C40 -210 84 -226 120 -268L132 -254C104 -216 54 -190 22 -140Z',
    'M-8 -160C-10 -220 -2 -260 4 -300L18 -298C14 -250 16 -210 14 -158Z',
  ].map((d) => path(d, tones.bark));
  const patches = [
    [-8, -40, 8, 15],
    [9, -80, 7, 13],
    [-6, -118, 7, 11],
    [12, -24, 6, 9],
    [-64, -208, 12, 4],
    [62, -210, 10, 5],
  ].map(([x = 0, y = 0, rx = 0, ry = 0]) => ellipse(x, y, rx, ry, tones.patch, { opacity: 0.75 }));
  const crown = (
    [
      [-128, -268, 84],
      [-40, -330, 96],
      [64, -330, 92],
      [138, -262, 80],
      [0, -252, 104],
      [-84, -222, 66],
      [92, -216, 66],
    ] as const
  ).map(([x, y, radius]) => circle(x, y, radius, tones.crown[1]));
  const shade = (
    [
      [-136, -236, 50],
      [20, -216, 62],
      [118, -226, 48],
      [-48, -238, 50],
    ] as const
  ).map(([x, y, radius]) => circle(x, y, radius, tones.crown[0], { opacity: 0.55 }));
  const light = (
    [
      [-140, -300, 42],
      [-50, -372, 44],
      [62, -366, 42],
      [150, -296, 36],
      [4, -300, 40],
    ] as const
  ).map(([x, y, radius]) => circle(x, y, radius, tones.crown[2], { opacity: 0.5 }));
  const leaves = scatter(random, 46, [-190, -400, 200, -180], (x, y) =>
    Math.hypot(x, (y + 280) * 1.3) < 190
      ? path(
          `M${Math.round(x)} ${Math.round(y)}q7 -9 14 0q-7 9 -14 0`,
          random.pick([tones.crown[0], tones.crown[2]]),
          {
            opacity: 0.7,
          },
        )
      : '',
  );
  return [...crown, ...branches, ...patches, ...shade, ...light, ...leaves].join('');
}

/** A bare tree with snow on its branches, of about 320 by 400, rooted at the origin. */
export function snowyTree(): string {
  const limbs = [
    'M0 0C-4 -70 4 -120 0 -190',
    'M0 -110C-40 -150 -80 -170 -130 -230',
    'M0 -140C44 -180 76 -206 118 -262',
    'M0 -190C-16 -240 -30 -280 -52 -340',
    'M0 -190C22 -240 26 -290 46 -352',
    'M-72 -172C-100 -176 -124 -172 -152 -182',
    'M-40 -292C-64 -300 -84 -318 -100 -340',
    'M70 -204C98 -208 120 -202 150 -210',
    'M34 -300C56 -312 70 -326 92 -356',
    'M-100 -200C-104 -226 -116 -248 -120 -276',
    'M92 -232C92 -256 102 -280 100 -304',
  ];
  const widths = [34, 20, 19, 14, 14, 9, 8, 9, 8, 8, 8];
  return limbs
    .flatMap((d, index) => {
      const width = widths[index] ?? 8;
      return [
        stroke(d, width, c.bark),
        index === 0
          ? ''
          : stroke(d, width * 0.5, c.white, { transform: `translate(0 ${(-width * 0.36).toFixed(1)})` }),
      ];
    })
    .join('');
}

/** A tulip-shaped glass of tea on its saucer, about 120 by 170; the origin is the middle of the saucer. */
export function teaGlass(tea: string, { spoon = true } = {}): string {
  return [
    ellipse(0, 6, 78, 17, c.ash, { opacity: 0.35 }),
    ellipse(0, 0, 74, 16, c.white),
    ellipse(0, -2, 74, 15, c.nar),
    ellipse(0, -3, 60, 11, c.white),
    ellipse(0, -4, 34, 6, c.stone),
    // The glass: wide at the rim, narrow at the waist.
    path(
      'M-38 -150C-40 -112 -20 -98 -22 -76C-24 -54 -38 -44 -32 -18C-30 -6 30 -6 32 -18C38 -44 24 -54 22 -76C20 -98 40 -112 38 -150Z',
      c.white,
      { opacity: 0.55 },
    ),
    path(
      'M-36 -130C-34 -108 -17 -96 -18 -76C-19 -52 -33 -44 -28 -20C-26 -10 26 -10 28 -20C33 -44 19 -52 18 -76C17 -96 34 -108 36 -130Z',
      tea,
    ),
    ellipse(0, -130, 36, 7, tea),
    ellipse(0, -131, 29, 4.6, c.amber, { opacity: 0.5 }),
    ellipse(0, -150, 38, 7.5, 'none', { stroke: c.white, 'stroke-width': 3 }),
    stroke('M-27 -122C-26 -104 -11 -94 -12 -74C-13 -54 -24 -44 -21 -28', 5, c.white, { opacity: 0.55 }),
    spoon ? stroke('M40 -8L66 -16', 5, c.ash) + ellipse(72, -18, 10, 4.5, c.ash) : '',
  ].join('');
}

/** Steam above the origin. */
export const steam = (colour: string = c.white): string =>
  [-16, 4, 22]
    .map((x, index) =>
      stroke(`M${x} 0q-12 -18 0 -36t0 -36`, 6, colour, {
        opacity: 0.55,
        transform: `translate(0 ${-index * 6})`,
      }),
    )
    .join('');

export interface Coat {
  fur: string;
  mark: string;
  belly: string;
  eye: string;
}
export const coats = {
  orange: { fur: c.amber, mark: c.rust, belly: c.cream, eye: c.moss },
  tabby: { fur: c.ash, mark: c.bark, belly: c.cream, eye: c.amber },
  tuxedo: { fur: c.ink, mark: c.ink, belly: c.white, eye: c.straw },
} as const satisfies Record<string, Coat>;

/** A sitting cat of about 150 by 210 that looks at us; the origin is between its paws. */
export function sittingCat({ fur, mark, belly, eye }: Coat): string {
  return [
    stroke('M58 -14C112 -14 118 -70 92 -92', 22, fur),
    stroke('M98 -74C100 -84 97 -88 92 -92', 22, mark),
    path('M-62 0C-72 -60 -52 -116 0 -116C52 -116 72 -60 62 0C40 8 -40 8 -62 0Z', fur),
    path('M-26 2C-34 -46 -20 -92 0 -92C20 -92 34 -46 26 2Z', belly),
    ...[-44, 44].flatMap((x) => [
      stroke(`M${x - Math.sign(x) * 4} -72L${x + Math.sign(x) * 11} -66`, 6, mark),
      stroke(`M${x} -52L${x + Math.sign(x) * 14} -46`, 6, mark),
    ]),
    ellipse(-22, -2, 18, 12, belly),
    ellipse(22, -2, 18, 12, belly),
    catHead({ fur, mark, belly, eye }, -150),
  ].join('');
}

function catHead({ fur, mark, belly, eye }: Coat, y: number): string {
  return place(0, y, [
    polygon(
      [
        [-50, -8],
        [-46, -62],
        [-10, -34],
      ],
      fur,
    ),
    polygon(
      [
        [50, -8],
        [46, -62],
        [10, -34],
      ],
      fur,
    ),
    polygon(
      [
        [-42, -22],
        [-40, -48],
        [-22, -34],
      ],
      c.rose,
    ),
    polygon(
      [
        [42, -22],
        [40, -48],
        [22, -34],
      ],
      c.rose,
    ),
    ellipse(0, 0, 56, 46, fur),
    stroke('M0 -42V-24M-14 -40L-10 -26M14 -40L10 -26', 6, mark),
    ellipse(0, 18, 30, 22, belly),
    ellipse(-23, -4, 9, 11, c.white),
    ellipse(23, -4, 9, 11, c.white),
    ellipse(-23, -4, 8, 10, eye),
    ellipse(23, -4, 8, 10, eye),
    ellipse(-23, -4, 3.2, 8.5, c.ink),
    ellipse(23, -4, 3.2, 8.5, c.ink),
    polygon(
      [
        [-7, 10],
        [7, 10],
        [0, 17],
      ],
      c.nar,
    ),
    stroke('M0 17V22M0 22C-4 29 -12 28 -14 24M0 22C4 29 12 28 14 24', 3, c.bark),
    stroke('M-30 16L-62 10M-30 22L-62 24M30 16L62 10M30 22L62 24', 2, c.bark, { opacity: 0.6 }),
  ]);
}

/** A lying cat of about 260 by 130 with its head at the left, asleep; the origin is the middle of its belly. */
export function sleepingCat({ fur, mark, belly }: Coat): string {
  return [
    path('M-110 0C-124 -60 -60 -96 10 -92C84 -90 124 -52 112 0Z', fur),
    ...[-20, 16, 52].map((x) => stroke(`M${x} -90C${x - 4} -70 ${x - 2} -58 ${x - 8} -46`, 9, mark)),
    stroke('M108 -10C124 6 66 16 2 6', 22, fur),
    stroke('M30 9C18 9 10 7 2 6', 22, mark),
    ellipse(-60, 0, 40, 13, belly),
    place(-92, -38, [
      polygon(
        [
          [-44, -8],
          [-40, -52],
          [-8, -30],
        ],
        fur,
      ),
      polygon(
        [
          [40, -8],
          [42, -52],
          [8, -30],
        ],
        fur,
      ),
      ellipse(0, 0, 50, 40, fur),
      stroke('M0 -36V-22M-12 -34L-9 -22M12 -34L9 -22', 5, mark),
      ellipse(0, 14, 26, 18, belly),
      stroke('M-30 -2C-26 5 -18 5 -14 -2M14 -2C18 5 26 5 30 -2', 4, c.bark),
      polygon(
        [
          [-5, 8],
          [5, 8],
          [0, 13],
        ],
        c.nar,
      ),
      stroke('M-24 14L-52 10M-24 20L-52 22M24 14L52 10M24 20L52 22', 2, c.bark, { opacity: 0.6 }),
    ]),
  ].join('');
}

/** A row of books that stand on a line from the origin to the right. */
export function books(random: Random, width: number, height: number, spines: readonly string[]): string {
  const parts: string[] = [];
  let x = 0;
  while (x < width - 12) {
    const thickness = Math.min(width - x, height * (0.12 + random.next() * 0.14));
    const tall = height * (0.68 + random.next() * 0.3);
    const colour = random.pick(spines);
    if (random.next() < 0.09 && width - x > height * 0.7) {
      // A leaning one, in a gap.
      parts.push(
        place(x + height * 0.26, 0, [rect(0, -tall, thickness, tall, colour, { rx: 2 })], { turn: -14 }),
      );
      x += thickness + height * 0.3;
      continue;
    }
    parts.push(rect(x, -tall, thickness - 1.5, tall, colour, { rx: 2 }));
    const band = random.next();
    if (band < 0.6)
      parts.push(
        rect(x, -tall * (0.8 + band * 0.1), thickness - 1.5, tall * 0.05, c.cream, { opacity: 0.8 }),
      );
    if (band > 0.3)
      parts.push(
        rect(x + thickness * 0.3, -tall * 0.55, thickness * 0.3, tall * 0.3, c.cream, { opacity: 0.35 }),
      );
    parts.push(rect(x, -tall, 3, tall, c.white, { opacity: 0.14 }));
    x += thickness;
  }
  return parts.join('');
}

/** A seagull seen from the side, wings up, about 120 wide; the origin is its body. */
export const gull = (): string =>
  [
    path('M-6 2C-30 -34 -58 -40 -86 -34C-60 -26 -46 -12 -26 8Z', c.white),
    path('M-86 -34C-74 -38 -66 -37 -58 -35L-62 -28C-70 -32 -78 -33 -86 -34Z', c.ink),
    path('M2 0C14 -44 40 -58 72 -62C54 -46 40 -20 24 8Z', c.fog),
    path('M72 -62C62 -62 54 -60 47 -56L50 -50C58 -56 66 -60 72 -62Z', c.ink),
    path('M-34 12C-20 -4 20 -8 40 0C50 4 46 14 34 16C14 22 -14 24 -54 26Z', c.white),
    circle(42, 3, 11, c.white),
    path('M51 1L66 6L51 9Z', c.amber),
    circle(45, 1, 2.2, c.ink),
  ].join('');

/** A ferry of the Bosphorus, about 420 by 170; the origin is the middle of its waterline. */
export function ferry(): string {
  return [
    path('M-206 -38L204 -44C196 -18 186 -4 176 6H-176C-192 -6 -202 -20 -206 -38Z', c.ink),
    path('M-206 -38L204 -44L200 -34L-203 -28Z', c.nar),
    rect(-176, -84, 330, 46, c.white),
    rect(-150, -122, 270, 40, c.paper),
    rect(-60, -152, 110, 32, c.white),
    ...repeat(14, (index) => rect(-164 + index * 22.5, -74, 14, 18, c.amber, { rx: 3 })),
    ...repeat(11, (index) => rect(-138 + index * 23, -112, 14, 16, c.straw, { rx: 3 })),
    ...repeat(4, (index) => rect(-50 + index * 25, -144, 16, 14, c.deep, { rx: 2 })),
    stroke('M-176 -84H154M-150 -122H120', 4, c.ochre),
    path('M62 -122L68 -196H106L112 -122Z', c.amber),
    rect(67, -188, 40, 14, c.ink),
    stroke('M-130 -122V-176M-130 -170L-60 -150', 3, c.ink),
    polygon(
      [
        [-130, -176],
        [-100, -168],
        [-130, -160],
      ],
      c.nar,
    ),
  ].join('');
}

/** A simit, 100 across. */
export const simit = (random: Random): string =>
  [
    circle(0, 0, 38, 'none', { stroke: c.rust, 'stroke-width': 26 }),
    circle(0, -2, 38, 'none', { stroke: c.ochre, 'stroke-width': 17 }),
    ...repeat(46, () => {
      const angle = random.next() * Math.PI * 2;
      const radius = 29 + random.next() * 18;
      return ellipse(Math.cos(angle) * radius, Math.sin(angle) * radius, 3.4, 1.9, c.cream, {
        transform: `rotate(${Math.round((angle * 180) / Math.PI)} ${(Math.cos(angle) * radius).toFixed(1)} ${(Math.sin(angle) * radius).toFixed(1)})`,
      });
    }),
  ].join('');

/** A person seen from afar, about 44 by 120, standing at the origin. */
export const passerBy = (coat: string, { scarf = c.nar as string, hair = c.ink as string } = {}): string =>
  [
    stroke('M-8 -4V-40M9 -4V-40', 11, c.ink),
    path('M-22 -34C-24 -70 -18 -88 0 -88C18 -88 24 -70 22 -34Z', coat),
    circle(0, -102, 14, c.peach),
    path('M-15 -100C-17 -122 17 -122 15 -100C8 -110 -8 -110 -15 -100Z', hair),
    stroke('M-11 -86H11', 9, scarf),
    stroke('M8 -84L14 -62', 8, scarf),
  ].join('');

/** A band of houses, domes and towers far away, from the left edge to the right, standing on y = 0. */
export function skyline(random: Random, width: number, colour: string): string {
  const parts: string[] = [];
  for (let x = -20; x < width; ) {
    const kind = random.next();
    const wide = 26 + random.next() * 54;
    const tall = 22 + random.next() * 46;
    parts.push(rect(x, -tall, wide + 1, tall + 2, colour));
    if (kind < 0.14) {
      parts.push(
        path(
          `M${(x - 12).toFixed(0)} ${(-tall + 1).toFixed(0)}a${(wide / 2 + 12).toFixed(0)} ${(wide / 2 + 6).toFixed(0)} 0 0 1 ${(wide + 24).toFixed(0)} 0z`,
          colour,
        ),
        stroke(
          through([
            [x + wide / 2, -tall - wide / 2],
            [x + wide / 2, -tall - wide / 2 - 18],
          ]),
          3,
          colour,
        ),
      );
      for (const side of [x - 22, x + wide + 16])
        parts.push(
          rect(side, -tall - 58, 6, tall + 60, colour),
          polygon(
            [
              [side - 2, -tall - 56],
              [side + 3, -tall - 78],
              [side + 8, -tall - 56],
            ],
            colour,
          ),
        );
      x += wide + 34;
    } else if (kind < 0.4) {
      parts.push(
        polygon(
          [
            [x - 3, -tall],
            [x + wide / 2, -tall - 16],
            [x + wide + 3, -tall],
          ],
          colour,
        ),
      );
    }
    x += wide;
  }
  return group(parts, {});
}

/** Lit windows of a house, as a grid. */
export const windows = (
  random: Random,
  [left, top, columns, rows]: readonly [number, number, number, number],
  [width, height, gapX, gapY]: readonly [number, number, number, number],
  [lit, dark]: readonly [string, string],
  share = 0.5,
): string =>
  repeat(columns * rows, (index) => {
    const x = left + (index % columns) * (width + gapX);
    const y = top + Math.floor(index / columns) * (height + gapY);
    return (
      rect(x, y, width, height, random.next() < share ? lit : dark, { rx: 2 }) +
      rect(x + width / 2 - 1.5, y, 3, height, c.bark, { opacity: 0.35 }) +
      rect(x, y + height * 0.45, width, 3, c.bark, { opacity: 0.35 })
    );
  }).join('');
