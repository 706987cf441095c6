'use client';

import { useProblemText } from '@chitlaq/react';
import { hashtagKey, isolate, parseEntities } from '@chitlaq/text';
import { Button, Loading, Skeleton, TextField, toast } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { usePressGuard } from '../../lib/press-guard.ts';
import { useReveal } from '../../lib/use-reveal.ts';
import { StepFrame, type StepNavigation } from './step-frame.tsx';

const MAX_SUGGESTED = 24;

interface Hashtags {
  /** The followed ones first, then suggestions; a choice moves none. */
  tags: readonly string[];
  followed: readonly string[];
}

async function loadHashtags(): Promise<Hashtags> {
  const [{ items: followedItems }, { items: suggested }] = await Promise.all([
    api.get('/hashtags/following', { query: { limit: 100 } }),
    api.get('/feed/suggested-hashtags', { query: { limit: MAX_SUGGESTED } }),
  ]);
  const followed = followedItems.map(({ tag }) => tag);
  return { tags: [...followed, ...suggested.map(({ tag }) => tag)], followed };
}

/** Hashtags to follow; each press is saved at once. */
export function InterestsStep({ navigation }: { navigation: StepNavigation }) {
  const t = useTranslations('welcome');
  const query = useQuery({
    queryKey: ['welcome-hashtags'],
    queryFn: loadHashtags,
    // Followed hashtags are listed first: loaded anew whenever the step opens, never while it is open.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (query.data) return <Choices hashtags={query.data} navigation={navigation} />;
  return (
    <StepFrame navigation={navigation} title={t('interests.title')} lead={t('interests.lead')}>
      {query.isPending ? (
        <Loading label={t('loading')}>
          <Skeleton className="h-48" />
        </Loading>
      ) : (
        <QueryError query={query} title={t('failed')} />
      )}
    </StepFrame>
  );
}

function Choices({ hashtags, navigation }: { hashtags: Hashtags; navigation: StepNavigation }) {
  const t = useTranslations('welcome.interests');
  const { tags, isFollowed, count, toggle, add } = useHashtagFollows(hashtags);
  const countsAsPress = usePressGuard();
  const field = useTypedHashtag(add);
  return (
    <StepFrame
      navigation={navigation}
      title={t('title')}
      lead={t('lead')}
      canSkip={count === 0}
      onNext={() => {
        // A hashtag that is typed and not added yet is meant as well.
        if (field.typed.trim() === '' || field.submit()) navigation.pass();
      }}
    >
      <ul aria-label={t('list')} className="flex flex-wrap gap-2">
        {tags.map((tag) => (
          <li key={tag} className="min-w-0">
            <HashtagChip
              tag={tag}
              isFollowed={isFollowed(tag)}
              onToggle={() => {
                if (countsAsPress(tag)) void toggle(tag);
              }}
            />
          </li>
        ))}
      </ul>
      <span role="status" className="sr-only">
        {t('chosen', { count })}
      </span>
      <AddHashtag field={field} />
    </StepFrame>
  );
}

function HashtagChip({
  tag,
  isFollowed,
  onToggle,
}: {
  tag: string;
  isFollowed: boolean;
  onToggle: () => void;
}) {
  const Icon = isFollowed ? Check : Plus;
  return (
    <button
      type="button"
      aria-pressed={isFollowed}
      onClick={onToggle}
      className={`flex min-h-11 max-w-full items-center gap-1.5 rounded-full border px-3.5 ${
        isFollowed ? 'border-nar bg-nar-soft font-medium' : 'border-edge bg-surface hover:bg-wash'
      }`}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="min-w-0 truncate">#{isolate(tag)}</span>
    </button>
  );
}

/** The text as one hashtag, with or without its #; undefined if it is none. */
function readHashtag(typed: string): string | undefined {
  const text = `#${typed.trim().replace(/^#/, '')}`;
  const [found] = parseEntities(text);
  return found?.type === 'hashtag' && `#${found.tag}` === text ? found.tag : undefined;
}

/** The field for a hashtag that is not in the list. */
function useTypedHashtag(onAdd: (tag: string) => void) {
  const t = useTranslations('welcome.interests');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [refusals, setRefusals] = useState(0);
  return {
    typed,
    error,
    /** How often the text was refused. */
    refusals,
    change: (text: string) => {
      setTyped(text);
      setError(undefined);
    },
    /** @returns false if the text is no hashtag; then the field says so */
    submit: (): boolean => {
      const tag = readHashtag(typed);
      if (tag === undefined) {
        setError(t('notAHashtag'));
        setRefusals((count) => count + 1);
        return false;
      }
      onAdd(tag);
      setTyped('');
      setError(undefined);
      return true;
    },
  };
}

/** Follows a hashtag that is not in the list. Not a form: it is inside of that of the step. */
function AddHashtag({ field }: { field: ReturnType<typeof useTypedHashtag> }) {
  const t = useTranslations('welcome.interests');
  const { typed, error, refusals, change, submit } = field;
  const row = useReveal<HTMLDivElement>(refusals === 0 ? undefined : refusals);
  return (
    <div ref={row} className="flex scroll-mt-20 scroll-mb-28 items-start gap-2">
      <TextField
        label={t('add')}
        frameClassName="min-w-0 flex-1"
        prefix="#"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="done"
        maxLength={60}
        error={error}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed.trim() === '') return;
          event.preventDefault();
          submit();
        }}
      />
      <Button className="mt-7" onClick={submit}>
        {t('addButton')}
      </Button>
    </div>
  );
}

/** The hashtags of the step with what is followed. Shows a choice at once, and takes it back if the server refuses it. */
function useHashtagFollows(initial: Hashtags) {
  const problemText = useProblemText();
  const [tags, setTags] = useState(initial.tags);
  const [followedKeys, setFollowedKeys] = useState<ReadonlySet<string>>(
    () => new Set(initial.followed.map(hashtagKey)),
  );
  const show = (tag: string, follows: boolean) =>
    setFollowedKeys((keys) => {
      const changed = new Set(keys);
      if (follows) changed.add(hashtagKey(tag));
      else changed.delete(hashtagKey(tag));
      return changed;
    });
  const set = async (tag: string, follows: boolean) => {
    show(tag, follows);
    try {
      await (follows ? api.put : api.delete)('/hashtags/{tag}/follow', { path: { tag } });
    } catch (error) {
      show(tag, !follows);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  const isFollowed = (tag: string) => followedKeys.has(hashtagKey(tag));
  return {
    tags,
    isFollowed,
    count: followedKeys.size,
    toggle: (tag: string) => set(tag, !isFollowed(tag)),
    add: (tag: string) => {
      const key = hashtagKey(tag);
      if (!tags.some((listed) => hashtagKey(listed) === key)) setTags((listed) => [...listed, tag]);
      if (!followedKeys.has(key)) void set(tag, true);
    },
  };
}
