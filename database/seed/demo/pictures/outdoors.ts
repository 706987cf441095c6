import { word } from './letters.ts';
import { palette as c } from './palette.ts';
import {
  circle,
  type Drawing,
  drawing,
  ellipse,
  hills,
  path,
  place,
  polygon,
  rect,
  repeat,
  scatter,
  sky,
  stroke,
} from './svg.ts';
import {
  type Coat,
  coats,
  ferry,
  gull,
  passerBy,
  planeTree,
  simit,
  sittingCat,
  skyline,
  sleepingCat,
  snowyTree,
  windows,
} from './things.ts';

/** Pictures that members took outdoors. */

const SUMMER = { crown: [c.moss, c.leaf, c.sage], bark: c.oak, patch: c.sand } as const;
const AUTUMN = { crown: [c.brick, c.rust, c.amber], bark: c.bark, patch: c.sand } as const;
const AT_DUSK = { crown: [c.plum, c.wine, c.brick], bark: c.night, patch: c.dusk } as const;

export const quadAtDusk = (): Drawing =>
  drawing(1000, 750, 11, (random) => [
    sky(1000, 500, [c.dusk, c.mauve, c.rose, c.peach]),
    circle(760, 410, 62, c.amber),
    circle(760, 410, 96, c.amber, { opacity: 0.25 }),
    place(0, 470, [skyline(random, 1000, c.mauve)]),
    // The old stone building.
    rect(40, 270, 330, 240, c.plum),
    polygon(
      [
        [20, 274],
        [205, 186],
        [390, 274],
      ],
      c.wine,
    ),
    windows(random, [66, 306, 6, 2], [30, 56, 22, 30], [c.straw, c.dusk], 0.7),
    path('M178 510V452a27 27 0 0 1 54 0V510Z', c.amber),
    hills(1000, 500, 750, 12, 1, c.pine, 2),
    hills(1000, 548, 750, 14, 1, c.moss, 0.4),
    path('M330 750C420 640 560 610 700 528L742 532C660 620 640 680 690 750Z', c.sand, { opacity: 0.85 }),
    ellipse(628, 606, 190, 26, c.pine, { opacity: 0.6 }),
    place(620, 606, [planeTree(random, AT_DUSK)], { scale: 1.12 }),
    // A bench with two people.
    place(806, 640, [
      passerBy(c.nar, { scarf: c.cream }),
      place(52, 4, [passerBy(c.teal, { scarf: c.amber })], { flip: true }),
    ]),
    rect(772, 596, 122, 9, c.bark, { rx: 4 }),
    stroke('M784 604V636M884 604V636', 8, c.bark),
    ...scatter(random, 26, [60, 610, 960, 735], (x, y) =>
      ellipse(x, y, 7, 4, random.pick([c.rust, c.amber, c.brick])),
    ),
  ]);

export const snowOnPlaneTrees = (): Drawing =>
  drawing(1000, 750, 12, (random) => [
    sky(1000, 500, [c.fog, c.ice]),
    hills(1000, 330, 750, 20, 1, c.fog, 1),
    rect(610, 220, 320, 220, c.ash),
    path('M590 224L770 140L950 224Z', c.white),
    path('M598 230L770 152L942 230Z', c.brick),
    path('M590 224L770 138L950 224L930 226L770 160L612 226Z', c.white),
    windows(random, [636, 256, 6, 2], [28, 50, 19, 30], [c.straw, c.slate], 0.6),
    hills(1000, 440, 750, 16, 1, c.snow, 0.6),
    hills(1000, 520, 750, 22, 1, c.white, 3),
    place(250, 600, [snowyTree()], { scale: 1.3 }),
    place(520, 520, [snowyTree()], { scale: 0.72, flip: true }),
    place(900, 590, [snowyTree()], { scale: 1.02, flip: true }),
    place(470, 640, [passerBy(c.nar, { scarf: c.cream })], { scale: 1.05 }),
    place(560, 612, [passerBy(c.deep, { scarf: c.amber })], { scale: 0.9 }),
    place(640, 652, [passerBy(c.moss, { scarf: c.rose })], { scale: 1.05, flip: true }),
    circle(604, 556, 9, c.white),
    circle(515, 566, 8, c.white),
    hills(1000, 676, 750, 14, 2, c.snow, 1),
    ...repeat(9, (index) => ellipse(360 + index * 34, 700 + (index % 2) * 12, 10, 5, c.ice)),
    ...scatter(random, 130, [0, 0, 1000, 740], (x, y) =>
      circle(x, y, 2 + random.next() * 4.5, c.white, { opacity: 0.9 }),
    ),
  ]);

