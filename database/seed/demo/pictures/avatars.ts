import { palette as c, oklch } from './palette.ts';
import { circle, type Drawing, drawing, ellipse, hills, path, place, polygon, rect, stroke } from './svg.ts';
import { coats, sittingCat, snowyTree, teaGlass } from './things.ts';

/** Faces and motifs of 256 by 256, simple enough to be told apart at 24 pixels. */

const SIDE = 256;

const skins = {
  light: [oklch(0.88, 0.05, 60), oklch(0.81, 0.075, 48)],
  warm: [oklch(0.82, 0.065, 62), oklch(0.74, 0.085, 50)],
  olive: [oklch(0.75, 0.075, 66), oklch(0.67, 0.09, 54)],
  brown: [oklch(0.58, 0.08, 58), oklch(0.5, 0.085, 48)],
  deep: [oklch(0.45, 0.065, 52), oklch(0.38, 0.065, 44)],
} as const;

const hairs = {
  black: oklch(0.25, 0.02, 40),
  brown: oklch(0.38, 0.055, 50),
  chestnut: oklch(0.47, 0.1, 42),
  blond: oklch(0.78, 0.105, 82),
  red: oklch(0.58, 0.15, 42),
  grey: oklch(0.74, 0.012, 80),
} as const;

interface Face {
  ground: string;
  skin: keyof typeof skins;
  hair: keyof typeof hairs;
  cut:
    | 'short'
    | 'side'
    | 'curly'
    | 'long'
    | 'bob'
    | 'bun'
    | 'wavy'
    | 'bald'
    | 'scarf'
    | 'cap'
    | 'braid'
    | 'afro';
  top: string;
  neck?: 'collar' | 'hood' | 'scarf' | 'round';
  glasses?: boolean;
  beard?: 'full' | 'moustache';
  /** What is worn: the colour of a headscarf, a cap or headphones. */
  worn?: string;
  headphones?: boolean;
  smile?: 'open' | 'closed' | 'wry';
}

function face({
  ground,
  skin,
  hair,
  cut,
  top,
  neck = 'round',
  smile = 'closed',
  ...more
}: Face): readonly string[] {
  const [tone, shade] = skins[skin];
  const colour = hairs[hair];
  const worn = more.worn ?? c.nar;
  return [
    rect(0, 0, SIDE, SIDE, ground),
    behind(cut, colour, worn),
    // Shoulders, neck.
    path('M22 262C26 204 72 188 128 188C184 188 230 204 234 262Z', top),
    path('M104 150H152V196C152 214 104 214 104 196Z', shade),
    neckline(neck, top, tone, worn),
    // The head.
    ...(cut === 'scarf' ? [] : [ellipse(75, 118, 11, 15, shade), ellipse(181, 118, 11, 15, shade)]),
    path(
      'M76 102C76 62 98 46 128 46C158 46 180 62 180 102C180 148 160 178 128 178C96 178 76 148 76 102Z',
      tone,
    ),
    ellipse(94, 138, 12, 8, c.nar, { opacity: 0.2 }),
    ellipse(162, 138, 12, 8, c.nar, { opacity: 0.2 }),
    ...(more.beard === 'full'
      ? [
          path(
            'M76 110C80 124 92 132 104 134C116 126 140 126 152 134C164 132 176 124 180 110C182 156 160 186 128 186C96 186 74 156 76 110Z',
            colour,
          ),
          path('M110 148C118 142 138 142 146 148C138 158 118 158 110 148Z', shade),
        ]
      : []),
    ...(more.beard === 'moustache'
      ? [
          path(
            'M102 148C110 138 122 138 128 142C134 138 146 138 154 148C144 152 134 150 128 147C122 150 112 152 102 148Z',
            colour,
          ),
        ]
      : []),
    // Eyes, brows, nose, mouth.
    circle(106, 114, 6.5, c.ink),
    circle(150, 114, 6.5, c.ink),
    circle(108, 112, 2, c.white),
    circle(152, 112, 2, c.white),
    stroke(
      'M95 98Q105 92 116 97M140 97Q151 92 161 98',
      5,
      cut === 'scarf' || cut === 'bald' ? hairs.brown : colour,
    ),
    stroke('M128 116Q122 130 130 133', 4, shade),
    mouth(smile, more.beard === 'full'),
    inFront(cut, colour, worn),
    ...(more.glasses
      ? [
          circle(105, 115, 20, 'none', { stroke: c.ink, 'stroke-width': 5 }),
          circle(151, 115, 20, 'none', { stroke: c.ink, 'stroke-width': 5 }),
          stroke('M125 112Q128 109 131 112M85 110L77 106M171 110L179 106', 5, c.ink),
        ]
      : []),
    ...(more.headphones
      ? [
          stroke('M70 116C64 34 192 34 186 116', 11, c.ink),
          rect(56, 100, 26, 44, worn, { rx: 12 }),
          rect(174, 100, 26, 44, worn, { rx: 12 }),
        ]
      : []),
  ];
}

