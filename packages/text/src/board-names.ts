import type { CampusLanguage } from './campus.ts';

interface Word extends Record<CampusLanguage, string> {}
interface Colour extends Word {
  /** Degrees of OKLCH. */
  readonly hue: number;
  /** Grey and its kin show little of their hue. */
  readonly isPale?: true;
}

const colour = (tr: string, en: string, hue: number): Colour => ({ tr, en, hue });
const pale = (tr: string, en: string, hue: number): Colour => ({ tr, en, hue, isPale: true });
const animal = (tr: string, en: string): Word => ({ tr, en });

// A name is stored as two positions in these lists: words are only added, at the end, and none moves.
//
// No word may insult when it stands for a person, in either language, and no name may read as that of a real person, a
// team or a party. So there are no black, white or brown, no wolf, eagle, lion, falcon, gazelle, donkey or fox.

export const BOARD_COLOURS: readonly Colour[] = [
  colour('Mavi', 'Blue', 250),
  colour('Lacivert', 'Navy', 265),
  colour('Turkuaz', 'Turquoise', 195),
  colour('Yeşil', 'Green', 145),
  colour('Zümrüt', 'Emerald', 160),
  colour('Kırmızı', 'Red', 27),
  colour('Bordo', 'Burgundy', 12),
  colour('Turuncu', 'Orange', 55),
  colour('Sarı', 'Yellow', 100),
  colour('Mor', 'Purple', 305),
  colour('Lila', 'Lilac', 315),
  colour('Pembe', 'Pink', 355),
  colour('Mercan', 'Coral', 35),
  pale('Gümüş', 'Silver', 250),
  colour('Altın', 'Golden', 88),
  colour('Bakır', 'Copper', 48),
  pale('Gri', 'Grey', 60),
  colour('Çivit', 'Indigo', 280),
  colour('Kehribar', 'Amber', 75),
  colour('Vişne', 'Cherry', 18),
  colour('Zeytin', 'Olive', 115),
  colour('Nane', 'Mint', 170),
  colour('Lavanta', 'Lavender', 295),
  colour('Yeşim', 'Jade', 165),
];

export const BOARD_ANIMALS: readonly Word[] = [
  animal('Turna', 'Crane'),
  animal('Leylek', 'Stork'),
  animal('Martı', 'Seagull'),
  animal('Kırlangıç', 'Swallow'),
  animal('Serçe', 'Sparrow'),
  animal('Bülbül', 'Nightingale'),
  animal('Yalıçapkını', 'Kingfisher'),
  animal('Flamingo', 'Flamingo'),
  animal('Pelikan', 'Pelican'),
  animal('Kuğu', 'Swan'),
  animal('Sülün', 'Pheasant'),
  animal('Penguen', 'Penguin'),
  animal('Atmaca', 'Hawk'),
  animal('Ağaçkakan', 'Woodpecker'),
  animal('Balıkçıl', 'Heron'),
  animal('Çalıkuşu', 'Wren'),
  animal('İbibik', 'Hoopoe'),
  animal('Tarlakuşu', 'Lark'),
  animal('Ebabil', 'Swift'),
  animal('Albatros', 'Albatross'),
  animal('Kolibri', 'Hummingbird'),
  animal('Tukan', 'Toucan'),
  animal('Sincap', 'Squirrel'),
  animal('Kirpi', 'Hedgehog'),
  animal('Tavşan', 'Hare'),
  animal('Vaşak', 'Lynx'),
  animal('Pars', 'Leopard'),
  animal('Panda', 'Panda'),
  animal('Koala', 'Koala'),
  animal('Alpaka', 'Alpaca'),
  animal('Zebra', 'Zebra'),
  animal('Kanguru', 'Kangaroo'),
  animal('Lemur', 'Lemur'),
  animal('Ahtapot', 'Octopus'),
  animal('Denizatı', 'Seahorse'),
  animal('Denizyıldızı', 'Starfish'),
  animal('Kelebek', 'Butterfly'),
  animal('Yusufçuk', 'Dragonfly'),
  animal('Uğurböceği', 'Ladybird'),
  animal('Ateşböceği', 'Firefly'),
];

/** Whom a thread calls an author: positions in the lists, and a number for the second and later authors of one name. */
export interface BoardName {
  readonly colour: number;
  readonly animal: number;
  readonly number: number | null;
}

/** The name in a reader's language: "Mavi Turna 2", "Blue Crane 2". */
export const boardName = ({ colour, animal, number }: BoardName, locale: string): string => {
  const language = locale === 'en' ? 'en' : 'tr';
  return [BOARD_COLOURS[colour]?.[language], BOARD_ANIMALS[animal]?.[language], number]
    .filter((part) => part !== undefined && part !== null)
    .join(' ');
};
