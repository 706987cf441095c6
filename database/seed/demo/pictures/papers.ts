import { word } from './letters.ts';
import { palette as c } from './palette.ts';
import {
  circle,
  type Drawing,
  drawing,
  ellipse,
  hills,
  type Point,
  path,
  place,
  polygon,
  rect,
  repeat,
  scatter,
  sky,
  stroke,
  through,
} from './svg.ts';
import { books, coats, planeTree, sittingCat } from './things.ts';

/** Posters, maps, charts and other things on paper. */

export const festivalPoster = (): Drawing =>
  drawing(800, 1000, 61, (random) => [
    rect(0, 0, 800, 1000, c.nar),
    circle(400, 470, 300, c.amber),
    circle(400, 470, 240, c.straw),
    place(400, 730, [planeTree(random, { crown: [c.moss, c.leaf, c.sage], bark: c.bark, patch: c.sand })], {
      scale: 1.28,
    }),
    hills(800, 720, 1000, 14, 1, c.moss, 1),
    rect(0, 780, 800, 220, c.moss),
    ...repeat(2, (row) =>
      [
        stroke(row === 0 ? 'M-20 150Q400 260 820 140' : 'M-20 70Q400 160 820 60', 4, c.cream),
        ...repeat(13, (index) => {
          const share = (index + 0.5) / 13;
          const y =
            row === 0
              ? 150 + 200 * share * (1 - share) - 8 * share
              : 70 + 160 * share * (1 - share) - 8 * share;
          return polygon(
            [
              [share * 840 - 40, y],
              [share * 840, y + 2],
              [share * 840 - 20, y + 40],
            ],
            [c.cream, c.amber, c.sky, c.sage][(index + row) % 4] ?? c.cream,
          );
        }),
      ].join(''),
    ),
    ...[
      [150, c.deep],
      [240, c.plum],
      [560, c.teal],
      [650, c.wine],
    ].map(([x, colour]) =>
      place(Number(x), 800, [
        path('M-30 40C-34 -20 -20 -40 0 -40C20 -40 34 -20 30 40Z', String(colour)),
        circle(0, -58, 20, c.bark),
        stroke('M-22 -20L-40 -66M22 -20L42 -62', 10, String(colour)),
      ]),
    ),
    // A guitar and a flute.
    place(
      400,
      800,
      [
        path(
          'M-46 30C-60 -10 -20 -20 -26 -44C-30 -70 30 -70 26 -44C20 -20 60 -10 46 30C30 52 -30 52 -46 30Z',
          c.ochre,
        ),
        circle(0, -4, 14, c.bark),
        rect(-5, -130, 10, 90, c.bark),
        rect(-10, -146, 20, 26, c.ink, { rx: 4 }),
      ],
      { turn: 16 },
    ),
    word(400, 862, 'BAHAR ŞENLİĞİ', 54, c.cream, { align: 'centre', weight: 1.05 }),
    word(400, 946, 'ÇİM KONSERİ – SON EKİP: TOPLAMA', 17, c.straw, { align: 'centre' }),
  ]);

export const radioPoster = (): Drawing =>
  drawing(800, 1000, 62, (random) => [
    sky(800, 1000, [c.night, c.plum, c.wine]),
    ...scatter(random, 70, [0, 0, 800, 560], (x, y) =>
      circle(x, y, 1 + random.next() * 2.6, c.cream, { opacity: 0.9 }),
    ),
    ...repeat(5, (index) =>
      circle(400, 430, 150 + index * 62, 'none', {
        stroke: c.amber,
        'stroke-width': 8 - index,
        opacity: (0.75 - index * 0.13).toFixed(2),
      }),
    ),
    // A microphone of the old kind.
    rect(386, 560, 28, 150, c.ash),
    path('M300 720C310 690 490 690 500 720V740H300Z', c.ash),
    rect(300, 250, 200, 320, c.stone, { rx: 100 }),
    rect(316, 266, 168, 288, c.ink, { rx: 84 }),
    ...repeat(9, (index) => rect(322, 290 + index * 27, 156, 10, c.ash, { rx: 5 })),
    rect(392, 262, 16, 296, c.stone),
    rect(290, 400, 220, 34, c.nar, { rx: 8 }),
    stroke('M262 380V460C262 540 330 590 400 590C470 590 538 540 538 460V380', 16, c.ash),
    word(400, 780, 'GECE KUŞAĞI', 62, c.cream, { align: 'centre', weight: 1 }),
    word(400, 876, 'İKİ ŞEHİR – TEK YAYIN', 30, c.amber, { align: 'centre', weight: 0.9 }),
    word(400, 936, '23:00', 34, c.rose, { align: 'centre', weight: 0.95 }),
  ]);