function mouth(smile: 'open' | 'closed' | 'wry', isBearded: boolean): string {
  const lip = isBearded ? c.paper : c.wine;
  if (smile === 'open')
    return (
      path('M108 146Q128 152 148 146C146 166 110 166 108 146Z', c.wine) +
      path('M112 147Q128 152 144 147L142 153Q128 156 114 153Z', c.white)
    );
  return stroke(smile === 'wry' ? 'M112 152Q130 156 146 146' : 'M111 149Q128 162 145 149', 5, lip);
}

function neckline(neck: NonNullable<Face['neck']>, top: string, tone: string, worn: string): string {
  switch (neck) {
    case 'collar':
      return (
        polygon(
          [
            [128, 222],
            [98, 186],
            [86, 204],
            [112, 236],
          ],
          c.white,
        ) +
        polygon(
          [
            [128, 222],
            [158, 186],
            [170, 204],
            [144, 236],
          ],
          c.white,
        )
      );
    case 'hood':
      return (
        path('M72 206C84 180 104 190 128 214C152 190 172 180 184 206C170 236 86 236 72 206Z', top, {
          stroke: c.ink,
          'stroke-opacity': 0.18,
          'stroke-width': 6,
        }) + stroke('M112 222V250M144 222V250', 5, c.white, { opacity: 0.7 })
      );
    case 'scarf':
      return (
        path('M84 186C100 204 156 204 172 186L178 214C150 232 106 232 78 214Z', worn) +
        path('M150 214L178 210L186 262H150Z', worn) +
        stroke('M152 236H184M82 206C104 220 152 220 174 206', 5, c.white, { opacity: 0.35 })
      );
    default:
      return path('M100 190C108 212 148 212 156 190C150 184 106 184 100 190Z', tone);
  }
}

