import { type ClassValue, clsx } from 'clsx';
import { withoutOverridden } from './class-groups.ts';

/** A list draws the same few rows of classes again and again. */
const known = new Map<string, string>();
const MOST = 1_000;

/** Joins class names; where two set the same property, the later one wins, so a caller can adjust a component. */
export function cn(...classes: ClassValue[]): string {
  const joined = clsx(classes);
  const before = known.get(joined);
  if (before !== undefined) return before;
  const merged = withoutOverridden(joined);
  if (known.size >= MOST) known.clear();
  known.set(joined, merged);
  return merged;
}
