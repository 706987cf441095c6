import { word } from './letters.ts';
import { palette as c } from './palette.ts';
import {
  circle,
  type Drawing,
  drawing,
  ellipse,
  hills,
  inside,
  path,
  place,
  polygon,
  rect,
  repeat,
  scatter,
  sky,
  stroke,
} from './svg.ts';
import { books, coats, skyline, sleepingCat, snowyTree, steam, teaGlass } from './things.ts';

/** Pictures that members took indoors: libraries, studios, kitchens, laboratories. */

const SPINES = [c.nar, c.brick, c.teal, c.moss, c.ochre, c.deep, c.plum, c.cream, c.slate] as const;

export const libraryWindowInSnow = (): Drawing =>
  drawing(800, 1000, 31, (random) => [
    rect(0, 0, 800, 1000, c.brick),
    rect(0, 0, 800, 1000, c.bark, { opacity: 0.35 }),
    rect(110, 60, 580, 690, c.wood, { rx: 8 }),
    inside(
      [134, 84, 532, 642],
      [
        sky(800, 800, [c.slate, c.fog, c.ice]),
        hills(800, 500, 1000, 20, 1, c.fog, 1),
        place(300, 690, [snowyTree()], { scale: 1.02 }),
        place(600, 720, [snowyTree()], { scale: 1.24, flip: true }),
        hills(800, 640, 1000, 18, 1, c.white, 0),
        ...scatter(random, 110, [130, 80, 670, 730], (x, y) => circle(x, y, 2 + random.next() * 5, c.white)),
      ],
    ),
    rect(390, 80, 20, 650, c.wood),
    rect(130, 300, 540, 18, c.wood),
    ...[
      [110, 60, 24, 690],
      [666, 60, 24, 690],
      [110, 60, 580, 24],
      [110, 726, 580, 24],
    ].map(([x = 0, y = 0, width = 0, height = 0]) => rect(x, y, width, height, c.wood)),
    path('M134 726V706C220 690 300 704 390 700V726ZM410 726V702C500 692 600 708 666 700V726Z', c.white),
    rect(60, 750, 680, 40, c.oak, { rx: 6 }),
    rect(60, 750, 680, 12, c.wood, { rx: 6 }),
    place(96, 750, [books(random, 220, 150, SPINES)]),
    place(560, 742, [sleepingCat(coats.orange)], { scale: 0.86 }),
    rect(0, 860, 800, 140, c.oak),
    rect(0, 860, 800, 16, c.wood),
    place(240, 866, [
      polygon(
        [
          [-150, 60],
          [-110, -6],
          [0, 10],
          [0, 84],
        ],
        c.paper,
      ),
      polygon(
        [
          [150, 60],
          [110, -6],
          [0, 10],
          [0, 84],
        ],
        c.cream,
      ),
      ...repeat(5, (index) =>
        stroke(
          `M${-118 + index * 3} ${14 + index * 11}L-16 ${26 + index * 11}M16 ${26 + index * 11}L${110 + index * 4} ${14 + index * 11}`,
          4,
          c.ash,
        ),
      ),
    ]),
    place(600, 940, [teaGlass(c.rust), place(0, -166, [steam()])], { scale: 0.95 }),
  ]);

export const libraryShelves = (): Drawing =>
  drawing(1000, 750, 32, (random) => [
    rect(0, 0, 1000, 750, c.bark),
    ...repeat(2, (side) => {
      const x = side === 0 ? -20 : 640;
      return [
        rect(x, 0, 380, 750, c.oak),
        ...repeat(4, (row) =>
          [
            rect(x + 18, 14 + row * 184, 344, 164, c.bark),
            place(x + 26, 178 + row * 184, [books(random, 326, 152, SPINES)]),
            rect(x, 178 + row * 184, 380, 16, c.wood),
          ].join(''),
        ),
      ].join('');
    }),
    // The passage between them, a window at its end.
    polygon(
      [
        [360, 0],
        [640, 0],
        [640, 750],
        [360, 750],
      ],
      c.oak,
    ),
    rect(410, 90, 180, 390, c.wood, { rx: 90 }),
    rect(426, 106, 148, 360, c.straw, { rx: 74 }),
    circle(500, 210, 54, c.white, { opacity: 0.8 }),
    rect(496, 106, 8, 360, c.wood),
    rect(426, 250, 148, 8, c.wood),
    rect(426, 360, 148, 8, c.wood),
    polygon(
      [
        [426, 480],
        [574, 480],
        [660, 750],
        [340, 750],
      ],
      c.straw,
      { opacity: 0.28 },
    ),
    // Coats that study, a lamp, and one reader.
    rect(330, 600, 340, 22, c.wood, { rx: 6 }),
    rect(350, 622, 20, 128, c.bark),
    rect(630, 622, 20, 128, c.bark),
    path('M372 600V470C372 448 440 448 440 470V600Z', c.bark),
    path('M364 600C356 520 372 478 406 478C440 478 456 520 448 600Z', c.amber),
    stroke('M406 486V598', 5, c.ochre),
    path('M556 600C548 520 564 484 596 484C628 484 644 520 636 600Z', c.teal),
    circle(596, 458, 28, c.peach),
    path('M566 458C562 418 630 418 626 458C610 440 584 440 566 458Z', c.ink),
    place(500, 598, [
      stroke('M0 0V-70', 7, c.ink),
      path('M-34 -62H34L20 -98H-20Z', c.nar),
      ellipse(0, 0, 26, 6, c.ink),
    ]),
    polygon(
      [
        [530, 598],
        [580, 584],
        [580, 594],
        [540, 604],
      ],
      c.paper,
    ),
  ]);