export const nightLibraryPoster = (): Drawing =>
  drawing(800, 1000, 63, (random) => [
    rect(0, 0, 800, 1000, c.deep),
    circle(590, 190, 110, c.straw),
    circle(548, 164, 96, c.deep),
    ...scatter(random, 44, [30, 30, 780, 420], (x, y) => circle(x, y, 1.5 + random.next() * 3, c.cream)),
    word(90, 90, '24', 190, c.paper, { weight: 1.05 }),
    word(94, 320, 'SAAT AÇIK', 56, c.amber, { weight: 1 }),
    word(94, 410, '16–27 KASIM', 34, c.ice, { weight: 0.9 }),
    rect(0, 820, 800, 180, c.oak),
    rect(0, 820, 800, 16, c.wood),
    place(60, 820, [books(random, 430, 250, [c.nar, c.teal, c.ochre, c.cream, c.brick, c.moss])]),
    place(630, 832, [sittingCat(coats.tabby)], { scale: 1.25 }),
    rect(90, 880, 620, 84, c.paper, { rx: 10 }),
    word(400, 908, 'ÇAY ÜCRETSİZ – SESSİZLİK DE', 25, c.bark, { align: 'centre' }),
  ]);

export const ringMap = (): Drawing =>
  drawing(1000, 750, 64, (random) => {
    const line = (points: readonly Point[], colour: string) => stroke(through(points), 16, colour);
    const stop = (x: number, y: number, colour: string) =>
      circle(x, y, 17, c.white, { stroke: colour, 'stroke-width': 8 });
    return [
      rect(0, 0, 1000, 750, c.paper),
      path('M0 0H360C330 120 260 160 250 260C240 380 120 420 0 400Z', c.sage),
      path('M1000 750H560C620 640 760 640 820 520C860 440 940 420 1000 430Z', c.sage),
      path('M600 0C620 90 720 120 800 90C880 60 960 100 1000 80V0Z', c.sky),
      ...scatter(random, 40, [10, 10, 300, 360], (x, y) =>
        x + y < 480 ? circle(x, y, 12, c.leaf, { opacity: 0.5 }) : '',
      ),
      ...scatter(random, 34, [640, 500, 990, 740], (x, y) =>
        x + y > 1400 ? circle(x, y, 12, c.leaf, { opacity: 0.5 }) : '',
      ),
      ...scatter(random, 26, [330, 160, 640, 290], (x, y) =>
        rect(x, y, 40 + random.next() * 40, 30 + random.next() * 30, c.stone, { rx: 4 }),
      ),
      line(
        [
          [180, 640],
          [180, 470],
          [330, 320],
          [560, 320],
          [690, 190],
          [880, 190],
        ],
        c.nar,
      ),
      line(
        [
          [880, 190],
          [880, 380],
          [740, 520],
          [480, 520],
          [360, 640],
          [180, 640],
        ],
        c.nar,
      ),
      line(
        [
          [90, 150],
          [250, 150],
          [420, 320],
          [480, 520],
          [640, 680],
        ],
        c.deep,
      ),
      line(
        [
          [560, 320],
          [740, 520],
          [900, 650],
        ],
        c.amber,
      ),
      ...[
        [180, 640],
        [180, 470],
        [690, 190],
        [880, 190],
        [880, 380],
        [360, 640],
      ].map(([x = 0, y = 0]) => stop(x, y, c.nar)),
      ...[
        [90, 150],
        [250, 150],
        [640, 680],
      ].map(([x = 0, y = 0]) => stop(x, y, c.deep)),
      ...[[900, 650]].map(([x = 0, y = 0]) => stop(x, y, c.amber)),
      ...[
        [420, 320],
        [560, 320],
        [480, 520],
        [740, 520],
      ].map(([x = 0, y = 0]) => stop(x, y, c.ink)),
      word(30, 606, 'A1 KAPISI', 20, c.ink),
      word(206, 480, 'YURTLAR', 20, c.ink),
      word(690, 142, 'STADYUM', 20, c.ink, { align: 'centre' }),
      word(566, 362, 'KÜTÜPHANE', 20, c.ink, { align: 'centre' }),
      word(772, 536, 'MİMARLIK', 20, c.ink),
      word(120, 100, 'ORMAN', 20, c.pine),
      // The legend.
      rect(150, 690, 470, 44, c.white, { rx: 8 }),
      rect(168, 706, 44, 12, c.nar, { rx: 6 }),
      word(224, 703, '7 DK', 18, c.ink),
      rect(314, 706, 44, 12, c.deep, { rx: 6 }),
      word(370, 703, '11 DK', 18, c.ink),
      rect(460, 706, 44, 12, c.amber, { rx: 6 }),
      word(516, 703, 'YAĞMUR ?', 15, c.ink),
    ];
  });

