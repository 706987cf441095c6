'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText, useServerNow } from '@chitlaq/react';
import { Button, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { updateCachedPost } from './change-post.ts';

type PollShape = Schemas['Poll'];

/** A poll. Shows choices before voting; results after voting, after it closed, and to its author. */
export function Poll({ postId, poll }: { postId: string; poll: PollShape }) {
  const t = useTranslations('feed.poll');
  const format = useFormatter();
  const now = useServerNow();
  const isOver = poll.closed || new Date(poll.closesAt) <= now;
  const showsResults = poll.options.some(({ votes }) => votes !== undefined);
  return (
    <div className="mt-2 rounded-card border border-line p-3">
      {showsResults || isOver ? <PollResults poll={poll} /> : <PollChoices postId={postId} poll={poll} />}
      <p className="mt-2 text-muted text-sm">
        {poll.voters === undefined ? null : <>{t('voters', { count: poll.voters })} · </>}
        {isOver ? t('closed') : t('closes', { when: format.relativeTime(new Date(poll.closesAt), now) })}
      </p>
    </div>
  );
}

function PollChoices({ postId, poll }: { postId: string; poll: PollShape }) {
  const t = useTranslations('feed.poll');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const name = useId();
  const [chosen, setChosen] = useState<number[]>([]);
  const [isPending, setIsPending] = useState(false);
  const toggle = (index: number) =>
    setChosen((before) => {
      if (!poll.multiple) return [index];
      return before.includes(index) ? before.filter((choice) => choice !== index) : [...before, index];
    });
  const vote = async () => {
    setIsPending(true);
    try {
      const voted = await api.post('/posts/{id}/poll/votes', {
        path: { id: postId },
        body: { choices: chosen },
      });
      updateCachedPost(queries, postId, () => ({ poll: voted }));
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
      <legend className="sr-only">{poll.multiple ? t('chooseSome') : t('chooseOne')}</legend>
      {poll.options.map((option, index) => (
        <label
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is identified by its index
          key={index}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control border border-edge px-3 hover:bg-wash has-checked:border-nar has-checked:bg-nar-soft"
        >
          <input
            type={poll.multiple ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(index)}
            onChange={() => toggle(index)}
            className="size-4 accent-nar"
          />
          <bdi className="user-text min-w-0 break-words">{option.text}</bdi>
        </label>
      ))}
      <div className="mt-2">
        <Button
          size="sm"
          variant="primary"
          pending={isPending}
          disabledReason={chosen.length === 0 ? t('chooseFirst') : undefined}
          onClick={() => void vote()}
        >
          {t('vote')}
        </Button>
      </div>
    </fieldset>
  );
}

function PollResults({ poll }: { poll: PollShape }) {
  const t = useTranslations('feed.poll');
  const format = useFormatter();
  const voters = Math.max(1, poll.voters ?? 0);
  const topVotes = Math.max(0, ...poll.options.map(({ votes = 0 }) => votes));
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {poll.options.map((option, index) => {
        const votes = option.votes ?? 0;
        const share = votes / voters;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: an option is identified by its index
            key={index}
            className="relative flex min-h-9 items-center gap-2 overflow-hidden rounded-control bg-wash px-3 py-1.5"
          >
            <span
              aria-hidden="true"
              className={`absolute inset-y-0 left-0 ${votes === topVotes && votes > 0 ? 'bg-nar-soft' : 'bg-line/60'}`}
              style={{ width: `${share * 100}%` }}
            />
            <bdi
              className={`user-text relative min-w-0 break-words ${votes === topVotes && votes > 0 ? 'font-medium' : ''}`}
            >
              {option.text}
            </bdi>
            {poll.viewerChoices.includes(index) ? (
              <span className="relative shrink-0 text-nar">
                <Check aria-hidden="true" className="size-4" />
                <span className="sr-only">{t('yourVote')}</span>
              </span>
            ) : null}
            <span className="tabular-nums relative ml-auto shrink-0 text-sm">
              {format.number(share, { style: 'percent', maximumFractionDigits: 0 })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