export const teaBySnow = (): Drawing =>
  drawing(800, 1000, 33, (random) => [
    sky(800, 640, [c.deep, c.dusk, c.mauve, c.peach]),
    hills(800, 480, 1000, 30, 1, c.slate, 1),
    ...repeat(8, (index) => {
      const x = 30 + index * 106;
      const tall = 150 + (index % 3) * 50;
      return (
        polygon(
          [
            [x - 50, 600],
            [x, 600 - tall],
            [x + 50, 600],
          ],
          c.pine,
        ) +
        polygon(
          [
            [x - 24, 600 - tall * 0.52],
            [x, 600 - tall],
            [x + 24, 600 - tall * 0.52],
            [x, 600 - tall * 0.62],
          ],
          c.white,
        )
      );
    }),
    hills(800, 580, 1000, 14, 1, c.ice, 2),
    ...scatter(random, 90, [0, 0, 800, 660], (x, y) => circle(x, y, 2 + random.next() * 5, c.white)),
    rect(0, 700, 800, 300, c.oak),
    path('M0 700C120 676 240 690 400 682C560 676 680 694 800 680V720H0Z', c.white),
    rect(0, 716, 800, 12, c.bark, { opacity: 0.3 }),
    place(400, 900, [teaGlass(c.brick), place(0, -170, [steam()])], { scale: 2.3 }),
    place(150, 880, [rect(-46, -40, 60, 60, c.white, { rx: 4 }), rect(-6, -16, 56, 56, c.cream, { rx: 4 })]),
  ]);

export const stairModel = (): Drawing =>
  drawing(1000, 750, 34, () => [
    rect(0, 0, 1000, 750, c.sand),
    rect(0, 520, 1000, 230, c.wood),
    rect(0, 520, 1000, 14, c.oak),
    circle(160, 120, 240, c.cream, { opacity: 0.7 }),
    polygon(
      [
        [180, 610],
        [620, 690],
        [900, 590],
        [470, 530],
      ],
      c.cream,
    ),
    polygon(
      [
        [180, 610],
        [620, 690],
        [620, 716],
        [180, 634],
      ],
      c.stone,
    ),
    polygon(
      [
        [620, 690],
        [900, 590],
        [900, 612],
        [620, 716],
      ],
      c.ash,
    ),
    // Two storeys of cardboard, and the stair that dares.
    polygon(
      [
        [500, 540],
        [500, 210],
        [780, 170],
        [780, 566],
      ],
      c.white,
    ),
    polygon(
      [
        [780, 170],
        [780, 566],
        [860, 590],
        [860, 200],
      ],
      c.stone,
    ),
    ...[
      [540, 250, 90],
      [660, 236, 80],
    ].map(([x = 0, y = 0, width = 0]) => rect(x, y, width, 110, c.sky)),
    rect(560, 420, 90, 140, c.amber, { opacity: 0.7 }),
    ...repeat(9, (index) => {
      const [x, y] = [240 + index * 30, 612 - index * 40];
      return [
        polygon(
          [
            [x, y],
            [x + 92, y + 16],
            [x + 136, y - 2],
            [x + 46, y - 18],
          ],
          c.nar,
        ),
        polygon(
          [
            [x, y],
            [x + 92, y + 16],
            [x + 92, y + 26],
            [x, y + 10],
          ],
          c.wine,
        ),
      ].join('');
    }),
    place(360, 500, [rect(-5, -46, 10, 40, c.ink, { rx: 5 }), circle(0, -56, 10, c.ink)]),
    // Tools.
    place(120, 680, [
      polygon(
        [
          [0, 0],
          [150, -30],
          [156, -10],
          [8, 18],
        ],
        c.amber,
      ),
      polygon(
        [
          [150, -30],
          [206, -36],
          [156, -10],
        ],
        c.ash,
      ),
    ]),
    place(880, 690, [
      rect(-36, -90, 72, 96, c.paper, { rx: 8 }),
      rect(-36, -60, 72, 36, c.nar),
      polygon(
        [
          [-16, -90],
          [16, -90],
          [6, -130],
          [-6, -130],
        ],
        c.amber,
      ),
    ]),
    ...repeat(12, (index) =>
      polygon(
        [
          [300 + index * 38, 726 - (index % 3) * 8],
          [318 + index * 38, 722 - (index % 3) * 8],
          [312 + index * 38, 738 - (index % 3) * 8],
        ],
        c.cream,
      ),
    ),
  ]);