export const campusMap = (): Drawing =>
  drawing(1000, 750, 65, (random) => [
    rect(0, 0, 1000, 750, c.sage),
    path('M720 0C700 160 760 260 740 400C720 540 780 640 760 750H1000V0Z', c.water),
    path(
      'M720 0C700 160 760 260 740 400C720 540 780 640 760 750H730C750 640 690 540 710 400C730 260 670 160 690 0Z',
      c.sand,
    ),
    ...scatter(random, 26, [780, 20, 980, 730], (x, y) =>
      stroke(`M${x.toFixed(0)} ${y.toFixed(0)}q10 -8 20 0t20 0`, 3, c.sky),
    ),
    stroke(
      'M-10 330C160 340 300 300 420 340S600 380 700 360M300 -10C310 120 280 220 300 320M420 340C430 480 380 600 400 760M560 362C580 240 540 120 560 -10',
      26,
      c.cream,
    ),
    // North, south, and the steep road.
    ...[
      [80, 80, 150, 100],
      [360, 90, 130, 120],
      [90, 420, 170, 120],
      [480, 450, 150, 130],
      [200, 600, 120, 90],
      [600, 120, 70, 140],
    ].map(
      ([x = 0, y = 0, width = 0, height = 0]) =>
        rect(x + 8, y + 10, width, height, c.moss, { opacity: 0.5 }) +
        rect(x, y, width, height, c.brick) +
        polygon(
          [
            [x, y],
            [x + width, y],
            [x + width - 26, y + height / 2],
            [x + 26, y + height / 2],
          ],
          c.rust,
        ),
    ),
    ...scatter(
      random,
      44,
      [20, 20, 680, 740],
      (x, y) => circle(x, y, 14, c.leaf) + circle(x - 4, y - 5, 7, c.sage),
    ),
    ellipse(560, 640, 80, 44, c.leaf),
    ellipse(560, 640, 66, 34, c.sage),
    word(200, 30, 'KUZEY', 30, c.ink),
    word(410, 700, 'GÜNEY', 30, c.ink),
    // One path, four times wrong.
    stroke('M150 190C200 260 330 220 300 300S120 380 250 400S470 300 520 420S330 520 350 600', 7, c.nar, {
      'stroke-dasharray': '2 16',
    }),
    place(350, 610, [
      path('M0 0C-40 -50 -44 -100 0 -104C44 -100 40 -50 0 0Z', c.nar),
      circle(0, -66, 18, c.white),
      word(0, -80, '?', 26, c.nar, { align: 'centre' }),
    ]),
    place(900, 110, [
      circle(0, 0, 62, c.paper),
      polygon(
        [
          [0, -50],
          [13, 0],
          [-13, 0],
        ],
        c.nar,
      ),
      polygon(
        [
          [0, 50],
          [13, 0],
          [-13, 0],
        ],
        c.ink,
      ),
      word(0, -92, 'K', 22, c.paper, { align: 'centre' }),
    ]),
  ]);