export const ferryAtSunset = (): Drawing =>
  drawing(1000, 750, 13, (random) => [
    sky(1000, 432, [c.mauve, c.rose, c.peach, c.straw]),
    circle(670, 372, 92, c.nar),
    circle(670, 372, 140, c.amber, { opacity: 0.28 }),
    place(0, 430, [skyline(random, 1000, c.plum)]),
    rect(0, 428, 1000, 322, c.sea),
    rect(0, 428, 1000, 60, c.mauve),
    rect(0, 470, 1000, 60, c.dusk, { opacity: 0.5 }),
    ...repeat(13, (index) =>
      rect(670 - 88 + (index % 3) * 16 + index * 2, 440 + index * 22, 176 - index * 9, 7, c.amber, {
        rx: 3,
        opacity: 0.85,
      }),
    ),
    place(330, 560, [ferry()], { scale: 1.06 }),
    path('M110 566C60 574 20 586 -10 606V570C40 562 80 560 130 556Z', c.white, { opacity: 0.7 }),
    hills(1000, 584, 750, 5, 9, c.deep),
    ...scatter(random, 34, [0, 610, 1000, 740], (x, y) =>
      rect(x, y, 40 + random.next() * 60, 4, c.sea, { rx: 2 }),
    ),
    place(760, 190, [gull()], { scale: 1.5 }),
    place(560, 120, [gull()], { scale: 0.8, flip: true }),
    place(880, 300, [gull()], { scale: 0.6 }),
  ]);

export const lightOnTheWater = (): Drawing =>
  drawing(1200, 675, 14, (random) => [
    sky(1200, 340, [c.sky, c.cream, c.peach, c.straw]),
    hills(1200, 276, 420, 26, 1, c.slate, 2.6),
    place(0, 318, [skyline(random, 1200, c.slate)]),
    // The bridge.
    rect(262, 130, 16, 240, c.deep),
    rect(902, 130, 16, 240, c.deep),
    stroke('M-20 250Q180 250 270 140Q590 390 910 140Q1000 250 1220 240', 7, c.deep),
    rect(0, 292, 1200, 12, c.deep),
    ...repeat(27, (index) => {
      const x = 290 + index * 23.4;
      const share = (x - 270) / 640;
      const top = 140 + 4 * 125 * share * (1 - share);
      return rect(x, top, 2.4, 292 - top, c.deep);
    }),
    rect(0, 330, 1200, 200, c.water),
    ...scatter(random, 90, [0, 338, 1200, 500], (x, y) =>
      rect(x, y, 24 + random.next() * 70, 4, random.pick([c.straw, c.cream, c.sky]), { rx: 2, opacity: 0.8 }),
    ),
    place(720, 396, [ferry()], { scale: 0.42 }),
    hills(1200, 474, 675, 26, 1, c.leaf, 0.4),
    hills(1200, 540, 675, 20, 1, c.moss, 2),
    place(170, 600, [planeTree(random, AUTUMN)], { scale: 1.02 }),
    place(1060, 590, [planeTree(random, SUMMER)], { scale: 0.86, flip: true }),
    ...[
      [440, 590, c.nar],
      [520, 606, c.cream],
      [640, 588, c.deep],
      [800, 612, c.amber],
    ].map(([x, y, colour]) =>
      // People who sit on the grass, from behind.
      place(Number(x), Number(y), [
        ellipse(0, 6, 44, 10, c.pine, { opacity: 0.5 }),
        path('M-34 4C-36 -40 -22 -58 0 -58C22 -58 36 -40 34 4Z', String(colour)),
        circle(0, -74, 18, c.bark),
      ]),
    ),
    ...scatter(random, 50, [0, 560, 1200, 670], (x, y) =>
      stroke(`M${x.toFixed(0)} ${y.toFixed(0)}l3 -10`, 3, c.leaf),
    ),
  ]);