export const studioAtNight = (): Drawing =>
  drawing(1000, 750, 35, (random) => [
    rect(0, 0, 1000, 750, c.night),
    rect(90, 60, 360, 330, c.plum, { rx: 6 }),
    rect(104, 74, 332, 302, c.deep),
    circle(360, 140, 34, c.cream),
    circle(346, 132, 30, c.deep),
    ...scatter(random, 30, [110, 80, 430, 300], (x, y) => circle(x, y, 1.5 + random.next() * 2, c.cream)),
    place(104, 376, [skyline(random, 332, c.night)]),
    rect(262, 74, 12, 302, c.plum),
    rect(104, 220, 332, 10, c.plum),
    polygon(
      [
        [620, 190],
        [760, 190],
        [960, 620],
        [400, 620],
      ],
      c.straw,
      { opacity: 0.22 },
    ),
    stroke('M880 40L760 120L690 170', 14, c.ash),
    path('M610 194C620 150 680 130 730 150C760 164 772 180 776 196Z', c.nar),
    ellipse(694, 196, 70, 12, c.straw),
    rect(0, 600, 1000, 150, c.oak),
    rect(0, 600, 1000, 16, c.wood),
    // Two models and the clock.
    place(560, 604, [
      rect(-110, -120, 90, 120, c.cream),
      rect(-20, -200, 80, 200, c.white),
      rect(60, -90, 90, 90, c.stone),
      rect(-8, -170, 20, 40, c.amber),
      rect(26, -170, 20, 40, c.slate),
      rect(-8, -110, 20, 40, c.slate),
      rect(26, -110, 20, 40, c.amber),
    ]),
    place(800, 604, [
      polygon(
        [
          [-70, 0],
          [-70, -80],
          [0, -140],
          [70, -80],
          [70, 0],
        ],
        c.cream,
      ),
      rect(-20, -60, 40, 60, c.nar),
    ]),
    rect(560, 300, 250, 96, c.ink, { rx: 12 }),
    word(685, 324, '03:12', 48, c.nar, { align: 'centre', weight: 1 }),
    // The heater.
    place(230, 606, [
      rect(-100, -160, 200, 150, c.ash, { rx: 14 }),
      rect(-84, -144, 168, 118, c.ink, { rx: 8 }),
      ...repeat(4, (index) => stroke(`M-70 ${-126 + index * 28}H70`, 9, index % 2 ? c.amber : c.rust)),
      stroke('M-70 -10V0M70 -10V0', 12, c.ash),
    ]),
    place(400, 640, [teaGlass(c.rust, { spoon: false })], { scale: 0.8 }),
    ...scatter(random, 18, [60, 660, 960, 740], (x, y) =>
      polygon(
        [
          [x, y],
          [x + 22, y - 4],
          [x + 14, y + 14],
        ],
        random.pick([c.cream, c.white, c.straw]),
      ),
    ),
  ]);

const knob = (
  plate: string,
  metal: string,
  shine: string,
  door: string,
  panel: string,
  seed: number,
  shape: (random: Parameters<Parameters<typeof drawing>[3]>[0]) => readonly string[],
): Drawing =>
  drawing(700, 700, seed, (random) => [
    rect(0, 0, 700, 700, door),
    ...repeat(6, (index) => rect(40 + index * 128, 0, 4, 700, panel, { opacity: 0.5 })),
    rect(60, 40, 580, 620, 'none', { stroke: panel, 'stroke-width': 16, rx: 12 }),
    ellipse(362, 372, 150, 176, c.ink, { opacity: 0.28 }),
    rect(240, 130, 220, 440, plate, { rx: 110 }),
    rect(256, 146, 188, 408, 'none', { rx: 94, stroke: metal, 'stroke-width': 6 }),
    ...shape(random),
    circle(350, 520, 15, c.ink),
    rect(343, 520, 14, 32, c.ink),
    ellipse(310, 250, 26, 14, shine, { opacity: 0.6, transform: 'rotate(-35 310 250)' }),
  ]);

export const roundKnob = (): Drawing =>
  knob(c.ochre, c.rust, c.white, c.pine, c.moss, 41, () => [
    circle(350, 310, 92, c.rust),
    circle(350, 302, 84, c.amber),
    circle(350, 302, 46, c.ochre),
    circle(350, 302, 16, c.rust),
  ]);
export const tulipKnob = (): Drawing =>
  knob(c.straw, c.ochre, c.white, c.wine, c.nar, 42, () => [
    path(
      'M270 250C280 340 310 396 350 404C390 396 420 340 430 250C404 262 392 280 384 300C378 260 364 232 350 214C336 232 322 260 316 300C308 280 296 262 270 250Z',
      c.rust,
    ),
    path(
      'M284 262C294 336 320 382 350 388C380 382 406 336 416 262C400 276 392 294 384 322C376 276 364 248 350 230C336 248 324 276 316 322C308 294 300 276 284 262Z',
      c.amber,
    ),
    stroke('M350 396V440', 14, c.rust),
  ]);
export const handKnob = (): Drawing =>
  knob(c.ash, c.slate, c.white, c.deep, c.sea, 43, () => [
    rect(322, 190, 56, 60, c.slate, { rx: 16 }),
    path('M296 250C290 330 300 400 350 420C404 404 410 330 402 250C380 232 320 232 296 250Z', c.stone),
    ...[316, 340, 364, 386].map((x, index) =>
      stroke(
        `M${x} 300C${x - 4} 350 ${x} 380 ${x - 4} ${404 - Math.abs(index - 1.5) * 8}`,
        24,
        index % 2 ? c.ash : c.stone,
      ),
    ),
    circle(348, 428, 40, c.slate),
    circle(340, 420, 12, c.white, { opacity: 0.6 }),
  ]);
