import { afterAll, expect, test } from 'vitest';
import { testServer } from '../testing/server.ts';
import { processState } from './process-state.ts';

const t = await testServer();
afterAll(t.close);

test('state is created once for a context, and shared by its transactions', async () => {
  let created = 0;
  const stateOf = processState('test.state', () => ({ number: ++created }));
  const inTransaction = await t.ctx.transaction(async (tx) => stateOf(tx));
  expect(stateOf(t.ctx)).toBe(inTransaction);
  expect(stateOf({ ...t.ctx, state: new Map() })).toEqual({ number: 2 });
  expect(created).toBe(2);
});

test('two declarations of one name are two states', () => {
  const [one, two] = ['a', 'b'].map((value) => processState('test.same', () => ({ value })));
  expect(one?.(t.ctx)).toEqual({ value: 'a' });
  expect(two?.(t.ctx)).toEqual({ value: 'b' });
});