/** The hair behind the head. */
function behind(cut: Face['cut'], colour: string, worn: string): string {
  switch (cut) {
    case 'long':
      return path(
        'M60 112C54 44 92 24 128 24C164 24 202 44 196 112C194 160 204 200 212 226H44C52 200 62 160 60 112Z',
        colour,
      );
    case 'wavy':
      return path(
        'M58 110C52 46 88 22 128 22C168 22 204 46 198 110C214 140 192 156 206 186C190 214 66 214 50 186C64 156 42 140 58 110Z',
        colour,
      );
    case 'bob':
      return path(
        'M60 112C54 44 92 24 128 24C164 24 202 44 196 112C198 140 196 156 190 166H66C60 156 58 140 60 112Z',
        colour,
      );
    case 'bun':
      return circle(128, 26, 27, colour) + path('M66 116C60 50 96 32 128 32C160 32 196 50 190 116Z', colour);
    case 'braid':
      return (
        path('M62 112C56 44 94 26 128 26C162 26 200 44 194 112Z', colour) +
        [0, 1, 2, 3]
          .map((index) => ellipse(190 + index * 3, 128 + index * 29, 19 - index * 2, 18, colour))
          .join('') +
        rect(188, 230, 22, 9, c.nar, { rx: 4 })
      );
    case 'afro':
      return [
        [128, 60, 70],
        [76, 88, 44],
        [180, 88, 44],
        [84, 46, 40],
        [172, 46, 40],
        [66, 122, 30],
        [190, 122, 30],
      ]
        .map(([x = 0, y = 0, radius = 0]) => circle(x, y, radius, colour))
        .join('');
    case 'curly':
      return [
        [84, 66, 32],
        [112, 46, 34],
        [146, 46, 34],
        [172, 66, 32],
        [70, 96, 22],
        [186, 96, 22],
      ]
        .map(([x = 0, y = 0, radius = 0]) => circle(x, y, radius, colour))
        .join('');
    case 'scarf':
      return path(
        'M56 124C50 46 92 22 128 22C164 22 206 46 200 124C204 168 214 200 222 226H34C42 200 52 168 56 124Z',
        worn,
      );
    case 'short':
    case 'side':
    case 'cap':
      return path('M68 112C62 48 96 30 128 30C160 30 194 48 188 112Z', colour);
    default:
      return '';
  }
}

/** The hair in front of the forehead. */
function inFront(cut: Face['cut'], colour: string, worn: string): string {
  switch (cut) {
    case 'short':
      return path(
        'M70 104C64 44 98 28 130 28C164 28 192 46 186 104C182 84 174 76 162 72C138 80 108 78 94 70C82 78 74 86 70 104Z',
        colour,
      );
    case 'side':
      return path(
        'M70 106C62 42 100 24 134 26C170 28 192 52 186 106C182 90 176 78 166 70C142 78 108 72 96 56C92 78 78 84 70 106Z',
        colour,
      );
    case 'curly':
      return [
        [90, 66, 21],
        [112, 56, 22],
        [136, 54, 22],
        [160, 62, 21],
      ]
        .map(([x = 0, y = 0, radius = 0]) => circle(x, y, radius, colour))
        .join('');
    case 'long':
      return path(
        'M70 118C66 56 98 38 128 38C158 38 190 56 186 118C178 96 168 76 140 60C118 78 84 88 70 118Z',
        colour,
      );
    case 'wavy':
      return path(
        'M68 116C62 54 94 34 124 36C162 34 196 56 188 118C178 112 176 90 160 74C134 84 96 82 84 74C80 92 78 106 68 116Z',
        colour,
      );
    case 'bob':
      return path(
        'M66 128C60 56 94 36 128 36C162 36 196 56 190 128C182 112 182 96 178 86H78C74 96 74 112 66 128Z',
        colour,
      );
    case 'bun':
    case 'braid':
      return path(
        'M70 108C66 54 98 38 128 38C158 38 190 54 186 108C178 84 158 68 128 64C98 68 78 84 70 108Z',
        colour,
      );
    case 'afro':
      return path(
        'M72 104C70 66 98 56 128 56C158 56 186 66 184 104C172 84 152 76 128 76C104 76 84 84 72 104Z',
        colour,
      );
    case 'scarf':
      // The edge around the face, and the fold below the chin.
      return (
        path(
          'M66 118C62 60 96 40 128 40C160 40 194 60 190 118C188 160 162 192 128 192C94 192 68 160 66 118ZM84 108C82 148 102 176 128 176C154 176 174 148 172 108C172 78 154 62 128 62C102 62 84 78 84 108Z',
          worn,
          { 'fill-rule': 'evenodd' },
        ) + stroke('M72 150C92 200 164 200 184 150', 5, c.white, { opacity: 0.3 })
      );
    case 'cap':
      return (
        path('M66 92C66 44 96 24 128 24C160 24 190 44 190 92Z', worn) +
        rect(58, 80, 140, 22, worn, { rx: 11 }) +
        rect(58, 80, 140, 22, c.white, { rx: 11, opacity: 0.3 }) +
        circle(128, 20, 13, c.cream)
      );
    default:
      return '';
  }
}