export const noseConeInSnow = (): Drawing =>
  drawing(800, 1000, 15, (random) => [
    sky(800, 700, [c.fog, c.ice]),
    hills(800, 640, 1000, 30, 1, c.sage, 1),
    hills(800, 676, 1000, 26, 1, c.snow, 2),
    // The trestle.
    stroke('M250 930L320 700M550 930L480 700M270 860H530', 22, c.oak),
    // The rocket's upper part.
    path('M286 730V430C286 280 350 150 400 90C450 150 514 280 514 430V730Z', c.white),
    path('M286 430C286 280 350 150 400 90C450 150 514 280 514 430Z', c.nar),
    path('M400 90C450 150 514 280 514 430V730H430V430C430 290 420 170 400 90Z', c.wine, { opacity: 0.35 }),
    rect(286, 430, 228, 16, c.ink),
    circle(400, 560, 46, c.ink),
    circle(400, 560, 36, c.water),
    path('M376 548a28 28 0 0 1 30 -16', 'none', {
      stroke: c.white,
      'stroke-width': 7,
      'stroke-linecap': 'round',
    }),
    ...repeat(7, (index) => circle(310 + index * 30, 466, 4, c.ash)),
    word(400, 650, 'METEOR 1', 34, c.ink, { align: 'centre', weight: 0.9 }),
    // Snow on the tip.
    path(
      'M336 236C360 170 384 120 400 78C420 120 446 176 466 236C450 224 440 252 424 238C412 228 404 260 388 242C376 228 352 256 336 236Z',
      c.white,
    ),
    path('M330 742C360 716 440 716 470 742Z', c.white),
    hills(800, 900, 1000, 16, 1, c.white, 0.5),
    ...scatter(random, 120, [0, 0, 800, 980], (x, y) => circle(x, y, 2.5 + random.next() * 5, c.white)),
  ]);

export const catOnTheSteps = (): Drawing =>
  drawing(900, 900, 16, () => [
    rect(0, 0, 900, 900, c.sand),
    rect(290, 0, 320, 420, c.pine),
    path('M290 420V150a160 160 0 0 1 320 0V420Z', c.moss),
    stroke('M450 -10V420', 8, c.pine),
    ...[330, 490].map((x) => rect(x, 190, 80, 180, c.pine, { rx: 8 })),
    circle(432, 290, 9, c.amber),
    ...repeat(5, (index) =>
      rect(30, 60 + index * 78, 220, 70, index % 2 ? c.cream : c.straw, { rx: 4, opacity: 0.55 }),
    ),
    ...repeat(5, (index) =>
      rect(650, 40 + index * 78, 220, 70, index % 2 ? c.straw : c.cream, { rx: 4, opacity: 0.55 }),
    ),
    rect(210, 420, 480, 90, c.stone),
    rect(210, 420, 480, 18, c.cream),
    rect(120, 510, 660, 120, c.ash),
    rect(120, 510, 660, 20, c.stone),
    rect(0, 630, 900, 150, c.stone),
    rect(0, 630, 900, 22, c.cream),
    rect(0, 780, 900, 120, c.ash),
    rect(0, 780, 900, 20, c.stone),
    ellipse(480, 644, 240, 20, c.bark, { opacity: 0.3 }),
    place(480, 640, [sleepingCat(coats.tuxedo)], { scale: 1.75 }),
    // The light of the afternoon, and pots beside the door.
    polygon(
      [
        [0, 900],
        [0, 520],
        [360, 900],
      ],
      c.straw,
      { opacity: 0.25 },
    ),
    ...[170, 730].map((x) =>
      place(x, 510, [
        path('M-40 -70H40L28 0H-28Z', c.rust),
        rect(-46, -84, 92, 20, c.brick, { rx: 4 }),
        ...[-28, 0, 28].map((leaf) =>
          circle(leaf, -108 - (leaf === 0 ? 24 : 0), 34, leaf === 0 ? c.leaf : c.moss),
        ),
        circle(-10, -140, 9, c.nar),
        circle(22, -110, 9, c.nar),
      ]),
    ),
  ]);