export const leverKnob = (): Drawing =>
  knob(c.brick, c.bark, c.peach, c.sand, c.wood, 44, () => [
    circle(350, 290, 44, c.bark),
    stroke('M350 290C420 270 480 290 560 276', 44, c.bark),
    stroke('M350 284C420 264 480 282 552 270', 20, c.rust),
    circle(350, 288, 24, c.rust),
  ]);

export const libraryDoor = (): Drawing =>
  drawing(800, 1000, 45, (random) => [
    rect(0, 0, 800, 1000, c.stone),
    ...repeat(7, (row) =>
      repeat(3, (index) =>
        rect(-60 + index * 320 + (row % 2) * 150, row * 148, 300, 138, row % 2 ? c.cream : c.sand, {
          rx: 4,
          opacity: 0.6,
        }),
      ).join(''),
    ),
    path('M150 1000V330a250 250 0 0 1 500 0V1000Z', c.bark),
    path('M176 1000V334a224 224 0 0 1 448 0V1000Z', c.oak),
    path('M192 380a208 208 0 0 1 416 0Z', c.straw),
    ...[-60, -30, 0, 30, 60].map((turn) =>
      stroke('M400 380V176', 9, c.bark, { transform: `rotate(${turn} 400 380)` }),
    ),
    rect(176, 372, 448, 18, c.bark),
    rect(394, 380, 12, 620, c.bark),
    ...[212, 430].flatMap((x) => [
      rect(x, 430, 158, 220, c.wood, { rx: 6 }),
      rect(x + 14, 444, 130, 192, c.oak, { rx: 4 }),
      rect(x, 690, 158, 250, c.wood, { rx: 6 }),
      rect(x + 14, 704, 130, 222, c.oak, { rx: 4 }),
    ]),
    rect(348, 600, 38, 150, c.amber, { rx: 19 }),
    // Worn flat on one side.
    path('M352 640C336 650 334 690 352 706C372 712 384 700 384 672C384 646 372 634 352 640Z', c.straw),
    path('M384 650V694', 'none', { stroke: c.ochre, 'stroke-width': 6 }),
    ellipse(360, 662, 7, 12, c.white, { opacity: 0.8 }),
    rect(110, 950, 580, 50, c.ash),
    ...scatter(random, 10, [120, 955, 680, 990], (x, y) =>
      ellipse(x, y, 9, 5, random.pick([c.rust, c.amber])),
    ),
  ]);

export const loom = (): Drawing =>
  drawing(1000, 750, 36, () => [
    rect(0, 0, 1000, 750, c.cream),
    rect(0, 600, 1000, 150, c.stone),
    rect(60, 60, 200, 260, c.sky, { rx: 6 }),
    rect(154, 60, 10, 260, c.wood),
    rect(60, 180, 200, 10, c.wood),
    rect(220, 110, 46, 560, c.oak),
    rect(740, 110, 46, 560, c.oak),
    rect(170, 130, 670, 46, c.wood, { rx: 8 }),
    rect(200, 640, 606, 40, c.bark, { rx: 8 }),
    // Threads, and the cloth that grows from them.
    ...repeat(44, (index) =>
      stroke(
        `M${282 + index * 10} 176V470`,
        3,
        [c.nar, c.ochre, c.teal, c.cream][Math.floor(index / 4) % 4] ?? c.nar,
      ),
    ),
    rect(270, 290, 460, 24, c.bark, { rx: 6 }),
    rect(270, 340, 460, 16, c.oak, { rx: 6 }),
    rect(276, 470, 448, 150, c.nar),
    ...repeat(4, (row) =>
      repeat(11, (index) =>
        polygon(
          [
            [296 + index * 40, 488 + row * 34],
            [312 + index * 40, 474 + row * 34],
            [328 + index * 40, 488 + row * 34],
            [312 + index * 40, 502 + row * 34],
          ],
          [c.cream, c.amber, c.teal][(index + row) % 3] ?? c.cream,
        ),
      ).join(''),
    ),
    rect(262, 606, 476, 26, c.oak, { rx: 12 }),
    place(520, 440, [
      path('M-90 0C-60 -30 60 -30 90 0C60 26 -60 26 -90 0Z', c.wood),
      rect(-40, -12, 80, 18, c.teal, { rx: 8 }),
    ]),
    // The plate.
    rect(410, 128, 190, 50, c.amber, { rx: 8, stroke: c.ochre, 'stroke-width': 4 }),
    word(505, 142, 'NURTEN', 22, c.bark, { align: 'centre', weight: 0.95 }),
    place(890, 640, [
      rect(-60, -20, 120, 30, c.oak, { rx: 6 }),
      ...[c.nar, c.teal, c.amber].map(
        (colour, index) =>
          circle(-40 + index * 40, -38, 24, colour) + circle(-40 + index * 40, -38, 8, c.cream),
      ),
      circle(-20, -76, 24, c.plum),
      circle(-20, -76, 8, c.cream),
    ]),
  ]);

