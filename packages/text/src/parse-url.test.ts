import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseUrl } from './parse-url.ts';

/** In a process of its own, because only what the compiler replaces there goes wrong. */
test('a URL with letters that are not escaped is one, however often it is asked', () => {
  const script = `
    const { parseUrl } = await import(${JSON.stringify(new URL('./parse-url.ts', import.meta.url).href)});
    let refused = 0;
    for (let count = 0; count < 50_000; count++) if (!parseUrl('https://kampüs.example.edu.tr')) refused++;
    console.log(refused);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  expect(spawnSync(process.execPath, args, { encoding: 'utf8' })).toMatchObject({
    stdout: '0\n',
    stderr: '',
  });
});

test('what is no URL is undefined, and a reference is resolved', () => {
  for (const text of ['', 'kampüs', 'https://', 'http://[::1']) expect(parseUrl(text)).toBeUndefined();
  expect(parseUrl('/ödev', 'https://a.example/b')?.href).toBe('https://a.example/%C3%B6dev');
});
