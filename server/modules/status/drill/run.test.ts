import { expect, test } from 'vitest';
import { type CopySource, runDrill } from './run.ts';

const refuse = async () => {
  throw new Error('no such thing');
};

test.for<[step: string, overrides: Partial<CopySource>]>([
  ['backup', { unpack: refuse }],
  [
    'recovery',
    {
      unpack: async (onChosen) => {
        onChosen('a backup');
        return { takenAt: new Date(), tables: [], secretKey: 'a secret' };
      },
    },
  ],
  ['recovery', { unpack: async () => ({ takenAt: new Date(), secretKey: 'a secret' }) }],
])(
  'a failure of the step %s is the result of the drill, and the copy is deleted',
  async ([step, overrides]) => {
    let isRemoved = false;
    const source: CopySource = {
      dataDir: '/nowhere',
      unpack: refuse,
      openAtRestorePoint: refuse,
      openLatest: refuse,
      remove: async () => {
        isRemoved = true;
      },
      ...overrides,
    };
    const result = await runDrill(source, { main: '/nowhere/main.js', say: () => undefined });
    expect(result).toMatchObject({
      failedStep: step,
      detail: 'no such thing',
      rpoSeconds: null,
      rtoSeconds: null,
    });
    expect(isRemoved).toBe(true);
  },
);
