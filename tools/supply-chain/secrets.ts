import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
/** Tests of addresses contain addresses with made-up passwords; other kinds of secrets are looked for there too. */
const ADDRESS_WITH_PASSWORD = '@secretlint/secretlint-rule-basicauth';
/** Larger files are pictures and generated lists. */
const LARGEST = 1_000_000;

/** Keys and tokens of known services in a text: one line for each, without the secret itself. */
export async function secretsIn(filePath: string, content: string): Promise<string[]> {
  const { messages } = await lintSource({
    source: { filePath, content, ext: extname(filePath), contentType: 'text' },
    options: { maskSecrets: true, config: { rules: [{ id: PRESET, rule: recommended, options: {} }] } },
  });
  const counted = messages.filter(
    ({ ruleId }) => !(filePath.endsWith('.test.ts') && ruleId === ADDRESS_WITH_PASSWORD),
  );
  return counted.map(({ message, loc }) => `${filePath}:${loc.start.line} ${message}`);
}

/** Looks for secrets in every file that git tracks or would track. */
export async function secretsInTree(root: string): Promise<string[]> {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const found: string[] = [];
  for (const name of new Set(names.split('\0').filter(Boolean))) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(root, name));
    } catch {
      continue; // deleted, but not yet in a commit
    }
    if (bytes.length > LARGEST || bytes.includes(0)) continue;
    found.push(...(await secretsIn(name, bytes.toString('utf8'))));
  }
  return found;
}
