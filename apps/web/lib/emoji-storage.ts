import { EMOJI_STORAGE_KEY as STORAGE_KEY } from './clear-stored-emoji.ts';

const MAX_RECENT = 24;

/** What this device remembers of the member's emoji: those last used, and the skin tone. */
export interface StoredEmoji {
  recent: readonly string[];
  tone: number;
}

export function readStoredEmoji(): StoredEmoji {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    const { recent, tone } = (stored ?? {}) as { recent?: unknown; tone?: unknown };
    return {
      recent: Array.isArray(recent) ? recent.filter((emoji) => typeof emoji === 'string') : [],
      tone: typeof tone === 'number' ? tone : 0,
    };
  } catch {
    return { recent: [], tone: 0 };
  }
}

function store(change: Partial<StoredEmoji>): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...readStoredEmoji(), ...change }));
  } catch {
    // Storage is full or unavailable.
  }
}

export const storeTone = (tone: number): void => store({ tone });
export const storeRecentEmoji = (emoji: string): void =>
  store({
    recent: [emoji, ...readStoredEmoji().recent.filter((other) => other !== emoji)].slice(0, MAX_RECENT),
  });
