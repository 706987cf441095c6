import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Watched, WebSocketConnection } from '../connection.ts';
import { addWatcher, removeWatcher, toPresenceWatch, watchersOf } from './watchers.ts';

const newWatched = (): Watched => ({
  id: 'ayse',
  online: false,
  lastSeenAt: null,
  updatedAt: 0,
  watchers: null,
});

test('one watcher or many are each listed once, and removing the last is reported', () => {
  const connections = Array.from({ length: 4 }, () => new WebSocketConnection(undefined, 0, '127.0.0.1'));
  const step = fc.tuple(fc.boolean(), fc.nat(connections.length - 1));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const member = newWatched();
      const expected = new Set<WebSocketConnection>();
      for (const [isAdded, index] of steps) {
        const connection = connections[index] as WebSocketConnection;
        if (isAdded) {
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

test('each member is listed with what may be shown of them', () => {
  const [ayse, bora] = [newWatched(), newWatched()];
  expect(toPresenceWatch([], 7)).toBeNull();
  expect(toPresenceWatch([[ayse, false]], 7)).toEqual({
    members: [ayse],
    withLastSeen: [false],
    checkedAt: 7,
  });
  expect(
    toPresenceWatch(
      [
        [ayse, true],
        [bora, false],
      ],
      7,
    ),
  ).toEqual({ members: [ayse, bora], withLastSeen: [true, false], checkedAt: 7 });
});
