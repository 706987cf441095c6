import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const MB = 1024 * 1024;

/** Prints the size of the young generation after work, of which much survives, and after the same once it may grow. */
const program = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepYoungGenerationSmall, letYoungGenerationGrow } from ${JSON.stringify(new URL('young-generation.ts', import.meta.url).href)};
  const sizeAfterWork = () => {
    for (let round = 0; round < 100; round++) {
      const kept = [];
      for (let index = 0; index < 20_000; index++) kept.push({ index, text: 'x' + index });
    }
    return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').physical_space_size;
  };
  keepYoungGenerationSmall();
  const small = sizeAfterWork();
  letYoungGenerationGrow();
  console.log(JSON.stringify([small, sizeAfterWork()]));
`;

test('the young generation stays small while code is loaded, and grows with the load afterwards', () => {
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  const [small = 0, grown = 0] = JSON.parse(output) as number[];
  expect(small).toBeLessThanOrEqual(4 * MB);
  expect(grown).toBeGreaterThan(16 * MB);
});
