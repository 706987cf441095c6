export const END_OPTIONS = ['3', '7', '30', 'day', 'never'] as const;

export interface SuspensionEnd {
  kind: (typeof END_OPTIONS)[number];
  /** The value of the date field, if `kind` is `day`. */
  day: string;
}

const DAY_MS = 86_400_000;

/** When a suspension ends, in the viewer's time zone: undefined for never, null if no day is chosen yet. */
export function suspensionEndDate({ kind, day }: SuspensionEnd, now: Date): string | undefined | null {
  if (kind === 'never') return undefined;
  if (kind !== 'day') return new Date(now.getTime() + Number(kind) * DAY_MS).toISOString();
  const end = new Date(`${day}T00:00:00`);
  if (Number.isNaN(end.getTime())) return null;
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}
