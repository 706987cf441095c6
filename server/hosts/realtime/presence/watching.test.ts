import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BareConnection, type Watched } from '../connection.ts';
import { addWatcher, removeWatcher, watchersOf, watchingOf } from './watching.ts';

const watched = (): Watched => ({ id: 'ayse', online: false, lastSeenAt: null, learntAt: 0, watchers: null });

test('one watcher or many: they are heard of once each, and the last who leaves is told', () => {
  const connections = Array.from({ length: 4 }, () => new BareConnection(undefined, 0, '127.0.0.1'));
  const step = fc.tuple(fc.boolean(), fc.nat(connections.length - 1));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const member = watched();
      const expected = new Set<BareConnection>();
      for (const [comes, index] of steps) {
        const connection = connections[index] as BareConnection;
        if (comes) {
          addWatcher(member, connection);
          expected.add(connection);
        } else {
          expected.delete(connection);
          expect(removeWatcher(member, connection)).toBe(expected.size === 0);
        }
        expect([...watchersOf(member)]).toHaveLength(expected.size);
        expect(new Set(watchersOf(member))).toEqual(expected);
      }
    }),
  );
});

test('each member stands beside what may be shown of them', () => {
  const [ayse, bora] = [watched(), watched()];
  expect(watchingOf([], 7)).toBeNull();
  expect(watchingOf([[ayse, false]], 7)).toEqual({ members: [ayse], withLastSeen: [false], checkedAt: 7 });
  expect(
    watchingOf(
      [
        [ayse, true],
        [bora, false],
      ],
      7,
    ),
  ).toEqual({ members: [ayse, bora], withLastSeen: [true, false], checkedAt: 7 });
});