export const workshopRobots = (): Drawing =>
  drawing(1000, 750, 37, () => [
    rect(0, 0, 1000, 750, c.teal),
    rect(0, 0, 1000, 480, c.pine, { opacity: 0.25 }),
    ...repeat(
      7,
      (index) =>
        rect(60 + index * 136, 60, 10, 80 + (index % 3) * 24, c.ash, { rx: 4 }) +
        circle(65 + index * 136, 60, 14, c.stone),
    ),
    rect(40, 44, 920, 12, c.cream, { rx: 4 }),
    rect(0, 480, 1000, 270, c.wood),
    rect(0, 480, 1000, 18, c.sand),
    // A line to follow.
    stroke('M-20 690C200 720 300 560 480 610S760 720 1020 590', 24, c.ink),
    robot(220, 590, c.nar, c.cream, 0, 1.4),
    robot(540, 550, c.amber, c.ink, -4, 1.6),
    // One has jumped from the table, one only turns, happily.
    robot(840, 590, c.sky, c.nar, 14, 1.25),
    stroke('M780 372a90 26 0 0 1 150 -6M944 384l-12 -20l-14 18', 7, c.cream),
    place(390, 690, [
      path('M-30 0L30 0L22 -14H-22Z', c.ash),
      stroke('M0 -14L60 -70', 10, c.nar),
      stroke('M60 -70L92 -100', 5, c.ash),
      circle(100, -110, 6, c.amber),
    ]),
    ...[
      [110, 520],
      [680, 690],
      [930, 700],
    ].map(([x = 0, y = 0]) => circle(x, y, 13, c.ash) + circle(x, y, 5, c.bark)),
  ]);

function robot(x: number, y: number, body: string, detail: string, turn: number, scale: number): string {
  return place(
    x,
    y,
    [
      ellipse(0, 84, 110, 16, c.bark, { opacity: 0.4 }),
      rect(-92, -20, 184, 84, body, { rx: 22 }),
      rect(-70, 0, 140, 30, detail, { rx: 12 }),
      ...repeat(4, (index) => circle(-48 + index * 32, 15, 8, index % 2 ? c.amber : c.white)),
      circle(-58, 62, 28, c.ink),
      circle(58, 62, 28, c.ink),
      circle(-58, 62, 11, c.ash),
      circle(58, 62, 11, c.ash),
      rect(-58, -110, 116, 84, c.white, { rx: 26 }),
      rect(-46, -96, 92, 54, c.ink, { rx: 18 }),
      circle(-20, -70, 11, c.sky),
      circle(20, -70, 11, c.sky),
      stroke('M-12 -52Q0 -44 12 -52', 4, c.sky),
      stroke('M0 -110V-136', 6, c.ash),
      circle(0, -144, 11, c.nar),
    ],
    { turn, scale },
  );
}

export const chessBoard = (): Drawing =>
  drawing(900, 900, 38, () => {
    const square = 94;
    const at = (file: number, rank: number): readonly [number, number] => [
      74 + file * square + square / 2,
      74 + (7 - rank) * square + square / 2,
    ];
    const base = (colour: string, edge: string) =>
      ellipse(0, 30, 30, 10, edge) + rect(-26, 16, 52, 14, colour, { rx: 6 });
    const pieces: Record<string, (colour: string, edge: string) => string> = {
      pawn: (colour, edge) =>
        base(colour, edge) +
        path('M-16 18C-14 -2 -8 -8 0 -8C8 -8 14 -2 16 18Z', colour) +
        circle(0, -18, 15, colour, { stroke: edge, 'stroke-width': 2 }),
      king: (colour, edge) =>
        base(colour, edge) +
        path('M-20 18L-28 -22C-14 -34 14 -34 28 -22L20 18Z', colour, { stroke: edge, 'stroke-width': 2 }) +
        stroke('M0 -34V-56M-10 -46H10', 7, colour),
      queen: (colour, edge) =>
        base(colour, edge) +
        path('M-22 18L-30 -30L-14 -10L0 -38L14 -10L30 -30L22 18Z', colour, {
          stroke: edge,
          'stroke-width': 2,
        }),
      rook: (colour, edge) =>
        base(colour, edge) +
        path('M-20 18V-12L-26 -18V-36H-14V-28H-6V-36H6V-28H14V-36H26V-18L20 -12V18Z', colour, {
          stroke: edge,
          'stroke-width': 2,
        }),
      bishop: (colour, edge) =>
        base(colour, edge) +
        path('M-18 18C-30 -8 -12 -34 0 -44C12 -34 30 -8 18 18Z', colour, {
          stroke: edge,
          'stroke-width': 2,
        }) +
        stroke('M4 -28L-6 -12', 4, edge),
      knight: (colour, edge) =>
        base(colour, edge) +
        path('M-20 18C-22 -4 -6 -6 -4 -14L-24 -8L-28 -18L-8 -40L-6 -48L4 -40C22 -32 26 -8 20 18Z', colour, {
          stroke: edge,
          'stroke-width': 2,
        }) +
        circle(-6, -26, 3, edge),
    };
    const white: [string, number, number][] = [
      ['king', 6, 0],
      ['rook', 5, 0],
      ['pawn', 5, 1],
      ['pawn', 6, 1],
      ['pawn', 7, 1],
      ['bishop', 2, 3],
      ['knight', 4, 4],
      ['queen', 3, 2],
      ['pawn', 3, 3],
    ];
    const black: [string, number, number][] = [
      ['king', 6, 7],
      ['rook', 0, 7],
      ['pawn', 5, 6],
      ['pawn', 7, 6],
      ['knight', 5, 5],
      ['bishop', 1, 6],
      ['queen', 2, 5],
      ['pawn', 0, 6],
    ];
    const draw = (list: typeof white, colour: string, edge: string) =>
      list.map(([kind, file, rank]) =>
        place(
          ...at(file, rank),
          [ellipse(8, 32, 34, 10, c.ink, { opacity: 0.3 }), pieces[kind]?.(colour, edge) ?? ''],
          { scale: 1.05 },
        ),
      );
    return [
      rect(0, 0, 900, 900, c.bark),
      rect(40, 40, 820, 820, c.oak, { rx: 10 }),
      ...repeat(64, (index) => {
        const [file, rank] = [index % 8, Math.floor(index / 8)];
        return rect(
          74 + file * square,
          74 + rank * square,
          square,
          square,
          (file + rank) % 2 ? c.brick : c.sand,
        );
      }),
      // The last move.
      rect(74 + 5 * square, 74 + 2 * square, square, square, c.amber, { opacity: 0.75 }),
      ...draw(white, c.paper, c.bark),
      ...draw(black, c.ink, c.ash),
    ];
  });

