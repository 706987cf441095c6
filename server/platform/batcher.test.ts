import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Batcher, type BatcherOptions } from './batcher.ts';
import { Unavailable } from './db.ts';

interface Item {
  name: string;
  owner: string;
  topic?: string;
}

/** A batcher whose writes wait for the test. */
function controlled(options: Partial<BatcherOptions<Item, string>> = {}) {
  const batches: { names: string[]; finish: (outcomes?: (string | undefined)[] | Error) => void }[] = [];
  const batcher = new Batcher<Item, string>({
    name: 'things',
    maxConcurrent: 2,
    maxBatch: 3,
    maxQueued: 5,
    exclusiveKey: ({ owner }) => owner,
    sharedKeys: ({ topic }) => (topic === undefined ? [] : [topic]),
    write: (items) =>
      new Promise((resolve, reject) => {
        const names = items.map(({ name }) => name);
        batches.push({
          names,
          finish: (outcomes = names) =>
            outcomes instanceof Error ? reject(outcomes) : resolve(outcomes as string[]),
        });
      }),
    writeAlone: async ({ name }) => `${name} alone`,
    ...options,
  });
  const submit = (name: string, owner = name, topic?: string) =>
    batcher.submit({ name, owner, ...(topic === undefined ? {} : { topic }) });
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { batches, submit, turn, names: () => batches.map(({ names }) => names) };
}

test('what arrives while batches run is written in the next one', async () => {
  const { batches, submit, turn, names } = controlled();
  const outcomes = [submit('a'), submit('b')];
  await turn();
  outcomes.push(submit('c'));
  await turn();
  outcomes.push(submit('d'), submit('e'), submit('f'), submit('g'));
  await turn();
  expect(names()).toEqual([['a', 'b'], ['c']]);
  batches[1]!.finish();
  await turn();
  expect(names()).toEqual([['a', 'b'], ['c'], ['d', 'e', 'f']]);
  for (const batch of batches) batch.finish();
  await turn();
  batches[3]!.finish();
  expect(await Promise.all(outcomes)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('of one owner, one item is in progress at a time, also while it is written alone', async () => {
  let finishAlone = (): void => undefined;
  const { batches, submit, turn, names } = controlled({
    writeAlone: ({ name }) =>
      new Promise((resolve) => {
        finishAlone = () => resolve(`${name} alone`);
      }),
  });
  const outcomes = [submit('a', 'ada'), submit('b', 'ada'), submit('c', 'bora')];
  await turn();
  expect(names()).toEqual([['a', 'c']]);
  batches[0]!.finish([undefined, 'c']);
  await turn();
  expect(names()).toEqual([['a', 'c']]);
  finishAlone();
  await turn();
  expect(names()).toEqual([['a', 'c'], ['b']]);
  batches[1]!.finish();
  expect(await Promise.all(outcomes)).toEqual(['a alone', 'b', 'c']);
});

test('items that share a key go into one batch, and later ones wait for it', async () => {
  const { batches, submit, turn, names } = controlled();
  const outcomes = [submit('a', 'a', 'thread'), submit('b', 'b', 'thread'), submit('c')];
  await turn();
  outcomes.push(submit('d', 'd', 'thread'), submit('e'));
  await turn();
  expect(names()).toEqual([['a', 'b', 'c'], ['e']]);
  batches[0]!.finish();
  await turn();
  expect(names()).toEqual([['a', 'b', 'c'], ['e'], ['d']]);
  for (const batch of batches.slice(1)) batch.finish();
  await Promise.all(outcomes);
});

test('a batch that fails is written one by one, unless the database is unavailable', async () => {
  const { batches, submit, turn } = controlled();
  const failing = [submit('a'), submit('b')];
  await turn();
  batches[0]!.finish(new Error('one of them is bad'));
  expect(await Promise.all(failing)).toEqual(['a alone', 'b alone']);
  const rejected = Promise.allSettled([submit('c'), submit('d')]);
  await turn();
  batches[1]!.finish(new Unavailable('gone'));
  expect((await rejected).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const single = Promise.allSettled([submit('e')]);
  await turn();
  batches[2]!.finish(new Error('bad'));
  expect((await single)[0]!.status).toBe('rejected');
});

test('items beyond a full queue are rejected at once', async () => {
  const { batches, submit, turn } = controlled({ maxConcurrent: 1, maxQueued: 2 });
  const running = submit('a');
  await turn();
  const waiting = [submit('b'), submit('c')];
  await expect(submit('d')).rejects.toBeInstanceOf(Unavailable);
  batches[0]!.finish();
  await turn();
  batches[1]!.finish();
  expect(await Promise.all([running, ...waiting])).toEqual(['a', 'b', 'c']);
});

test('whatever is submitted, everything is settled once, and no key is in progress twice', async () => {
  const items = fc.array(
    fc.record({ owner: fc.nat(3), topic: fc.option(fc.nat(1), { nil: undefined }), fate: fc.nat(9) }),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(items, async (all) => {
      const inProgress = new Set<string>();
      const topics = new Map<string, { batch: object; items: number }>();
      const enter = ({ owner, topic }: Item, batch: object) => {
        expect(inProgress.has(owner)).toBe(false);
        inProgress.add(owner);
        if (topic === undefined) return;
        const entry = topics.get(topic) ?? { batch, items: 0 };
        expect(entry.batch).toBe(batch);
        topics.set(topic, { batch, items: entry.items + 1 });
      };
      const leave = ({ owner, topic = '' }: Item) => {
        inProgress.delete(owner);
        const entry = topics.get(topic);
        if (entry && --entry.items === 0) topics.delete(topic);
      };
      const fateOf = ({ name }: Item) => all[Number(name)]!.fate;
      const batcher = new Batcher<Item, string>({
        name: 'things',
        maxConcurrent: 2,
        maxBatch: 5,
        maxQueued: 100,
        exclusiveKey: ({ owner }) => owner,
        sharedKeys: ({ topic }) => (topic === undefined ? [] : [topic]),
        async write(batch) {
          for (const item of batch) enter(item, batch);
          await new Promise(setImmediate);
          for (const item of batch) leave(item);
          if (batch.some((item) => fateOf(item) === 0)) throw new Error('a bad one');
          return batch.map((item) => (fateOf(item) === 1 ? undefined : item.name));
        },
        async writeAlone(item) {
          if (fateOf(item) === 0) throw new Error('bad');
          return item.name;
        },
      });
      const results = await Promise.allSettled(
        all.map(({ owner, topic }, nr) =>
          batcher.submit({
            name: String(nr),
            owner: `o${owner}`,
            ...(topic === undefined ? {} : { topic: `t${topic}` }),
          }),
        ),
      );
      for (const [nr, result] of results.entries())
        expect(result).toMatchObject(
          all[nr]!.fate === 0 ? { status: 'rejected' } : { status: 'fulfilled', value: String(nr) },
        );
    }),
  );
});