export const catInTheWoods = (): Drawing =>
  drawing(800, 1000, 17, (random) => [
    rect(0, 0, 800, 1000, c.sage),
    rect(0, 0, 800, 300, c.straw, { opacity: 0.5 }),
    ...repeat(9, (index) =>
      rect(20 + index * 95, 0, 22 + (index % 3) * 12, 720, index % 2 ? c.moss : c.leaf, { opacity: 0.55 }),
    ),
    ...repeat(4, (index) => rect(90 + index * 200, 0, 46, 780, c.bark)),
    ...repeat(4, (index) => rect(90 + index * 200, 0, 12, 780, c.oak)),
    hills(800, 690, 1000, 18, 1, c.moss, 0.5),
    hills(800, 770, 1000, 20, 1, c.oak, 2),
    ...scatter(random, 130, [0, 780, 800, 1000], (x, y) =>
      ellipse(x, y, 13, 6, random.pick([c.rust, c.amber, c.brick, c.ochre]), {
        transform: `rotate(${random.below(180)} ${x.toFixed(0)} ${y.toFixed(0)})`,
      }),
    ),
    ellipse(400, 884, 180, 26, c.bark, { opacity: 0.45 }),
    place(400, 880, [sittingCat(coats.orange)], { scale: 2.1 }),
    ...scatter(random, 12, [0, 60, 800, 640], (x, y) =>
      ellipse(x, y, 12, 6, random.pick([c.rust, c.amber]), {
        transform: `rotate(${random.below(180)} ${x.toFixed(0)} ${y.toFixed(0)})`,
      }),
    ),
  ]);

export const catHouse = (): Drawing =>
  drawing(1000, 750, 18, (random) => [
    sky(1000, 480, [c.sky, c.paper]),
    hills(1000, 380, 750, 26, 1, c.sage, 1),
    hills(1000, 470, 750, 14, 1, c.leaf, 0.2),
    place(860, 540, [planeTree(random, SUMMER)], { scale: 0.92 }),
    place(70, 520, [planeTree(random, AUTUMN)], { scale: 0.7 }),
    hills(1000, 560, 750, 10, 1, c.moss, 2.4),
    ellipse(480, 670, 300, 30, c.pine, { opacity: 0.5 }),
    // The house: a box with a sloped roof, a round door, and the window in the roof.
    rect(250, 380, 460, 270, c.wood),
    ...repeat(4, (index) => rect(250, 380 + index * 68, 460, 4, c.oak)),
    polygon(
      [
        [210, 396],
        [300, 250],
        [780, 250],
        [750, 396],
      ],
      c.nar,
    ),
    polygon(
      [
        [210, 396],
        [222, 376],
        [754, 376],
        [750, 396],
      ],
      c.wine,
    ),
    polygon(
      [
        [520, 340],
        [548, 286],
        [660, 286],
        [648, 340],
      ],
      c.cream,
    ),
    polygon(
      [
        [534, 332],
        [555, 294],
        [650, 294],
        [641, 332],
      ],
      c.water,
    ),
    stroke('M596 292L590 334', 6, c.cream),
    circle(410, 530, 96, c.bark),
    circle(410, 530, 82, c.ink),
    path('M330 548a82 82 0 0 0 160 0Z', c.straw),
    ...repeat(16, (index) =>
      stroke(`M${346 + index * 8} ${592 - (index % 3) * 6}l${(index % 5) * 4 - 8} -26`, 4, c.ochre),
    ),
    place(410, 604, [sittingCat(coats.tabby)], { scale: 0.62 }),
    rect(560, 470, 110, 74, c.cream, { rx: 6 }),
    word(615, 492, 'KULÜBE', 17, c.bark, { align: 'centre' }),
    word(615, 518, 'NO 14', 17, c.nar, { align: 'centre' }),
    ...scatter(random, 40, [0, 600, 1000, 740], (x, y) =>
      stroke(`M${x.toFixed(0)} ${y.toFixed(0)}l4 -14`, 4, c.leaf),
    ),
    place(800, 690, [
      path('M-50 -30H50L38 10H-38Z', c.nar),
      ellipse(0, -30, 50, 12, c.brick),
      ellipse(0, -32, 40, 8, c.oak),
    ]),
  ]);

