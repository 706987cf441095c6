import type { Browser, BrowserContext, Page } from 'playwright-core';
import { picture } from '../../server/modules/media/factory.ts';
import { signedInDevice } from './browser.ts';
import type { CampusAddress } from './campus.ts';

/** A device with a signed-in member whose home has loaded. */
export async function deviceAtHome(
  browser: Browser,
  campus: CampusAddress,
  identifier: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const made = await signedInDevice(browser, campus, identifier, { ...options, path: '/home' });
  await made.page.locator('article').first().waitFor();
  return made;
}

/** A picture to choose in a file dialog. */
export const png = async (name: string, colour?: string) => ({
  name,
  mimeType: 'image/png',
  buffer: await picture(300, 200, colour).png().toBuffer(),
});

/** The text of the composer at home, in Turkish. */
export const postField = (page: Page) => page.getByRole('main').getByLabel('Gönderin');
export const shareButton = (page: Page) =>
  page.getByRole('main').getByRole('button', { name: 'Paylaş', exact: true });
