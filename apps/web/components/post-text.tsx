'use client';

import type { Schemas } from '@chitlaq/client';
import { collapseBlankLines, displayLink } from '@chitlaq/text';
import { cn, FoldedProse, Prose } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../lib/paths.ts';
import { highlightMatches, type Match } from './highlight-matches.tsx';
import { PrefetchLink } from './prefetch-link.tsx';

/** Minimum number of characters that fit into a line on the narrowest screen. */
const MIN_LINE_CHARACTERS = 16;

/** A post's text with mentions, hashtags and links, and search matches marked. Offsets count code points. */
export function PostText({
  content,
  entities,
  matches = [],
  lines,
}: {
  content: string;
  entities: Schemas['Entity'][];
  matches?: readonly Match[] | undefined;
  /** Folds a longer text after so many lines; absent to show all of it. */
  lines?: number | undefined;
}) {
  const t = useTranslations('feed');
  const points = collapseBlankLines([...content]);
  const parts: ReactNode[] = [];
  let position = 0;
  for (const entity of entities) {
    if (entity.start > position) parts.push(...highlightMatches(points, position, entity.start, matches));
    parts.push(
      entity.type === 'link' ? (
        <TextLink key={entity.start} url={entity.url}>
          {points.slice(entity.start, entity.end).join('')}
        </TextLink>
      ) : (
        <PrefetchLink
          key={entity.start}
          className="link"
          href={entity.type === 'mention' ? paths.member(entity.username) : paths.hashtag(entity.tag)}
        >
          <bdi>{highlightMatches(points, entity.start, entity.end, matches)}</bdi>
        </PrefetchLink>
      ),
    );
    position = entity.end;
  }
  parts.push(...highlightMatches(points, position, points.length, matches));
  return lines !== undefined && mayExceedLines(points, lines) ? (
    <FoldedProse lines={lines} moreLabel={t('showMore')}>
      {parts}
    </FoldedProse>
  ) : (
    <Prose>{parts}</Prose>
  );
}

/** The text with runs of blank lines collapsed. */
export const collapsedText = (content: string): string => collapseBlankLines([...content]).join('');

/** Whether the text may exceed the lines and must be measured. Most posts cannot. */
const mayExceedLines = (points: readonly string[], lines: number): boolean =>
  points.filter((point) => point === '\n').length + points.length / MIN_LINE_CHARACTERS > lines;

/** A link, shortened on screen. The hidden parts are still copied and read out. */
export function TextLink({ url, children: address }: { url: string; children: string }) {
  const { before, shown, after, isHostCut } = displayLink(address, url);
  return (
    <a
      className="link break-all"
      dir="ltr"
      href={url}
      title={after || isHostCut ? url : undefined}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
    >
      <span className="text-[0px]">{before}</span>
      <span className={cn(isHostCut && "before:content-['…']", after && "after:content-['…']")}>{shown}</span>
      <span className="text-[0px]">{after}</span>
    </a>
  );
}