export const teaStrengths = (): Drawing =>
  drawing(1200, 600, 39, () => [
    rect(0, 0, 1200, 600, c.rose),
    rect(0, 420, 1200, 180, c.nar),
    ...repeat(13, (index) =>
      polygon(
        [
          [index * 96 - 20, 420],
          [index * 96 + 28, 420],
          [index * 96 - 40, 600],
          [index * 96 - 110, 600],
        ],
        c.wine,
        { opacity: 0.3 },
      ),
    ),
    ...[
      [240, c.amber, 'AÇIK'],
      [600, c.rust, 'DEMLİ'],
      [960, c.wine, 'TAVŞAN KANI'],
    ].map(([x, tea, name]) =>
      [
        place(Number(x), 470, [teaGlass(String(tea), { spoon: x === 600 }), place(0, -166, [steam()])], {
          scale: 1.7,
        }),
        rect(Number(x) - 150, 516, 300, 56, c.paper, { rx: 10 }),
        word(Number(x), 532, String(name), 24, c.bark, { align: 'centre' }),
      ].join(''),
    ),
  ]);

export const menemenPan = (): Drawing =>
  drawing(900, 900, 40, (random) => [
    rect(0, 0, 900, 900, c.cream),
    ...repeat(10, (index) => rect(index * 90, 0, 45, 900, c.sky, { opacity: 0.5 })),
    ...repeat(10, (index) => rect(0, index * 90, 900, 45, c.sky, { opacity: 0.35 })),
    rect(390, 610, 120, 330, c.ink, { rx: 40 }),
    circle(450, 420, 326, c.ink),
    circle(450, 420, 300, c.slate),
    circle(450, 420, 284, c.rust),
    circle(450, 420, 270, c.nar, { opacity: 0.75 }),
    ...scatter(random, 34, [230, 200, 670, 640], (x, y) =>
      Math.hypot(x - 450, y - 420) < 236
        ? ellipse(
            x,
            y,
            34 + random.next() * 24,
            22 + random.next() * 12,
            random.pick([c.straw, c.amber, c.cream]),
            { opacity: 0.92, transform: `rotate(${random.below(180)} ${x.toFixed(0)} ${y.toFixed(0)})` },
          )
        : '',
    ),
    ...scatter(random, 26, [220, 190, 680, 650], (x, y) =>
      Math.hypot(x - 450, y - 420) < 246
        ? stroke(`M${x.toFixed(0)} ${y.toFixed(0)}q12 -16 28 -4`, 10, random.pick([c.leaf, c.moss]))
        : '',
    ),
    ...scatter(random, 40, [220, 190, 680, 650], (x, y) =>
      Math.hypot(x - 450, y - 420) < 240 ? circle(x, y, 3.5, c.bark) : '',
    ),
    place(
      760,
      730,
      [
        ellipse(0, 0, 120, 60, c.ochre),
        ellipse(-6, -8, 110, 52, c.sand),
        ...[-60, -10, 40].map((x) => stroke(`M${x} -36l20 30`, 6, c.ochre)),
      ],
      { turn: -24 },
    ),
    place(130, 760, [teaGlass(c.rust)], { scale: 0.95 }),
    stroke('M700 110L800 40M690 118a30 22 -35 1 1 -50 36a30 22 -35 1 1 50 -36', 14, c.ash),
  ]);

