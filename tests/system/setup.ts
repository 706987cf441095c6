import { afterAll, afterEach } from 'vitest';
import { closeContexts, describePages } from './shared.ts';

// What a failed test has left open says more than "waited for a button".
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(`${task.name}: open pages\n${await describePages()}`);
});
afterAll(closeContexts);
