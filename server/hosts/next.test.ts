import { expect, test } from 'vitest';
import { takesBrotli } from './next.ts';

test.for(['br', 'gzip, deflate, br', 'gzip;q=0.8, br;q=1', 'BR', 'br;q=0.5,gzip', 'br; q=0.01'])(
  '"%s" takes Brotli',
  (accepted) => expect(takesBrotli(accepted)).toBe(true),
);

test.for([undefined, '', 'gzip', 'gzip, brotli', 'br;q=0', 'br; q=0.000, gzip', 'identity'])(
  '"%s" does not take Brotli',
  (accepted) => expect(takesBrotli(accepted)).toBe(false),
);
