/** Whether this run does everything in full, as each night; set by `npm test -- --deep`. */
export const isDeep = process.env.TEST_DEEP === '1';

/**
 * How many examples a property test that works on a database tries: at each push a third of `full`, each time with others, and all of
 * them each night.
 */
export const exampleCount = (full: number): number => (isDeep ? full : Math.ceil(full / 3));

/** The cases of a table whose every row takes seconds: at each push the first `count`, all of them each night. */
export const firstCases = <Case>(all: readonly Case[], count: number): readonly Case[] =>
  isDeep ? all : all.slice(0, count);

/** Of many cases that are alike: at each push every third, beginning with another one each time, and all of them each night. */
export function* sampled<Case>(all: Iterable<Case>): Generator<Case> {
  let index = isDeep ? 0 : Math.floor(Math.random() * 3);
  for (const each of all) if (isDeep || index++ % 3 === 0) yield each;
}
