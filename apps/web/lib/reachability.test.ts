import { afterEach, expect, test, vi } from 'vitest';
import { onReachableAgain, reportFailure, reportReachable } from './reachability.ts';

vi.stubGlobal('navigator', { onLine: true });
afterEach(() => reportReachable());

test('says once that the server answers again, however short the failure was', () => {
  const recovered = vi.fn();
  const stop = onReachableAgain(recovered);
  reportReachable();
  expect(recovered).not.toHaveBeenCalled();
  reportFailure();
  reportFailure();
  expect(recovered).not.toHaveBeenCalled();
  reportReachable();
  reportReachable();
  expect(recovered).toHaveBeenCalledOnce();
  stop();
  reportFailure();
  reportReachable();
  expect(recovered).toHaveBeenCalledOnce();
});
