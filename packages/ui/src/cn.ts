import { type ClassValue, clsx } from 'clsx';
import { mergeClasses } from './class-groups.ts';

/** Lists render the same class strings over and over. */
const cache = new Map<string, string>();
const MAX_CACHED = 1_000;

/** Joins class names. If two set the same property, the later one wins, so that a caller can override a component. */
export function cn(...classes: ClassValue[]): string {
  const joined = clsx(classes);
  const cached = cache.get(joined);
  if (cached !== undefined) return cached;
  const merged = mergeClasses(joined);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(joined, merged);
  return merged;
}
