import type { Schemas } from '@chitlaq/client';
import { indexOfDuplicate } from '@chitlaq/text';

export const POLL_MINUTES = ['60', '360', '1440', '4320', '10080'] as const;

/** An unfinished poll. */
export interface PollDraft {
  options: string[];
  multiple: boolean;
  minutes: (typeof POLL_MINUTES)[number];
}
export const emptyPoll: PollDraft = { options: ['', ''], multiple: false, minutes: '1440' };

/** Converts to the API's poll, without empty options. */
export const toNewPoll = ({ options, multiple, minutes }: PollDraft) => ({
  options: options.map((option) => option.trim()).filter((option) => option !== ''),
  multiple,
  closesInMinutes: Number(minutes),
});

/** The index of the first option that repeats another one, as the server compares them; undefined if all differ. */
export function repeatedOption({ options }: Pick<PollDraft, 'options'>): number | undefined {
  const filled = options.flatMap((option, index) => (option.trim() === '' ? [] : [{ option, index }]));
  return filled[indexOfDuplicate(filled.map(({ option }) => option))]?.index;
}

/** Restores a saved poll. A duration that the form does not offer becomes the next longer one. */
export const fromNewPoll = ({ options, multiple, closesInMinutes }: Schemas['NewPoll']): PollDraft => ({
  options: [...options, '', ''].slice(0, Math.max(2, options.length)),
  multiple: multiple ?? false,
  minutes: POLL_MINUTES.find((minutes) => Number(minutes) >= (closesInMinutes ?? 1440)) ?? '10080',
});
