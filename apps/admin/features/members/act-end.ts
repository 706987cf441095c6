const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The ends that each act offers; the first one that is common is chosen. The server knows how long an act may last. */
export const END_OPTIONS = {
  suspend: ['3', '7', '30', 'day', 'never'],
  mute: ['h1', 'h6', 'h24', '3', '7'],
  limit: ['7', '30', '90'],
} as const;
export type TimedAct = keyof typeof END_OPTIONS;
type EndKind = (typeof END_OPTIONS)[TimedAct][number];

export interface ActEnd {
  kind: EndKind;
  /** The value of the date field, if `kind` is `day`. */
  day: string;
}

export const defaultEnd: Record<TimedAct, ActEnd> = {
  suspend: { kind: '7', day: '' },
  mute: { kind: 'h24', day: '' },
  limit: { kind: '30', day: '' },
};

/** When an act ends, in the viewer's time zone: undefined for never, null if no day is chosen yet. */
export function actEndDate({ kind, day }: ActEnd, now: Date): string | undefined | null {
  if (kind === 'never') return undefined;
  if (kind.startsWith('h')) return new Date(now.getTime() + Number(kind.slice(1)) * HOUR_MS).toISOString();
  if (kind !== 'day') return new Date(now.getTime() + Number(kind) * DAY_MS).toISOString();
  const end = new Date(`${day}T00:00:00`);
  if (Number.isNaN(end.getTime())) return null;
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

/** What may be decided about a case. */
export type Decision =
  | 'dismiss'
  | 'warn'
  | 'warn_content'
  | 'mute_author'
  | 'limit_author'
  | 'remove_post'
  | 'suspend_author';

/** Decisions that may end by themselves. */
export const timedActs: Partial<Record<Decision, TimedAct>> = {
  suspend_author: 'suspend',
  mute_author: 'mute',
  limit_author: 'limit',
};