export const trailMap = (): Drawing =>
  drawing(900, 900, 66, (random) => [
    rect(0, 0, 900, 900, c.cream),
    ...repeat(6, (index) =>
      ellipse(260, 260, 90 + index * 66, 70 + index * 54, 'none', {
        stroke: c.sand,
        'stroke-width': 5,
        transform: 'rotate(-18 260 260)',
      }),
    ),
    ...repeat(5, (index) =>
      ellipse(720, 740, 60 + index * 60, 50 + index * 44, 'none', {
        stroke: c.sand,
        'stroke-width': 5,
        transform: 'rotate(24 720 740)',
      }),
    ),
    path(
      'M380 470C440 400 560 360 640 400C740 440 660 520 600 560C540 600 560 660 480 680C400 700 330 640 340 580C346 540 350 500 380 470Z',
      c.water,
    ),
    path(
      'M410 490C460 430 560 400 620 424C690 450 620 500 570 536C510 576 520 630 470 644C420 656 372 620 376 576C380 540 388 514 410 490Z',
      c.sky,
    ),
    stroke(
      'M120 780C180 700 260 700 300 620C330 560 300 500 350 440C410 370 560 320 670 370C780 420 720 540 640 590C590 620 610 690 520 720C430 750 340 700 290 720',
      10,
      c.nar,
      { 'stroke-dasharray': '26 18' },
    ),
    ...scatter(random, 40, [40, 40, 860, 860], (x, y) => {
      const isFree = Math.hypot(x - 510, y - 540) > 230 && Math.hypot(x - 150, y - 780) > 90;
      return isFree
        ? polygon(
            [
              [x - 16, y],
              [x, y - 44],
              [x + 16, y],
            ],
            random.pick([c.moss, c.leaf, c.pine]),
          )
        : '';
    }),
    circle(120, 780, 20, c.ink),
    word(152, 782, 'A1 – 09:00', 24, c.ink),
    place(520, 720, [
      circle(0, 0, 30, c.amber),
      path('M-12 -10H8V8C8 16 -12 16 -12 8Z', c.white),
      stroke('M10 -6a8 8 0 0 1 0 14', 4, c.white),
    ]),
    word(556, 726, 'ÇAY 13:00', 24, c.ink),
    rect(560, 60, 290, 130, c.paper, { rx: 12 }),
    word(590, 88, 'EYMİR', 36, c.nar),
    word(590, 146, '13 KM – DÜZ', 22, c.ink),
    place(806, 836, [
      polygon(
        [
          [0, -46],
          [14, 20],
          [0, 10],
          [-14, 20],
        ],
        c.ink,
      ),
    ]),
  ]);

