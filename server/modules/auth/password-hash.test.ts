import { afterAll, expect, test } from 'vitest';
import {
  hashPassword,
  LOWEST_COST,
  needsRehash,
  passwordMatches,
  RECOMMENDED_COST,
  setHashCost,
} from './password-hash.ts';

afterAll(() => setHashCost(LOWEST_COST));

test('a hash has the recommended cost, and one with another cost is to be replaced', async () => {
  setHashCost(RECOMMENDED_COST);
  const hash = await hashPassword('mor kestane bulut 71');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(needsRehash(hash)).toBe(false);
  expect(await passwordMatches(hash, 'mor kestane bulut 71')).toBe(true);
  expect(await passwordMatches(hash, 'mor kestane bulut 72')).toBe(false);
  setHashCost(LOWEST_COST);
  expect(needsRehash(hash)).toBe(true);
});
