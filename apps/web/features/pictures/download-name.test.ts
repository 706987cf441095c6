import { expect, test } from 'vitest';
import { downloadName } from './download-name.ts';

test('a picture is saved under the day of its upload, in the type that it has', () => {
  // Noon in UTC, so that the day is the same in the time zones where tests run.
  const time = Date.UTC(2026, 10, 29, 12).toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-0000001a2b3c`;
  expect(downloadName({ id, mimeType: 'image/webp' })).toBe('chitlaq-2026-11-29-1a2b3c.webp');
  expect(downloadName({ id, mimeType: 'video/mp4' })).toBe('chitlaq-2026-11-29-1a2b3c.mp4');
  expect(downloadName({ id, mimeType: 'x/unknown' })).toBe('chitlaq-2026-11-29-1a2b3c');
});