export const crowAndSimit = (): Drawing =>
  drawing(900, 900, 19, (random) => [
    sky(900, 300, [c.sky, c.cream]),
    hills(900, 250, 900, 30, 1, c.leaf, 1),
    ellipse(450, 520, 520, 160, c.water),
    ellipse(450, 520, 420, 110, c.sky, { opacity: 0.5 }),
    ...repeat(6, (index) =>
      rect(180 + index * 92, 470 + (index % 3) * 40, 80, 5, c.white, { rx: 2, opacity: 0.7 }),
    ),
    ...[90, 130, 800, 840].map(
      (x) =>
        stroke(`M${x} 520C${x - 6} 430 ${x + 8} 380 ${x + 2} 320`, 6, c.moss) +
        ellipse(x + 2, 312, 9, 34, c.bark),
    ),
    // The backrest of a bench, and the bird on it.
    rect(60, 690, 780, 44, c.oak, { rx: 8 }),
    rect(60, 760, 780, 44, c.wood, { rx: 8 }),
    rect(120, 660, 34, 240, c.bark, { rx: 8 }),
    rect(746, 660, 34, 240, c.bark, { rx: 8 }),
    stroke('M404 690L396 606M456 690L452 610', 10, c.ink),
    path(
      'M300 470C320 380 420 340 510 380C600 420 620 520 560 590C480 650 360 630 310 560C260 600 210 620 150 640C200 580 260 540 300 470Z',
      c.ink,
    ),
    path(
      'M330 480C380 440 470 450 510 520C460 580 380 590 300 570C240 600 200 620 164 634C220 580 280 540 330 480Z',
      c.slate,
    ),
    circle(560, 370, 78, c.ink),
    path('M620 340L742 372L622 404Z', c.bark),
    circle(584, 350, 14, c.white),
    circle(588, 350, 8, c.ink),
    place(716, 420, [simit(random)], { scale: 1.35 }),
    ...scatter(random, 10, [600, 560, 800, 680], (x, y) => ellipse(x, y, 4, 2.4, c.cream)),
  ]);

export const busAtDusk = (): Drawing =>
  drawing(1000, 750, 20, (random) => [
    sky(1000, 480, [c.night, c.dusk, c.mauve]),
    place(0, 470, [skyline(random, 1000, c.night)]),
    ...scatter(random, 40, [0, 0, 1000, 200], (x, y) => circle(x, y, 1.5 + random.next() * 2, c.cream)),
    rect(0, 468, 1000, 282, c.snow),
    rect(0, 560, 1000, 190, c.slate),
    ...repeat(6, (index) => rect(20 + index * 180, 650, 110, 10, c.cream, { rx: 4, opacity: 0.8 })),
    ellipse(460, 616, 400, 22, c.ink, { opacity: 0.5 }),
    rect(80, 300, 740, 290, c.nar, { rx: 34 }),
    rect(80, 470, 740, 120, c.cream),
    rect(80, 548, 740, 42, c.wine, { rx: 12 }),
    ...repeat(5, (index) => rect(112 + index * 122, 348, 104, 104, c.straw, { rx: 10 })),
    rect(728, 348, 72, 150, c.sky, { rx: 12 }),
    ...[150, 286, 520].map(
      (x, index) =>
        circle(x, 410, 20, c.bark) +
        path(`M${x - 34} 452a34 34 0 0 1 68 0Z`, [c.teal, c.plum, c.moss][index] ?? c.teal),
    ),
    rect(480, 356, 4, 220, c.wine, { opacity: 0.4 }),
    rect(250, 308, 330, 34, c.ink, { rx: 6 }),
    word(415, 317, 'RING 17:40', 17, c.amber, { align: 'centre' }),
    ...[210, 660].map((x) => circle(x, 590, 52, c.ink) + circle(x, 590, 24, c.ash)),
    polygon(
      [
        [806, 540],
        [1000, 500],
        [1000, 640],
      ],
      c.straw,
      { opacity: 0.5 },
    ),
    circle(806, 540, 14, c.straw),
    rect(900, 300, 12, 270, c.ink),
    rect(860, 250, 92, 70, c.nar, { rx: 10 }),
    word(906, 270, 'RING', 22, c.white, { align: 'centre' }),
    place(908, 690, [passerBy(c.moss, { scarf: c.amber })], { scale: 1.25, flip: true }),
    ...scatter(random, 60, [0, 0, 1000, 740], (x, y) =>
      circle(x, y, 2 + random.next() * 3, c.white, { opacity: 0.8 }),
    ),
  ]);

