// Draws the pictures that other apps show for a link to ChitLaq, one in each language: `node tools/run.mjs tools/link-pictures.ts`.
// They are committed, since no build has a browser.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { BROWSERS } from './system-packages.mjs';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path));
const font = (subset: string) => {
  const bytes = read(`node_modules/@fontsource-variable/onest/files/onest-${subset}-wght-normal.woff2`);
  return `@font-face { font-family: Onest; font-weight: 100 900; src: url(data:font/woff2;base64,${bytes.toString('base64')}) }`;
};
const mark = read('apps/web/public/icon.svg').toString();

const page = (locale: string, title: string) => `<!doctype html><html lang="${locale}"><style>
  ${font('latin-ext').replace('Onest', 'Onest Extended')} ${font('latin')}
  body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 96px; background: oklch(.985 .006 80);
    color: oklch(.22 .015 50); font-family: Onest, "Onest Extended"; display: flex; flex-direction: column; justify-content: space-between }
  header { display: flex; align-items: center; gap: 20px; font-weight: 700; font-size: 56px; color: oklch(.52 .19 22) }
  svg { width: 88px; height: 88px }
  h1 { margin: 0; font-weight: 700; font-size: 92px; line-height: 1.12; text-wrap: balance; letter-spacing: -.01em }
</style><header>${mark}ChitLaq</header><h1>${title}</h1></html>`;

const executablePath = process.env.CHROMIUM || BROWSERS.find((path) => existsSync(path));
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}) });
try {
  const tab = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  for (const locale of ['tr', 'en']) {
    const { title } = JSON.parse(read(`apps/web/messages/${locale}/landing.json`).toString()) as {
      title: string;
    };
    await tab.setContent(page(locale, title));
    await tab.evaluate('document.fonts.ready.then(() => undefined)');
    writeFileSync(join(root, `apps/web/public/link-${locale}.png`), await tab.screenshot());
  }
} finally {
  await browser.close();
}
