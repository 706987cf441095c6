'use client';

import { useLoaded } from '../lib/use-loaded.ts';
import { PostText } from './post-text.tsx';

// Lazy: it knows all that a link can be.
const loadLinkParser = () => import('./text-links.ts');

/** Every link has a dot within a word or a scheme. The end of a sentence is no reason to load the parser. */
const MAY_HAVE_LINKS = /\.\S|:\/\//;

/** Plain text whose web addresses are links. @param lines  folds a longer text after so many lines */
export function LinkedText({ text, lines }: { text: string; lines?: number }) {
  const parser = useLoaded(MAY_HAVE_LINKS.test(text), loadLinkParser);
  return <PostText content={text} entities={parser?.linksOf(text) ?? []} lines={lines} />;
}