export const forestAtSunrise = (): Drawing =>
  drawing(1000, 750, 21, (random) => [
    sky(1000, 500, [c.peach, c.straw, c.cream]),
    circle(520, 330, 110, c.white, { opacity: 0.8 }),
    circle(520, 330, 190, c.cream, { opacity: 0.5 }),
    hills(1000, 420, 750, 20, 1, c.sage, 1),
    ...repeat(16, (index) =>
      rect(10 + index * 64, 60 + (index % 4) * 20, 14, 420, c.leaf, { opacity: 0.55 }),
    ),
    hills(1000, 470, 750, 12, 1, c.leaf, 2),
    path('M440 480C470 560 380 640 250 750H760C640 640 590 560 566 480Z', c.sand),
    path('M470 480C490 560 440 640 380 750H540C520 640 520 560 530 480Z', c.cream, { opacity: 0.7 }),
    ...[-20, 90, 210, 820, 930].map((x, index) => {
      const width = 54 - (index % 3) * 8;
      return rect(x, 0, width, 700, c.pine) + rect(x, 0, width * 0.3, 700, c.moss);
    }),
    ...[
      [430, 620, c.nar, 1.25],
      [540, 590, c.teal, 1.1],
      [500, 520, c.deep, 0.7],
    ].map(([x, y, shirt, scale]) =>
      place(
        Number(x),
        Number(y),
        [
          ellipse(4, 2, 34, 7, c.bark, { opacity: 0.35 }),
          stroke('M0 -44L-12 -22L-26 -14M2 -44L18 -26L14 -2', 10, c.ink),
          path('M-15 -40L-12 -84H14L15 -40Z', String(shirt)),
          stroke('M-12 -78L-26 -62L-14 -50M13 -78L28 -66L34 -82', 8, c.peach),
          circle(2, -100, 13, c.peach),
          path('M-12 -102C-12 -120 16 -120 15 -102Z', c.bark),
        ],
        { scale: Number(scale) },
      ),
    ),
    hills(1000, 700, 750, 8, 2, c.moss),
    ...scatter(random, 50, [0, 690, 1000, 750], (x, y) =>
      stroke(`M${x.toFixed(0)} ${y.toFixed(0)}l4 -20`, 4, c.leaf),
    ),
  ]);

export const heronAtTheLake = (): Drawing =>
  drawing(1200, 600, 22, (random) => [
    sky(1200, 330, [c.sky, c.cream]),
    hills(1200, 190, 340, 46, 1, c.mauve, 2.4),
    hills(1200, 240, 340, 30, 1, c.ochre, 0.6),
    hills(1200, 282, 340, 14, 2, c.moss, 1),
    rect(0, 320, 1200, 280, c.water),
    hills(1200, 340, 420, 10, 2, c.sea, 2),
    rect(0, 390, 1200, 210, c.water),
    ...scatter(random, 50, [0, 350, 1200, 590], (x, y) =>
      rect(x, y, 30 + random.next() * 80, 4, c.sky, { rx: 2, opacity: 0.7 }),
    ),
    ...repeat(15, (index) =>
      stroke(
        `M${20 + index * 15} 610C${24 + index * 13} 520 ${10 + index * 17} 450 ${20 + index * 16} ${380 + (index % 4) * 26}`,
        6,
        index % 2 ? c.moss : c.leaf,
      ),
    ),
    ...repeat(5, (index) => ellipse(28 + index * 46, 396 + (index % 2) * 30, 8, 32, c.bark)),
    // The heron.
    stroke('M700 560L704 430M744 560L738 430', 9, c.ochre),
    path('M600 440C650 340 760 320 830 372C800 440 720 470 600 440Z', c.fog),
    path('M600 440C640 380 730 360 800 390C760 440 690 460 600 440Z', c.slate),
    stroke('M806 378C850 350 810 290 842 240', 26, c.fog),
    circle(848, 230, 24, c.white),
    path('M866 220L956 238L866 242Z', c.amber),
    stroke('M842 212C814 206 794 212 776 226', 7, c.ink),
    circle(856, 226, 4.5, c.ink),
    ellipse(720, 566, 120, 10, c.sea, { opacity: 0.6 }),
    // A fisherman in his boat.
    place(
      1020,
      390,
      [
        path('M-110 -10H110L84 34H-84Z', c.brick),
        rect(-110, -16, 220, 10, c.wood),
        path('M-34 -12C-36 -64 -22 -80 0 -80C22 -80 36 -64 34 -12Z', c.pine),
        circle(0, -98, 18, c.peach),
        path('M-26 -104H26L14 -124H-14Z', c.bark),
        stroke('M24 -52L120 -130L126 20', 4, c.ink),
      ],
      { scale: 0.9 },
    ),
  ]);

