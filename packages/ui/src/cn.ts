import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    theme: {
      radius: ['control', 'card'],
      shadow: ['float'],
      leading: ['heading', 'text'],
    },
  },
});

/** Joins class names; where two set the same property, the later one wins, so a caller can adjust a component. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
