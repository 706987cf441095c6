import { avatars, headers, postPictures } from '../../database/seed/demo/pictures/index.ts';
import { randomFrom } from '../../database/seed/random.ts';
import { openSharp } from '../../server/modules/media/images/process.ts';

const WIDTH = 800;
const HEIGHT = 600;

/** The pictures of the demo campus: drawings of landscapes, people and things. */
export async function drawnPictures(): Promise<Buffer[]> {
  const sharp = await openSharp();
  const drawings = [
    ...Object.values(avatars).map((draw) => draw()),
    ...Object.values(headers).map((draw) => draw()),
    ...Object.values(postPictures).flatMap((pictures) => pictures.map(({ draw }) => draw())),
  ];
  return Promise.all(
    drawings.map(({ svg }) => sharp(Buffer.from(svg)).flatten({ background: '#fff' }).png().toBuffer()),
  );
}

/** A scene that looks like no photograph but has its statistics: light from one side, things of all sizes, blur and grain. */
export async function scene(seed: number): Promise<Buffer> {
  const sharp = await openSharp();
  const { next: random } = randomFrom(seed);
  const between = (from: number, to: number) => from + random() * (to - from);
  const colour = () => `hsl(${between(0, 360)} ${between(10, 80)}% ${between(8, 92)}%)`;
  const things = Array.from({ length: Math.round(between(6, 40)) }, () => {
    const size = between(0.02, 0.5) ** 1.4 * WIDTH;
    const [x, y] = [between(0, WIDTH), between(0, HEIGHT)];
    const turn = `transform="rotate(${between(0, 360)} ${x} ${y})"`;
    const fill = `fill="${colour()}" opacity="${between(0.4, 1)}"`;
    if (random() < 0.5)
      return `<ellipse cx="${x}" cy="${y}" rx="${size}" ry="${size * between(0.3, 1)}" ${fill} ${turn}/>`;
    return `<rect x="${x}" y="${y}" width="${size * 2}" height="${size * between(0.2, 2)}" ${fill} ${turn}/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs>
    <linearGradient id="light" gradientTransform="rotate(${between(0, 90)})"><stop stop-color="${colour()}"/><stop offset="1" stop-color="${colour()}"/></linearGradient>
    </defs><rect width="100%" height="100%" fill="url(#light)"/>${things.join('')}</svg>`;
  const grain = Buffer.from(Uint8Array.from({ length: WIDTH * HEIGHT }, () => 118 + random() * 20));
  const noise = await sharp(grain, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .png()
    .toBuffer();
  return sharp(Buffer.from(svg))
    .blur(between(0.5, 3))
    .composite([{ input: noise, blend: 'soft-light' }])
    .removeAlpha()
    .png()
    .toBuffer();
}

/** A screenshot of text: the kind of picture that many members post and that looks much alike. */
export async function textPage(seed: number): Promise<Buffer> {
  const sharp = await openSharp();
  const { next: random } = randomFrom(seed);
  const lines = Array.from({ length: 14 }, (_, line) => {
    const words = Array.from({ length: 5 + Math.floor(random() * 6) }, () =>
      Array.from({ length: 2 + Math.floor(random() * 8) }, () =>
        String.fromCharCode(97 + Math.floor(random() * 26)),
      ).join(''),
    ).join(' ');
    return `<text x="24" y="${40 + line * 38}" font-size="22" font-family="sans-serif">${words}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="100%" height="100%" fill="#fff"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A screenshot of a form: all have the same layout, and say different things. */
export async function form(seed: number): Promise<Buffer> {
  const sharp = await openSharp();
  const { next: random } = randomFrom(seed);
  const rows = Array.from({ length: 10 }, (_, row) => {
    const y = 90 + row * 50;
    const word = Array.from({ length: 3 + Math.floor(random() * 14) }, () =>
      String.fromCharCode(97 + Math.floor(random() * 26)),
    ).join('');
    return `<rect x="20" y="${y}" width="560" height="38" fill="none" stroke="#999"/><text x="30" y="${y + 26}" font-size="20" font-family="sans-serif">${word}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="100%" height="100%" fill="#fff"/><rect width="600" height="70" fill="#1a5276"/><text x="20" y="45" font-size="30" fill="#fff" font-family="sans-serif">Sınav kayıt formu</text>${rows.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

type Transform = (picture: Buffer) => Promise<Buffer>;

/** What people and programs do to a picture before they post it again. */
export async function transforms(): Promise<Record<string, Transform>> {
  const sharp = await openSharp();
  const size = async (picture: Buffer) => {
    const { width, height } = await sharp(picture).metadata();
    return { width, height };
  };
  const crop = (share: number) => async (picture: Buffer) => {
    const { width, height } = await size(picture);
    const [left, top] = [Math.round(width * share), Math.round(height * share)];
    return sharp(picture)
      .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
      .png()
      .toBuffer();
  };
  const oneSide = (share: number) => async (picture: Buffer) => {
    const { width, height } = await size(picture);
    return sharp(picture)
      .extract({ left: 0, top: 0, width, height: Math.round(height * (1 - share)) })
      .png()
      .toBuffer();
  };
  const overlay = async (picture: Buffer) => {
    const { width, height } = await size(picture);
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect y="${height * 0.84}" width="100%" height="${height * 0.11}" fill="#000" opacity="0.6"/><text x="${width * 0.05}" y="${height * 0.92}" font-size="${height * 0.07}" fill="#fff" font-family="sans-serif">@kampus_paylasim</text></svg>`;
    return sharp(picture)
      .composite([{ input: Buffer.from(text) }])
      .png()
      .toBuffer();
  };
  const border = (share: number) => async (picture: Buffer) => {
    const { width, height } = await size(picture);
    const [x, y] = [Math.round(width * share), Math.round(height * share)];
    return sharp(picture)
      .extend({ left: x, right: x, top: y, bottom: y, background: '#fff' })
      .png()
      .toBuffer();
  };
  return {
    'half size': async (picture) =>
      sharp(picture)
        .resize({ width: Math.round((await size(picture)).width / 2) })
        .png()
        .toBuffer(),
    '160 pixels wide': (picture) => sharp(picture).resize({ width: 160 }).png().toBuffer(),
    'JPEG, quality 95': (picture) => sharp(picture).jpeg({ quality: 95 }).toBuffer(),
    'JPEG, quality 60': (picture) => sharp(picture).jpeg({ quality: 60 }).toBuffer(),
    'JPEG, quality 30': (picture) => sharp(picture).jpeg({ quality: 30 }).toBuffer(),
    'WebP, quality 50': (picture) => sharp(picture).webp({ quality: 50 }).toBuffer(),
    'half size, JPEG 50': async (picture) =>
      sharp(picture)
        .resize({ width: Math.round((await size(picture)).width / 2) })
        .jpeg({ quality: 50 })
        .toBuffer(),
    'brighter by 20 %': (picture) => sharp(picture).modulate({ brightness: 1.2 }).png().toBuffer(),
    'darker by 20 %': (picture) => sharp(picture).modulate({ brightness: 0.8 }).png().toBuffer(),
    grey: (picture) => sharp(picture).greyscale().png().toBuffer(),
    'line of text': overlay,
    'cut by 2 % on each side': crop(0.02),
    'cut by 4 % on each side': crop(0.04),
    'cut by 9 % on each side': crop(0.09),
    'cut by 5 % below': oneSide(0.05),
    'border of 2 %': border(0.02),
    'border of 5 %': border(0.05),
    mirrored: (picture) => sharp(picture).flop().png().toBuffer(),
    'turned by 90°': (picture) => sharp(picture).rotate(90).png().toBuffer(),
    'turned by 180°, JPEG 60': (picture) => sharp(picture).rotate(180).jpeg({ quality: 60 }).toBuffer(),
    'turned by 3°': (picture) => sharp(picture).rotate(3, { background: '#000' }).png().toBuffer(),
  };
}