/** The size in which avatars are served, so that they are encoded once. */
const PIXELS_PER_UNIT = 400 / SIDE;

const motif = (seed: number, draw: () => readonly string[]) => (): Drawing =>
  drawing(SIDE, SIDE, seed, draw, PIXELS_PER_UNIT);
const portrait = (seed: number, given: Face) => motif(seed, () => face(given));

/** By username. The members who are not here keep their initials, as on every campus. */
export const avatars: Readonly<Record<string, () => Drawing>> = {
  ayse: portrait(101, {
    ground: c.amber,
    skin: 'warm',
    hair: 'brown',
    cut: 'bob',
    top: c.nar,
    neck: 'collar',
    glasses: true,
    smile: 'closed',
  }),
  bora: portrait(102, {
    ground: c.teal,
    skin: 'olive',
    hair: 'black',
    cut: 'short',
    top: c.ink,
    neck: 'hood',
    beard: 'full',
    smile: 'closed',
  }),
  derya: portrait(103, {
    ground: c.rose,
    skin: 'light',
    hair: 'chestnut',
    cut: 'bun',
    top: c.deep,
    smile: 'open',
  }),
  can: portrait(104, {
    ground: c.sky,
    skin: 'warm',
    hair: 'brown',
    cut: 'side',
    top: c.moss,
    neck: 'collar',
    smile: 'wry',
  }),
  elif_arslan: portrait(105, {
    ground: c.sage,
    skin: 'warm',
    hair: 'black',
    cut: 'wavy',
    top: c.amber,
    smile: 'open',
  }),
  mert_k: portrait(106, {
    ground: c.dusk,
    skin: 'light',
    hair: 'brown',
    cut: 'curly',
    top: c.rust,
    neck: 'hood',
    glasses: true,
    smile: 'wry',
  }),
  zeynep_ts: portrait(107, {
    ground: c.cream,
    skin: 'light',
    hair: 'black',
    cut: 'scarf',
    top: c.plum,
    worn: c.teal,
    smile: 'closed',
  }),
  lena_v: portrait(108, {
    ground: c.leaf,
    skin: 'light',
    hair: 'blond',
    cut: 'braid',
    top: c.cream,
    neck: 'scarf',
    worn: c.nar,
    smile: 'open',
  }),
  nermin_kutup: portrait(109, {
    ground: c.brick,
    skin: 'light',
    hair: 'grey',
    cut: 'bob',
    top: c.pine,
    neck: 'round',
    glasses: true,
    smile: 'closed',
  }),
  ozan_asistan: portrait(110, {
    ground: c.straw,
    skin: 'olive',
    hair: 'black',
    cut: 'side',
    top: c.slate,
    neck: 'collar',
    beard: 'full',
  }),
  marco_r: portrait(112, {
    ground: c.peach,
    skin: 'olive',
    hair: 'black',
    cut: 'curly',
    top: c.moss,
    neck: 'scarf',
    worn: c.cream,
    beard: 'moustache',
  }),
  gulsah_m: portrait(113, {
    ground: c.mauve,
    skin: 'warm',
    hair: 'red',
    cut: 'long',
    top: c.ink,
    neck: 'collar',
    smile: 'closed',
  }),
  hakan_gk: portrait(115, {
    ground: c.slate,
    skin: 'olive',
    hair: 'black',
    cut: 'short',
    top: c.rust,
    neck: 'hood',
    beard: 'moustache',
    smile: 'wry',
  }),
  selin_su: portrait(116, {
    ground: c.sage,
    skin: 'warm',
    hair: 'brown',
    cut: 'long',
    top: c.teal,
    smile: 'open',
  }),
  umut_kosar: portrait(117, {
    ground: c.nar,
    skin: 'olive',
    hair: 'black',
    cut: 'short',
    top: c.straw,
    smile: 'open',
  }),
  irem_yildiz: portrait(118, {
    ground: c.straw,
    skin: 'light',
    hair: 'black',
    cut: 'bob',
    top: c.nar,
    glasses: true,
    smile: 'wry',
  }),
  kerem_mat: portrait(119, {
    ground: c.pine,
    skin: 'warm',
    hair: 'brown',
    cut: 'bald',
    top: c.cream,
    neck: 'collar',
    beard: 'full',
    glasses: true,
  }),
  amara_o: portrait(121, {
    ground: c.amber,
    skin: 'deep',
    hair: 'black',
    cut: 'afro',
    top: c.teal,
    smile: 'open',
  }),
  tomas_h: portrait(122, {
    ground: c.deep,
    skin: 'light',
    hair: 'blond',
    cut: 'side',
    top: c.rust,
    neck: 'hood',
    smile: 'closed',
  }),
  burcu_yurtlar: portrait(123, {
    ground: c.rose,
    skin: 'warm',
    hair: 'brown',
    cut: 'scarf',
    top: c.brick,
    worn: c.straw,
    smile: 'open',
  }),
  melis_tan: portrait(124, {
    ground: c.teal,
    skin: 'light',
    hair: 'chestnut',
    cut: 'bun',
    top: c.cream,
    neck: 'scarf',
    worn: c.plum,
    glasses: true,
  }),
  nil_akin: portrait(125, {
    ground: c.fog,
    skin: 'olive',
    hair: 'black',
    cut: 'long',
    top: c.amber,
    neck: 'hood',
    smile: 'wry',
  }),
  kaan_radyo: portrait(126, {
    ground: c.plum,
    skin: 'warm',
    hair: 'brown',
    cut: 'wavy',
    top: c.ochre,
    headphones: true,
    worn: c.nar,
    beard: 'moustache',
  }),
  priya_n: portrait(127, {
    ground: c.ochre,
    skin: 'brown',
    hair: 'black',
    cut: 'braid',
    top: c.plum,
    smile: 'open',
  }),
  sevgi_erdem: portrait(128, {
    ground: c.moss,
    skin: 'light',
    hair: 'grey',
    cut: 'wavy',
    top: c.nar,
    neck: 'collar',
    glasses: true,
    smile: 'open',
  }),
  sofia_l: portrait(129, {
    ground: c.brick,
    skin: 'olive',
    hair: 'brown',
    cut: 'curly',
    top: c.sky,
    smile: 'open',
  }),
  kampus_patileri: motif(131, () => [
    rect(0, 0, SIDE, SIDE, c.nar),
    ellipse(128, 164, 56, 46, c.cream),
    ellipse(66, 112, 23, 31, c.cream, { transform: 'rotate(-24 66 112)' }),
    ellipse(106, 76, 24, 33, c.cream, { transform: 'rotate(-8 106 76)' }),
    ellipse(150, 76, 24, 33, c.cream, { transform: 'rotate(8 150 76)' }),
    ellipse(190, 112, 23, 31, c.cream, { transform: 'rotate(24 190 112)' }),
  ]),
  robot_kulubu: motif(132, () => [
    rect(0, 0, SIDE, SIDE, c.deep),
    stroke('M128 62V34', 8, c.ash),
    circle(128, 28, 13, c.amber),
    rect(48, 62, 160, 118, c.cream, { rx: 34 }),
    rect(70, 86, 116, 68, c.ink, { rx: 26 }),
    circle(104, 118, 14, c.sky),
    circle(152, 118, 14, c.sky),
    stroke('M112 140Q128 150 144 140', 6, c.sky),
    rect(30, 104, 18, 40, c.amber, { rx: 8 }),
    rect(208, 104, 18, 40, c.amber, { rx: 8 }),
    path('M74 256V216C74 202 84 194 98 194H158C172 194 182 202 182 216V256Z', c.nar),
    circle(128, 226, 13, c.cream),
  ]),
  patika_toplulugu: motif(133, () => [
    rect(0, 0, SIDE, SIDE, c.peach),
    circle(186, 74, 34, c.nar),
    polygon(
      [
        [-10, 210],
        [84, 70],
        [178, 210],
      ],
      c.pine,
    ),
    polygon(
      [
        [84, 70],
        [56, 112],
        [78, 104],
        [92, 120],
        [112, 110],
      ],
      c.cream,
    ),
    polygon(
      [
        [96, 220],
        [186, 118],
        [276, 220],
      ],
      c.moss,
    ),
    hills(SIDE, 196, SIDE, 8, 1, c.leaf, 1),
    path(
      'M120 256C130 236 170 232 160 214C152 202 120 206 128 192H136C132 204 178 200 182 218C186 238 160 240 158 256Z',
      c.cream,
    ),
  ]),
  deniz_gemi: motif(134, () => [
    rect(0, 0, SIDE, SIDE, c.straw),
    circle(128, 108, 60, c.nar),
    rect(0, 150, SIDE, 106, c.sea),
    path('M40 150H216L188 196H68Z', c.ink),
    rect(78, 112, 90, 40, c.cream),
    rect(112, 78, 34, 36, c.white),
    rect(122, 50, 16, 30, c.amber),
    hills(SIDE, 186, SIDE, 7, 3, c.deep),
  ]),
  ipek_b: motif(135, () => [
    rect(0, 0, SIDE, SIDE, c.mauve),
    place(128, 232, [sittingCat(coats.tuxedo)], { scale: 1.02 }),
  ]),
  fatih_ege: motif(136, () => [
    rect(0, 0, SIDE, SIDE, c.sage),
    polygon(
      [
        [48, 196],
        [70, 104],
        [128, 66],
        [190, 96],
        [212, 180],
        [160, 214],
        [86, 218],
      ],
      c.ochre,
    ),
    polygon(
      [
        [128, 66],
        [190, 96],
        [150, 130],
      ],
      c.straw,
    ),
    polygon(
      [
        [70, 104],
        [128, 66],
        [150, 130],
        [90, 150],
      ],
      c.sand,
    ),
    polygon(
      [
        [90, 150],
        [150, 130],
        [160, 214],
        [86, 218],
      ],
      c.rust,
    ),
    polygon(
      [
        [150, 130],
        [190, 96],
        [212, 180],
        [160, 214],
      ],
      c.brick,
    ),
  ]),
  hazal_yucel: motif(137, () => [
    rect(0, 0, SIDE, SIDE, c.ice),
    hills(SIDE, 200, SIDE, 8, 1, c.white, 1),
    place(128, 216, [snowyTree()], { scale: 0.56 }),
  ]),
  emirhan_p: motif(138, () => [
    rect(0, 0, SIDE, SIDE, c.sky),
    circle(60, 190, 40, c.white),
    circle(104, 200, 46, c.white),
    circle(150, 204, 34, c.white),
    polygon(
      [
        [34, 132],
        [226, 44],
        [150, 196],
        [118, 146],
      ],
      c.paper,
    ),
    polygon(
      [
        [34, 132],
        [226, 44],
        [118, 146],
      ],
      c.white,
    ),
    polygon(
      [
        [118, 146],
        [226, 44],
        [124, 190],
      ],
      c.nar,
    ),
  ]),
  cagri_d: motif(139, () => [
    rect(0, 0, SIDE, SIDE, c.brick),
    place(128, 214, [teaGlass(c.rust)], { scale: 1.12 }),
  ]),
};
