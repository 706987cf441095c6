/**
 * Shortens a browser's user agent: "Firefox · Android". Another program keeps the name it sent. Empty if nothing is
 * recognised.
 */
export function deviceName(device: string): string {
  if (!device.startsWith('Mozilla/')) return device;
  const firstMatch = (patterns: readonly (readonly [RegExp, string])[]) =>
    patterns.find(([pattern]) => pattern.test(device))?.[1];
  const browser = firstMatch([
    [/Edg\w*\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const operatingSystem = firstMatch([
    [/Android/, 'Android'],
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, operatingSystem].filter(Boolean).join(' · ');
}