export const toastIndex = (): Drawing =>
  drawing(1000, 750, 67, () => {
    const bars = [180, 216, 212, 272, 320, 390];
    const months = ['HAZ', 'TEM', 'AĞU', 'EYL', 'EKİ', 'KAS'];
    return [
      rect(0, 0, 1000, 750, c.paper),
      word(80, 70, 'TOST ENDEKSİ', 44, c.ink),
      word(80, 136, 'KAŞARLI – KARIŞIK – ÇAY', 20, c.ash),
      ...repeat(5, (index) => stroke(`M80 ${620 - index * 90}H920`, 2, c.stone)),
      ...bars.map((height, index) => {
        const x = 100 + index * 138;
        return [
          // Each month is a stack of bread, cheese and bread.
          rect(x, 620 - height, 96, height, c.ochre, { rx: 14 }),
          rect(x + 6, 620 - height + 6, 84, height - 12, c.sand, { rx: 10 }),
          ...repeat(Math.floor(height / 40), (slice) =>
            rect(x - 4, 620 - height + 26 + slice * 40, 104, 12, slice % 2 ? c.amber : c.nar, { rx: 6 }),
          ),
          word(x + 48, 650, months[index] ?? '', 24, c.ink, { align: 'centre' }),
        ].join('');
      }),
      stroke(
        through([
          [148, 560],
          [286, 556],
          [424, 560],
          [562, 554],
          [700, 558],
          [838, 552],
        ]),
        8,
        c.teal,
      ),
      ...[560, 556, 560, 554, 558, 552].map((y, index) =>
        circle(148 + index * 138, y, 11, c.paper, { stroke: c.teal, 'stroke-width': 6 }),
      ),
      rect(690, 60, 240, 80, c.nar, { rx: 14 }),
      word(810, 84, '+5 LİRA', 32, c.white, { align: 'centre' }),
      word(920, 702, 'ÇAY: GÜVENLİ LİMAN', 18, c.teal, { align: 'right' }),
    ];
  });

export const stormMap = (): Drawing =>
  drawing(1000, 750, 68, () => [
    rect(0, 0, 1000, 750, c.deep),
    path(
      'M0 0H1000V190C900 230 820 180 700 220C600 250 560 330 470 330C360 330 300 250 180 270C100 284 40 250 0 260Z',
      c.sage,
    ),
    path(
      'M0 750V560C140 520 220 600 330 560C420 526 440 440 540 430C660 420 720 520 830 500C900 486 950 470 1000 480V750Z',
      c.sage,
    ),
    ...repeat(4, (index) =>
      stroke(
        `M-20 ${660 - index * 120}C240 ${600 - index * 120} 420 ${520 - index * 110} 1020 ${330 - index * 110}`,
        5,
        c.ice,
        { opacity: 0.7 },
      ),
    ),
    ...[
      [180, 560],
      [430, 480],
      [690, 330],
      [330, 300],
      [820, 220],
      [600, 560],
    ].map(([x = 0, y = 0]) =>
      place(x, y, [stroke('M-50 22L40 -18M40 -18l-30 -4M40 -18l-14 26', 11, c.amber)]),
    ),
    circle(250, 170, 62, c.nar),
    word(250, 148, 'A', 44, c.white, { align: 'centre' }),
    word(250, 246, '998', 22, c.white, { align: 'centre' }),
    circle(800, 630, 62, c.sky),
    word(800, 608, 'Y', 44, c.deep, { align: 'centre' }),
    rect(560, 60, 390, 110, c.paper, { rx: 14 }),
    word(590, 86, 'LODOS', 40, c.nar),
    word(590, 142, '60 KM/S HAMLE', 17, c.ink),
    // An umbrella on its way to Asia.
    place(
      560,
      400,
      [
        path(
          'M-70 0C-60 -70 60 -70 70 0C50 -14 30 -14 24 0C10 -14 -10 -14 -24 0C-30 -14 -50 -14 -70 0Z',
          c.nar,
        ),
        stroke('M0 -6V60a12 12 0 0 0 24 0', 7, c.ink),
      ],
      { turn: 38, scale: 1.1 },
    ),
  ]);