export const dogAfterTheRun = (): Drawing =>
  drawing(900, 900, 23, (random) => [
    sky(900, 700, [c.peach, c.cream]),
    circle(450, 380, 300, c.straw),
    hills(900, 600, 900, 26, 1, c.leaf, 1),
    hills(900, 700, 900, 18, 1, c.moss, 2.6),
    ellipse(450, 830, 260, 30, c.pine, { opacity: 0.6 }),
    stroke('M640 740C740 720 760 620 720 560', 40, c.ochre),
    path('M270 820C240 600 320 470 450 470C580 470 660 600 630 820Z', c.ochre),
    path('M370 820C350 660 390 560 450 560C510 560 550 660 530 820Z', c.cream),
    ...[340, 560].map(
      (x) => ellipse(x, 822, 66, 34, c.ochre) + stroke(`M${x - 16} 812V834M${x + 16} 812V834`, 6, c.rust),
    ),
    rect(352, 486, 196, 34, c.nar, { rx: 17 }),
    circle(450, 536, 22, c.amber),
    path('M290 340C240 280 220 400 250 470C290 480 320 420 330 380Z', c.rust),
    path('M610 340C660 280 680 400 650 470C610 480 580 420 570 380Z', c.rust),
    path(
      'M300 360C300 230 370 180 450 180C530 180 600 230 600 360C600 450 530 500 450 500C370 500 300 450 300 360Z',
      c.ochre,
    ),
    path(
      'M410 200C400 300 390 330 360 400C380 480 420 496 450 496C480 496 520 480 540 400C510 330 500 300 490 200Z',
      c.cream,
    ),
    ellipse(450, 384, 40, 28, c.ink),
    ellipse(438, 376, 10, 6, c.ash),
    stroke('M450 412V440M450 440C436 460 404 456 396 436M450 440C464 460 496 456 504 436', 8, c.bark),
    path('M420 452C418 510 482 510 480 452C466 462 434 462 420 452Z', c.nar),
    // It looks down on us, disappointed.
    ...[370, 530].map((x) => circle(x, 318, 20, c.ink) + circle(x - 6, 312, 6, c.white)),
    stroke('M338 288L384 272M562 288L516 272', 10, c.rust),
    ...scatter(random, 40, [0, 760, 900, 890], (x, y) =>
      stroke(`M${x.toFixed(0)} ${y.toFixed(0)}l5 -18`, 5, c.leaf),
    ),
  ]);

/** One of the cats on its round in the snow. */
const catInTheSnow = (seed: number, coat: Coat, time: readonly string[], near: string) => (): Drawing =>
  drawing(800, 800, seed, (random) => [
    sky(800, 520, time),
    place(60, 540, [snowyTree()], { scale: 0.8 }),
    place(720, 520, [snowyTree()], { scale: 1, flip: true }),
    hills(800, 500, 800, 18, 1, near, seed),
    hills(800, 590, 800, 16, 1, c.white, seed + 2),
    ...repeat(7, (index) =>
      [
        ellipse(120 + index * 46, 700 - index * 9 + (index % 2) * 16, 9, 6, c.ice),
        ...[-8, 0, 8].map((x) => circle(120 + index * 46 + x, 690 - index * 9 + (index % 2) * 16, 3, c.ice)),
      ].join(''),
    ),
    ellipse(500, 690, 150, 20, c.ice),
    place(
      500,
      690,
      [sittingCat(coat), path('M-40 -196C-20 -210 20 -210 40 -196C20 -186 -20 -186 -40 -196Z', c.white)],
      { scale: 1.9 },
    ),
    ...scatter(random, 90, [0, 0, 800, 780], (x, y) => circle(x, y, 2.5 + random.next() * 5, c.white)),
  ]);
export const orangeCatInTheSnow = catInTheSnow(24, coats.orange, [c.sky, c.ice], c.snow);
export const tabbyInTheSnow = catInTheSnow(25, coats.tabby, [c.mauve, c.rose], c.ice);
export const tuxedoInTheSnow = catInTheSnow(26, coats.tuxedo, [c.fog, c.snow], c.ice);