export const sockLine = (): Drawing =>
  drawing(1000, 750, 46, () => {
    const sock = (x: number, y: number, turn: number, main: string, band: string, dots: boolean) =>
      place(
        x,
        y,
        [
          path('M-30 0H30V96C30 110 36 118 50 124C84 138 84 178 44 178H0C-22 178 -30 164 -30 144Z', main),
          rect(-30, 0, 60, 22, band),
          path('M-30 126C-10 120 -4 160 -10 178C-26 174 -30 160 -30 144Z', band),
          path('M44 124C84 138 84 178 44 178C30 166 30 136 44 124Z', band),
          dots
            ? [0, 1, 2].map((row) => circle(-12 + (row % 2) * 24, 46 + row * 26, 7, band)).join('')
            : [0, 1, 2].map((row) => rect(-30, 40 + row * 26, 60, 9, band)).join(''),
          rect(-8, -26, 16, 44, c.wood, { rx: 4 }),
        ],
        { turn, scale: 1.15 },
      );
    return [
      rect(0, 0, 1000, 750, c.sage),
      rect(0, 0, 1000, 750, c.teal, { opacity: 0.2 }),
      ...repeat(11, (index) => rect(index * 100, 0, 50, 750, c.white, { opacity: 0.08 })),
      stroke('M-20 110Q500 190 1020 100', 6, c.bark),
      sock(110, 146, 4, c.nar, c.cream, true),
      sock(260, 164, -5, c.amber, c.plum, false),
      sock(410, 172, 6, c.deep, c.sky, true),
      sock(560, 170, -3, c.cream, c.nar, false),
      sock(710, 158, 5, c.moss, c.amber, true),
      sock(860, 138, -6, c.plum, c.rose, false),
      path('M120 480H880L836 750H164Z', c.wood),
      rect(96, 460, 808, 44, c.oak, { rx: 16 }),
      ...repeat(9, (index) => stroke(`M${170 + index * 84} 510L${196 + index * 76} 750`, 5, c.oak)),
      rect(330, 560, 340, 110, c.paper, { rx: 10 }),
      word(500, 584, 'KAYIP ÇORAP', 24, c.bark, { align: 'centre' }),
      word(500, 628, '143', 28, c.nar, { align: 'centre' }),
      ...[190, 300, 420, 560, 690, 800].map((x, index) =>
        path(
          `M${x - 40} 470C${x - 46} 420 ${x + 30} 400 ${x + 44} 440L${x + 40} 470Z`,
          [c.rose, c.sky, c.straw, c.nar, c.deep, c.amber][index] ?? c.rose,
        ),
      ),
    ];
  });

export const quinceJam = (): Drawing =>
  drawing(800, 1000, 47, () => [
    rect(0, 0, 800, 1000, c.mauve),
    circle(400, 420, 340, c.rose, { opacity: 0.7 }),
    rect(0, 780, 800, 220, c.plum),
    ellipse(400, 872, 290, 34, c.ink, { opacity: 0.35 }),
    path(
      'M220 320C190 360 186 400 186 460V800C186 850 220 870 260 870H540C580 870 614 850 614 800V460C614 400 610 360 580 320Z',
      c.white,
      { opacity: 0.6 },
    ),
    path(
      'M206 440C206 400 214 380 230 356H570C586 380 594 400 594 440V800C594 838 568 852 536 852H264C232 852 206 838 206 800Z',
      c.rust,
    ),
    ...repeat(16, (index) =>
      ellipse(250 + (index % 5) * 74, 440 + Math.floor(index / 5) * 110, 34, 24, c.amber, {
        opacity: 0.6,
        transform: `rotate(${index * 47} ${250 + (index % 5) * 74} ${440 + Math.floor(index / 5) * 110})`,
      }),
    ),
    path(
      'M190 330L230 210C300 180 500 180 570 210L610 330C560 300 480 350 400 320C320 350 240 300 190 330Z',
      c.nar,
    ),
    ...repeat(9, (index) => circle(240 + index * 40, 250 + (index % 2) * 30, 8, c.cream)),
    rect(206, 300, 388, 26, c.cream, { rx: 12 }),
    rect(250, 520, 300, 190, c.paper, { rx: 12 }),
    rect(264, 534, 272, 162, 'none', { stroke: c.nar, 'stroke-width': 4, rx: 8 }),
    word(400, 560, 'ALMAN', 34, c.bark, { align: 'centre' }),
    word(400, 620, 'KIZI İÇİN', 34, c.bark, { align: 'centre' }),
    stroke('M300 690q100 20 200 0', 4, c.nar),
    stroke('M236 420V760', 16, c.white, { opacity: 0.5 }),
    place(690, 850, [
      path('M-80 0C-90 -80 -30 -110 0 -100C30 -110 90 -80 80 0C60 40 -60 40 -80 0Z', c.amber),
      stroke('M0 -100C0 -120 10 -134 22 -140', 8, c.bark),
      path('M10 -124C40 -150 66 -140 74 -124C54 -110 30 -110 10 -124Z', c.leaf),
    ]),
  ]);