export const strata = (): Drawing =>
  drawing(900, 900, 69, (random) => {
    const bands = [c.cream, c.ochre, c.sand, c.brick, c.stone, c.rust, c.bark];
    return [
      sky(900, 260, [c.sky, c.cream]),
      hills(900, 190, 900, 26, 1, c.leaf, 1),
      ...bands.map((colour, index) =>
        hills(900, 250 + index * 92, 900, 30 - index * 2, 1, colour, 0.6 + index * 0.35),
      ),
      ...scatter(random, 120, [0, 330, 900, 420], (x, y) => circle(x, y, 4, c.rust, { opacity: 0.5 })),
      ...scatter(random, 60, [0, 620, 900, 700], (x, y) => ellipse(x, y, 16, 9, c.ash)),
      // A fault, and the shell that gave it away.
      stroke('M620 200L520 900', 7, c.ink, { 'stroke-dasharray': '24 14' }),
      place(250, 560, [
        path('M0 0C-70 -20 -70 -110 0 -120C70 -110 70 -20 0 0Z', c.straw),
        ...[-40, -20, 0, 20, 40].map((x) => stroke(`M0 -4L${x} -108`, 4, c.ochre)),
      ]),
      place(
        720,
        230,
        [rect(-8, -150, 16, 150, c.wood), path('M-70 -150C-40 -176 30 -172 60 -150L60 -128H-20Z', c.ash)],
        { turn: 24 },
      ),
      ...repeat(5, (index) => rect(20, 300 + index * 120, 16, 60, index % 2 ? c.ink : c.white)),
      rect(560, 780, 300, 80, c.paper, { rx: 10 }),
      word(710, 804, 'NUMUNE 6 KG', 26, c.bark, { align: 'centre' }),
    ];
  });

export const examTimetable = (): Drawing =>
  drawing(1000, 750, 70, () => {
    const days = ['PZT', 'SAL', 'ÇAR', 'PER', 'CUM'];
    const exams: [number, number, string, string][] = [
      [0, 0, 'MAT 101', c.nar],
      [1, 1, 'FİZ 103', c.deep],
      [2, 0, 'KİM 105', c.teal],
      [2, 2, 'TAR 111', c.ochre],
      [3, 1, 'DEVRE', c.plum],
      [4, 2, 'DİFDEN', c.nar],
    ];
    return [
      rect(0, 0, 1000, 750, c.sand),
      rect(54, 54, 900, 650, c.bark, { opacity: 0.25, rx: 10 }),
      rect(44, 40, 900, 650, c.paper, { rx: 10 }),
      word(90, 82, 'VİZE HAFTASI', 40, c.ink),
      ...days.map(
        (day, index) =>
          rect(184 + index * 148, 160, 136, 54, c.cream, { rx: 8 }) +
          word(252 + index * 148, 176, day, 24, c.ink, { align: 'centre' }),
      ),
      ...['09:00', '13:00', '17:00'].map((hour, index) => word(84, 276 + index * 144, hour, 22, c.ash)),
      ...repeat(15, (index) =>
        rect(184 + (index % 5) * 148, 226 + Math.floor(index / 5) * 144, 136, 132, c.cream, {
          rx: 8,
          opacity: 0.6,
        }),
      ),
      ...exams.map(
        ([day, hour, name, colour]) =>
          rect(184 + day * 148, 226 + hour * 144, 136, 132, colour, { rx: 8 }) +
          word(252 + day * 148, 270 + hour * 144, name, 21, c.white, { align: 'centre' }) +
          rect(214 + day * 148, 312 + hour * 144, 76, 8, c.white, { rx: 4, opacity: 0.6 }),
      ),
      // What happened to Friday.
      ellipse(846, 574, 84, 62, 'none', {
        stroke: c.nar,
        'stroke-width': 8,
        transform: 'rotate(-8 846 574)',
      }),
      stroke('M770 660C800 670 830 664 850 646', 6, c.nar),
      circle(868, 116, 54, 'none', { stroke: c.oak, 'stroke-width': 10, opacity: 0.45 }),
      place(900, 690, [
        polygon(
          [
            [-150, -24],
            [40, -60],
            [48, -30],
            [-146, 4],
          ],
          c.amber,
        ),
        polygon(
          [
            [-150, -24],
            [-146, 4],
            [-184, -2],
          ],
          c.sand,
        ),
        polygon(
          [
            [40, -60],
            [62, -64],
            [70, -34],
            [48, -30],
          ],
          c.nar,
        ),
      ]),
    ];
  });

