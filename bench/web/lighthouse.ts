import { chromium } from 'playwright-core';
import { freePort } from '../../server/testing/free-port.ts';
import { chromiumPath } from '../../tests/system/browser.ts';
import { screens } from './screens.ts';

/** Categories that Lighthouse measures in the browser's default profile. */
const CATEGORIES = ['accessibility', 'best-practices'];

/** The part of Lighthouse that is used. */
type Lighthouse = (
  url: string,
  options: Record<string, unknown>,
) => Promise<
  | {
      lhr: {
        categories: Record<string, { score: number | null }>;
        audits: Record<string, { id: string; score: number | null; scoreDisplayMode: string }>;
      };
    }
  | undefined
>;

/** Not one of our packages: with its dependencies it is larger than all of them. */
async function lighthouseOf(): Promise<Lighthouse> {
  const name = 'lighthouse';
  try {
    return ((await import(name)) as { default: Lighthouse }).default;
  } catch {
    throw new Error('Lighthouse is not here. For this once: npm install --no-save lighthouse@12.8.2');
  }
}

/** Prints the scores of every screen, signed in as a member of the demo campus, and the failed audits. */
export async function lighthouseScores(url: string): Promise<void> {
  const lighthouse = await lighthouseOf();
  const signIn = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-session-mode': 'cookie' },
    body: JSON.stringify({ identifier: 'derya', password: 'kampus-cinari-2026' }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', `--remote-debugging-port=${port}`],
  });
  try {
    for (const [name, path] of Object.entries(await screens(url))) {
      const done = await lighthouse(url + path, {
        port,
        output: 'json',
        logLevel: 'error',
        onlyCategories: CATEGORIES,
        extraHeaders: { cookie },
      });
      if (done === undefined) throw new Error(`Lighthouse says nothing of ${path}`);
      const { categories, audits } = done.lhr;
      const scores = CATEGORIES.map((key) => `${key} ${Math.round((categories[key]?.score ?? 0) * 100)}`);
      const short = Object.values(audits)
        .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score !== null && score < 1)
        .map(({ id }) => id);
      console.log(
        `  ${name.padEnd(14)} ${scores.join(', ')}${short.length > 0 ? `: ${short.join(', ')}` : ''}`,
      );
    }
  } finally {
    await browser.close();
  }
}
