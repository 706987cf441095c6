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
  through,
} from './svg.ts';
import {
  books,
  coats,
  ferry,
  gull,
  passerBy,
  planeTree,
  sittingCat,
  skyline,
  sleepingCat,
  teaGlass,
} from './things.ts';

/** Header pictures of profiles, four times as wide as high. */

const [WIDTH, HEIGHT] = [1200, 300];

const header = (seed: number, draw: Parameters<typeof drawing>[3]) => (): Drawing =>
  drawing(WIDTH, HEIGHT, seed, draw);

/** By username. */
export const headers: Readonly<Record<string, () => Drawing>> = {
  ayse: header(201, (random) => [
    sky(WIDTH, HEIGHT, [c.mauve, c.rose, c.peach, c.straw]),
    circle(860, 190, 60, c.nar),
    place(0, 208, [skyline(random, WIDTH, c.plum)]),
    rect(0, 206, WIDTH, 94, c.sea),
    ...scatter(random, 36, [0, 214, WIDTH, 258], (x, y) =>
      rect(x, y, 40 + random.next() * 50, 3, c.peach, { rx: 1.5, opacity: 0.7 }),
    ),
    place(560, 234, [ferry()], { scale: 0.36 }),
    hills(WIDTH, 258, HEIGHT, 14, 1, c.pine, 0.8),
    place(130, 284, [planeTree(random, { crown: [c.plum, c.wine, c.brick], bark: c.night, patch: c.dusk })], {
      scale: 0.6,
    }),
    place(1080, 290, [planeTree(random, { crown: [c.plum, c.wine, c.rust], bark: c.night, patch: c.dusk })], {
      scale: 0.52,
      flip: true,
    }),
  ]),
  bora: header(202, (random) => [
    rect(0, 0, WIDTH, HEIGHT, c.night),
    ...repeat(6, (rack) => {
      const x = 40 + rack * 190;
      return [
        rect(x, 24, 160, 260, c.ink, { rx: 8 }),
        ...repeat(8, (row) =>
          [
            rect(x + 12, 38 + row * 30, 136, 22, c.deep, { rx: 4 }),
            ...repeat(4, (index) =>
              circle(x + 26 + index * 14, 49 + row * 30, 4, random.pick([c.leaf, c.leaf, c.teal, c.amber])),
            ),
            rect(x + 90, 46 + row * 30, 48, 5, c.slate, { rx: 2 }),
          ].join(''),
        ),
      ].join('');
    }),
    stroke('M0 290C200 250 300 300 520 270S900 300 1200 262', 7, c.nar),
    stroke('M0 280C260 300 420 250 640 286S1000 250 1200 284', 6, c.amber),
    place(1128, 276, [teaGlass(c.brick)], { scale: 0.95 }),
  ]),
  derya: header(203, (random) => [
    sky(WIDTH, HEIGHT, [c.sky, c.cream, c.peach]),
    circle(220, 150, 70, c.white, { opacity: 0.8 }),
    ...repeat(16, (index) => {
      const x = index * 78 - 10;
      const tall = 70 + random.next() * 130;
      const front = random.pick([c.cream, c.white, c.paper, c.sand]);
      return [
        polygon(
          [
            [x, 280],
            [x, 280 - tall],
            [x + 54, 280 - tall - 12],
            [x + 54, 280],
          ],
          front,
        ),
        polygon(
          [
            [x + 54, 280],
            [x + 54, 280 - tall - 12],
            [x + 74, 280 - tall],
            [x + 74, 280],
          ],
          c.stone,
        ),
        ...repeat(
          Math.floor(tall / 34),
          (row) =>
            rect(x + 12, 272 - tall + row * 34, 12, 18, random.pick([c.slate, c.amber, c.water])) +
            rect(x + 32, 270 - tall + row * 34, 12, 18, random.pick([c.slate, c.water, c.water])),
        ),
      ].join('');
    }),
    ...repeat(12, (index) => rect(520 + index * 22, 262 - index * 16, 44, 9, c.nar)),
    rect(0, 276, WIDTH, 24, c.wood),
    polygon(
      [
        [880, 276],
        [1080, 238],
        [1086, 250],
        [888, 288],
      ],
      c.amber,
    ),
  ]),
  can: header(204, (random) => [
    rect(0, 0, WIDTH, HEIGHT, c.pine),
    ...repeat(26, () => {
      const [x, y] = [random.below(26) * 48, random.below(6) * 50 + 24];
      const bend = random.pick([-50, 50, 100]);
      const end = x + 140 + random.below(4) * 48;
      return (
        stroke(
          through([
            [x, y],
            [x + 70, y],
            [x + 70 + Math.abs(bend), y + bend],
            [end + 100, y + bend],
          ]),
          6,
          c.leaf,
        ) +
        circle(x, y, 9, c.amber) +
        circle(x, y, 4, c.pine)
      );
    }),
    ...[
      [180, 70, 150, 120],
      [560, 110, 190, 130],
      [920, 50, 150, 150],
    ].map(([x = 0, y = 0, width = 0, height = 0]) =>
      [
        ...repeat(Math.floor(width / 24), (index) =>
          rect(x + 8 + index * 24, y - 12, 10, height + 24, c.ash, { rx: 2 }),
        ),
        rect(x, y, width, height, c.ink, { rx: 8 }),
        circle(x + 20, y + 20, 6, c.ash),
        path(
          `M${x + width / 2 + 8} ${y + 26}l-26 ${height / 2 - 18}h20l-12 ${height / 2 - 20}l34 ${-height / 2 + 6}h-22z`,
          c.amber,
        ),
      ].join(''),
    ),
  ]),
  kampus_patileri: header(205, (random) => [
    sky(WIDTH, HEIGHT, [c.peach, c.cream]),
    hills(WIDTH, 210, HEIGHT, 16, 1, c.sage, 1),
    rect(0, 246, WIDTH, 54, c.stone),
    rect(0, 246, WIDTH, 10, c.paper),
    place(150, 262, [sittingCat(coats.orange)], { scale: 0.96 }),
    place(380, 262, [sleepingCat(coats.tuxedo)], { scale: 0.98 }),
    place(610, 262, [sittingCat(coats.tabby)], { scale: 1.02, flip: true }),
    place(840, 262, [sleepingCat(coats.orange)], { scale: 0.9, flip: true }),
    place(1060, 262, [sittingCat(coats.tuxedo)], { scale: 0.98, flip: true }),
    ...scatter(random, 26, [0, 262, WIDTH, 296], (x, y) =>
      ellipse(x, y, 8, 4, random.pick([c.rust, c.amber])),
    ),
  ]),
  kaan_radyo: header(206, (random) => [
    sky(WIDTH, HEIGHT, [c.night, c.plum]),
    ...scatter(random, 60, [0, 0, WIDTH, HEIGHT], (x, y) => circle(x, y, 1 + random.next() * 1.8, c.cream)),
    ...repeat(58, (index) => {
      const loud = 16 + 104 * Math.abs(Math.sin(index * 0.31) * Math.cos(index * 0.11)) + random.next() * 22;
      return rect(24 + index * 20, 150 - loud, 10, loud * 2, index % 9 === 4 ? c.nar : c.amber, { rx: 5 });
    }),
  ]),
  patika_toplulugu: header(207, (random) => [
    sky(WIDTH, HEIGHT, [c.sky, c.cream, c.peach]),
    circle(930, 110, 46, c.nar),
    ...[
      [120, 60, 260, c.mauve],
      [420, 30, 330, c.slate],
      [800, 66, 280, c.mauve],
      [1080, 40, 280, c.slate],
    ].map(([x, top, wide, colour]) => {
      const [peak, y, half] = [Number(x), Number(top), Number(wide)];
      return (
        polygon(
          [
            [peak - half, 270],
            [peak, y],
            [peak + half, 270],
          ],
          String(colour),
        ) +
        polygon(
          [
            [peak - half * 0.24, y + 50],
            [peak, y],
            [peak + half * 0.24, y + 50],
            [peak + half * 0.08, y + 38],
            [peak - half * 0.06, y + 56],
          ],
          c.snow,
        )
      );
    }),
    hills(WIDTH, 214, HEIGHT, 22, 1, c.leaf, 2),
    hills(WIDTH, 250, HEIGHT, 14, 2, c.moss, 0),
    ...scatter(random, 30, [0, 222, WIDTH, 270], (x, y) =>
      polygon(
        [
          [x - 11, y + 20],
          [x, y - 18],
          [x + 11, y + 20],
        ],
        c.pine,
      ),
    ),
    ...[c.nar, c.amber, c.deep, c.teal].map((coat, index) =>
      place(500 + index * 62, 282 - index * 4, [passerBy(coat, { scarf: c.cream })], { scale: 0.52 }),
    ),
  ]),
  lena_v: header(208, (random) => [
    sky(WIDTH, HEIGHT, [c.sky, c.paper]),
    place(0, 176, [skyline(random, WIDTH, c.fog)]),
    rect(0, 174, WIDTH, 126, c.water),
    ...scatter(random, 44, [0, 184, WIDTH, 296], (x, y) =>
      rect(x, y, 34 + random.next() * 60, 3, c.sky, { rx: 1.5, opacity: 0.8 }),
    ),
    place(300, 238, [ferry()], { scale: 0.66 }),
    place(960, 212, [ferry()], { scale: 0.38, flip: true }),
    place(610, 90, [gull()], { scale: 0.9 }),
    place(780, 60, [gull()], { scale: 0.55, flip: true }),
    place(700, 150, [gull()], { scale: 0.5 }),
  ]),
  nermin_kutup: header(209, (random) => [
    rect(0, 0, WIDTH, HEIGHT, c.bark),
    ...repeat(2, (row) =>
      place(0, 140 + row * 148, [
        books(random, WIDTH, 132, [c.nar, c.brick, c.teal, c.moss, c.ochre, c.deep, c.plum, c.cream]),
        rect(0, 0, WIDTH, 14, c.wood),
      ]),
    ),
  ]),
  amara_o: header(210, () => [
    rect(0, 0, WIDTH, HEIGHT, c.paper),
    path('M0 0H420C380 90 220 90 160 170C110 240 40 230 0 260Z', c.sage),
    path('M1200 300H760C820 230 960 250 1020 170C1060 110 1140 110 1200 90Z', c.sky),
    ...(
      [
        [
          c.nar,
          [
            [-20, 220],
            [180, 220],
            [330, 70],
            [640, 70],
            [780, 210],
            [1220, 210],
          ],
        ],
        [
          c.deep,
          [
            [-20, 90],
            [240, 90],
            [400, 250],
            [820, 250],
            [970, 100],
            [1220, 100],
          ],
        ],
        [
          c.amber,
          [
            [520, -20],
            [520, 70],
            [700, 250],
            [700, 320],
          ],
        ],
      ] as const
    ).map(([colour, points]) => stroke(through(points), 16, colour)),
    ...(
      [
        [180, 220],
        [520, 70],
        [640, 70],
        [880, 210],
        [400, 250],
        [700, 250],
        [1060, 100],
        [240, 90],
      ] as const
    ).map(([x, y]) => circle(x, y, 17, c.white, { stroke: c.ink, 'stroke-width': 7 })),
  ]),
};