export const pitchBoard = (): Drawing =>
  drawing(1000, 750, 71, () => [
    rect(0, 0, 1000, 750, c.moss),
    ...repeat(5, (index) => rect(index * 200, 0, 100, 750, c.leaf, { opacity: 0.55 })),
    rect(40, 40, 920, 670, 'none', { stroke: c.white, 'stroke-width': 7 }),
    rect(497, 40, 6, 670, c.white),
    circle(500, 375, 110, 'none', { stroke: c.white, 'stroke-width': 7 }),
    rect(40, 220, 140, 310, 'none', { stroke: c.white, 'stroke-width': 7 }),
    rect(820, 220, 140, 310, 'none', { stroke: c.white, 'stroke-width': 7 }),
    ...[
      [140, 370],
      [300, 180],
      [310, 560],
      [420, 300],
      [390, 470],
    ].map(([x = 0, y = 0]) => circle(x, y, 28, c.nar) + circle(x, y, 12, c.cream)),
    ...[
      [860, 380],
      [700, 200],
      [690, 540],
      [600, 330],
      [620, 470],
    ].map(([x = 0, y = 0]) => circle(x, y, 28, c.deep) + circle(x, y, 12, c.cream)),
    // The left foot's way into one's own goal.
    stroke('M420 300C340 250 240 300 170 360', 8, c.amber, { 'stroke-dasharray': '22 16' }),
    polygon(
      [
        [160, 374],
        [200, 350],
        [176, 334],
      ],
      c.amber,
    ),
    rect(330, 70, 340, 130, c.ink, { rx: 18 }),
    word(500, 100, '7 – 7', 70, c.amber, { align: 'centre', weight: 1.1 }),
    place(500, 375, [
      circle(4, 6, 30, c.pine),
      circle(0, 0, 30, c.white),
      polygon(
        [
          [0, -14],
          [13, -4],
          [8, 11],
          [-8, 11],
          [-13, -4],
        ],
        c.ink,
      ),
      stroke('M0 -14V-28M13 -4L27 -8M8 11L17 24M-8 11L-17 24M-13 -4L-27 -8', 4, c.ink),
    ]),
  ]);

export const catHousePlan = (): Drawing =>
  drawing(1000, 750, 72, () => [
    rect(0, 0, 1000, 750, c.deep),
    ...repeat(24, (index) => stroke(`M${index * 44} 0V750`, 1.5, c.sea)),
    ...repeat(18, (index) => stroke(`M0 ${index * 44}H1000`, 1.5, c.sea)),
    stroke('M150 260L320 130H640L720 260Z', 6, c.snow),
    stroke('M180 260V540H690V260', 6, c.snow),
    circle(330, 430, 74, 'none', { stroke: c.snow, 'stroke-width': 6 }),
    stroke('M190 500C260 470 400 560 680 490', 5, c.straw),
    ...repeat(18, (index) =>
      stroke(`M${206 + index * 26} ${532 - (index % 3) * 5}l${(index % 4) * 5 - 8} -28`, 4, c.straw),
    ),
    stroke('M150 600H720M150 586V614M720 586V614M770 260V540M756 260H784M756 540H784', 4, c.amber),
    word(435, 624, '60 CM', 26, c.amber, { align: 'centre' }),
    word(800, 386, '40 CM', 26, c.amber),
    word(790, 90, 'SAMAN', 30, c.straw),
    word(790, 136, 'BATTANİYE', 19, c.ice),
    stroke('M784 146H950', 6, c.nar),
    stroke('M400 180H540L560 240H380Z', 5, c.snow),
    place(560, 540, [
      stroke(
        'M-50 0C-60 -60 -30 -90 0 -90C30 -90 60 -60 50 0ZM-36 -100L-34 -140L-8 -122H8L34 -140L36 -100C40 -70 -40 -70 -36 -100ZM48 -10C84 -14 84 -60 66 -70',
        5,
        c.rose,
      ),
    ]),
    word(940, 690, '14 KULÜBE – CUMARTESİ 13:00', 26, c.snow, { align: 'right' }),
  ]);
