import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { changeOptimistically } from './optimistic-change.ts';

interface Settings {
  likes: boolean;
  sound: boolean;
}
const KEY = ['settings'];

/** A query on a server whose every answer waits until `answer` is called. */
function open() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let stored: Settings = { likes: false, sound: false };
  const waiting: (() => void)[] = [];
  const whenAnswered = <T>(read: () => T): Promise<T> => {
    const seen = read();
    return new Promise((resolve) => waiting.push(() => resolve(seen)));
  };
  queries.setQueryData(KEY, stored);
  const observer = new QueryObserver<Settings>(queries, {
    queryKey: KEY,
    queryFn: () => whenAnswered(() => stored),
    staleTime: Number.POSITIVE_INFINITY,
  });
  observer.subscribe(() => undefined);
  return {
    queries,
    observer,
    change: (part: Partial<Settings>, fails = false) =>
      changeOptimistically<Settings, void>(
        queries,
        KEY,
        (settings) => ({ ...settings, ...part }),
        async () => {
          await whenAnswered(() => undefined);
          if (fails) throw new Error('refused');
          stored = { ...stored, ...part };
        },
      ),
    /** Answers what was asked, the oldest first, and what that leads to. */
    async answer(count = Number.POSITIVE_INFINITY) {
      for (let answered = 0; answered < count && waiting.length > 0; answered++) {
        waiting.shift()?.();
        for (let tick = 0; tick < 20; tick++) await Promise.resolve();
      }
    },
    shown: () => queries.getQueryData<Settings>(KEY),
  };
}

test('a change shows at once, and an answer that was on its way does not take it back', async () => {
  const { observer, change, answer, shown } = open();
  const older = observer.refetch();
  const saved = change({ likes: true });
  expect(shown()).toEqual({ likes: true, sound: false });
  await answer(1);
  expect(shown()).toEqual({ likes: true, sound: false });
  await answer();
  await Promise.all([older, saved]);
  await answer();
  expect(shown()).toEqual({ likes: true, sound: false });
});

test('a refused change is taken back, and its error is the caller’s', async () => {
  const { change, answer, shown } = open();
  const saved = expect(change({ likes: true }, true)).rejects.toThrow('refused');
  await answer();
  await saved;
  expect(shown()).toEqual({ likes: false, sound: false });
});

test('of two changes at once, the refused one does not take back the other', async () => {
  const { change, answer, shown } = open();
  const refused = expect(change({ likes: true }, true)).rejects.toThrow('refused');
  const saved = change({ sound: true });
  await answer();
  await Promise.all([refused, saved]);
  await answer();
  expect(shown()).toEqual({ likes: false, sound: true });
});
