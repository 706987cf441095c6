import { expect, test } from 'vitest';
import { acceptsEncoding } from './encodings.ts';

test.for(['br', 'gzip, deflate, br', 'gzip;q=0.8, br;q=1', 'BR', 'br;q=0.5,gzip', 'br; q=0.01'])(
  '"%s" accepts Brotli',
  (accepted) => expect(acceptsEncoding(accepted, 'br')).toBe(true),
);

test.for([undefined, '', 'gzip', 'gzip, brotli', 'br;q=0', 'br; q=0.000, gzip', 'identity', 'br;Q=0'])(
  '"%s" does not accept Brotli',
  (accepted) => expect(acceptsEncoding(accepted, 'br')).toBe(false),
);

test.for(['gzip', 'br;q=0, gzip;q=0.1', ' GZIP '])('"%s" accepts gzip', (accepted) =>
  expect(acceptsEncoding(accepted, 'gzip')).toBe(true),
);
