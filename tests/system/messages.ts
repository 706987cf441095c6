import type { Locator, Page } from 'playwright-core';
import { type CampusAddress, call, tokenOf } from './campus.ts';

/** Members who message each other through the API: for set-up, without a browser. */
export function apiWriters(campus: () => CampusAddress) {
  const as = (username: string) => async (method: string, path: string, body?: unknown) => {
    const token = await tokenOf(campus(), username);
    return call(campus(), method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
  };
  const idOf = async (username: string): Promise<string> =>
    (await as('derya')('GET', `/users/${username}`)).body.id;
  return {
    as,
    idOf,
    async write(username: string, conversation: string, ...contents: string[]): Promise<void> {
      for (const content of contents)
        await as(username)('POST', `/conversations/${conversation}/messages`, {
          clientId: crypto.randomUUID(),
          content,
        });
    },
    /** A group whose members have all accepted. @returns its id */
    async group(name: string, owner: string, ...others: string[]): Promise<string> {
      const participantIds = await Promise.all(others.map(idOf));
      const { id } = (await as(owner)('POST', '/conversations', { type: 'group', participantIds, name }))
        .body;
      for (const other of others) await as(other)('PUT', `/conversations/${id}/accept`);
      return id;
    },
  };
}

/** The messages of the open conversation. */
export const messageList = (page: Page): Locator => page.getByRole('list', { name: 'Mesajlar', exact: true });
/** The input field for messages. */
export const field = (page: Page): Locator => page.getByLabel('Mesaj yaz');

export async function send(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole('button', { name: 'Gönder', exact: true }).click();
}

/** Opens the menu of a message. @param line  the message in the conversation */
export async function openMenu(line: Locator): Promise<void> {
  await line.hover();
  await line.getByRole('button', { name: 'Mesaj menüsü' }).click();
}
