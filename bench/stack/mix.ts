/**
 * What active members of a campus do, and how often. Each does one thing, thinks, and does the next: the time between two things is
 * exponential, so what many members do arrives at random, as it does in life.
 */

/** Mean time between two things that an active member does. */
export const THINK_SECONDS = 20;

/** Things in a hundred. `open` closes the app's connections and opens it anew, so a member stays for about twelve minutes. */
export const MIX = {
  home: 26,
  thread: 14,
  conversation: 12,
  message: 12,
  profile: 8,
  like: 7,
  notifications: 6,
  explore: 5,
  search: 5,
  open: 2.8,
  reply: 1.2,
  post: 0.8,
  upload: 0.2,
} as const;
export type Action = keyof typeof MIX;
export const ACTIONS = Object.keys(MIX) as Action[];

/** Of the messages, those that go to a group. */
export const GROUP_SHARE = 0.1;
export const GROUP_SIZE = 30;
/** Of the openings of home, those that go on to its second page. */
export const SECOND_PAGE_SHARE = 0.3;
/** From the first key of a message to its sending. */
export const TYPING_MS = 3_000;
/** Between two searches while somebody types. */
export const KEY_MS = 400;
/** Without connections, from closing the app to opening it. */
export const AWAY_MS = 4_000;
/** An access token is valid for 15 minutes. */
export const RENEW_MS = 12 * 60_000;

const total = ACTIONS.reduce((sum, action) => sum + MIX[action], 0);

/** One of the actions, by its share. */
export function chooseAction(): Action {
  let left = Math.random() * total;
  for (const action of ACTIONS) {
    left -= MIX[action];
    if (left < 0) return action;
  }
  return 'home';
}

/** An exponential time until the next action, in milliseconds. */
export const thinkMs = (): number => -Math.log(1 - Math.random()) * THINK_SECONDS * 1_000;

const SYLLABLES = ['ka', 'le', 'mi', 'nu', 'ra', 'so', 'ti', 'vu', 'ya', 'şe', 'çi', 'dö', 'bü', 'ğı'];
const word = () =>
  Array.from(
    { length: 2 + Math.floor(Math.random() * 2) },
    () => SYLLABLES[Math.floor(Math.random() * SYLLABLES.length)],
  ).join('');
/** A text of so many words, which is new each time. */
export const text = (words: number): string => Array.from({ length: words }, word).join(' ');

/** What members look for. */
export const SEARCHES = [
  'sınav',
  'kütüphane',
  'yurt',
  'proje',
  'konser',
  'staj',
  'kulüp',
  'bahar',
  'coffee',
  'exam',
];