export const chalkBoard = (): Drawing =>
  drawing(1000, 750, 48, (random) => [
    rect(0, 0, 1000, 750, c.sand),
    rect(50, 50, 900, 590, c.oak, { rx: 8 }),
    rect(74, 74, 852, 542, c.pine),
    ...scatter(random, 14, [90, 90, 860, 560], (x, y) => ellipse(x, y, 80, 30, c.white, { opacity: 0.04 })),
    stroke('M140 540H520M180 580V190M508 530l14 10l-14 10M170 204l10 -16l10 16', 6, c.snow),
    path('M200 500C260 500 290 330 350 300C410 276 430 380 490 250L490 540H200Z', c.amber, { opacity: 0.25 }),
    stroke('M200 500C260 500 290 330 350 300C410 276 430 380 490 250', 8, c.amber),
    ...repeat(8, (index) =>
      stroke(`M${220 + index * 36} 540V${[494, 440, 362, 308, 298, 318, 326, 296][index]}`, 3, c.snow, {
        opacity: 0.5,
      }),
    ),
    word(590, 160, '∫', 130, c.snow, { weight: 0.35 }),
    word(664, 204, 'F(X) DX', 44, c.snow, { weight: 0.6 }),
    word(590, 360, '= 64 KİŞİ', 44, c.peach, { weight: 0.7 }),
    word(590, 450, '– 11 SANDALYE', 30, c.snow, { weight: 0.6 }),
    stroke('M580 510H880', 5, c.nar),
    word(590, 536, 'SORU?', 36, c.sage, { weight: 0.7 }),
    rect(50, 640, 900, 26, c.wood, { rx: 6 }),
    rect(180, 624, 120, 22, c.nar, { rx: 4 }),
    ...[400, 470, 640].map((x, index) =>
      rect(x, 632, 54, 12, [c.white, c.amber, c.peach][index] ?? c.white, { rx: 6 }),
    ),
    ...[120, 250, 380, 520, 650, 780, 900].map((x, index) =>
      circle(x, 744, 54, [c.ink, c.bark, c.brick, c.ink, c.oak, c.bark, c.ink][index] ?? c.ink),
    ),
  ]);

export const noticeBoard = (): Drawing =>
  drawing(1000, 750, 49, (random) => {
    const note = (
      x: number,
      y: number,
      width: number,
      height: number,
      turn: number,
      paper: string,
      pin: string,
      inside: readonly string[],
    ) =>
      place(
        x,
        y,
        [
          rect(6, 8, width, height, c.bark, { opacity: 0.35 }),
          rect(0, 0, width, height, paper),
          ...inside,
          circle(width / 2, 8, 10, pin),
          circle(width / 2 - 3, 5, 3, c.white, { opacity: 0.7 }),
        ],
        { turn },
      );
    const lines = (count: number, width: number, top: number) =>
      repeat(count, (index) =>
        rect(20, top + index * 22, width - 40 - (index % 3) * 26, 7, c.ash, { rx: 3 }),
      );
    return [
      rect(0, 0, 1000, 750, c.oak),
      rect(30, 30, 940, 690, c.wood, { rx: 6 }),
      ...scatter(random, 160, [40, 40, 960, 710], (x, y) =>
        circle(x, y, 1.5 + random.next() * 3, random.pick([c.oak, c.sand]), { opacity: 0.6 }),
      ),
      note(80, 80, 250, 210, -4, c.paper, c.nar, [
        word(125, 40, 'KAYIP', 30, c.nar, { align: 'centre' }),
        place(125, 176, [
          rect(-26, -80, 52, 90, c.teal, { rx: 10 }),
          rect(-20, -100, 40, 24, c.ink, { rx: 6 }),
          rect(-26, -50, 52, 14, c.amber),
        ]),
      ]),
      note(380, 70, 230, 250, 3, c.straw, c.teal, [
        word(115, 40, 'ODA', 34, c.bark, { align: 'centre' }),
        ...lines(4, 230, 100),
        ...repeat(6, (index) =>
          rect(10 + index * 36, 200, 32, 50, c.cream, { stroke: c.ochre, 'stroke-width': 2 }),
        ),
      ]),
      note(680, 90, 240, 200, -3, c.rose, c.deep, [
        word(120, 36, 'KEMAN', 30, c.wine, { align: 'centre' }),
        ...lines(3, 240, 86),
        path('M150 176c-20 -14 -20 -36 0 -36s20 22 0 36', c.brick),
      ]),
      note(110, 360, 270, 290, 2, c.cream, c.amber, [
        word(135, 34, '2022', 24, c.ash, { align: 'centre' }),
        ...repeat(64, (index) =>
          rect(
            47 + (index % 8) * 22,
            74 + Math.floor(index / 8) * 22,
            22,
            22,
            ((index % 8) + Math.floor(index / 8)) % 2 ? c.brick : c.sand,
          ),
        ),
        circle(168, 151, 8, c.ink),
        circle(102, 217, 8, c.white),
        circle(190, 217, 8, c.white),
        word(135, 262, 'HAMLE SENDE', 13, c.bark, { align: 'centre' }),
      ]),
      note(450, 400, 200, 130, -6, c.white, c.nar, [
        word(100, 50, 'AF6', 44, c.ink, { align: 'centre', weight: 0.8 }),
        stroke('M40 106q60 14 120 0', 4, c.nar),
      ]),
      note(700, 360, 220, 290, 4, c.sky, c.moss, [
        word(110, 36, 'VAPUR', 28, c.deep, { align: 'centre' }),
        word(110, 76, 'GEZİSİ', 24, c.deep, { align: 'centre' }),
        path('M30 220h160l-24 34h-112z', c.ink),
        rect(64, 186, 90, 34, c.white),
        rect(96, 150, 26, 36, c.amber),
        ...lines(1, 220, 122),
      ]),
      note(470, 580, 150, 90, 5, c.amber, c.deep, [...lines(3, 150, 26)]),
    ];
  });
