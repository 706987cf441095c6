import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

test('a browser is named in words; another program keeps the name it sent', () => {
  const firefox = 'Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0';
  expect(deviceName(firefox)).toBe('Firefox · Android');
  expect(deviceName('Ayşe’nin telefonu')).toBe('Ayşe’nin telefonu');
  expect(deviceName('')).toBe('');
});
