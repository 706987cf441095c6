import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { newId } from '../id.ts';

export interface OutgoingEmail {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
}

export interface Mail {
  /**
   * Sends an email; resolves when the mail server (or the disk) has accepted it. Called from jobs, which retry.
   * @returns what the server answered; empty if nothing leaves the machine
   */
  send(email: OutgoingEmail): Promise<string>;
  close(): Promise<void>;
}

/**
 * Sends by SMTP if `smtpUrl` is set. Otherwise nothing leaves the machine: each email is one `.eml` file, newest last by name.
 */
export function openMail(options: {
  smtpUrl: string | undefined;
  /** The address for a new connection. */
  current: (address: string) => string;
  from: string;
  folder: string;
  log: Logger;
}): Mail {
  return options.smtpUrl
    ? smtpMail(() => options.current(options.smtpUrl ?? ''), options.from)
    : fileMail(options.folder, options.from);
}

/** Loaded with the first email: most processes send none. */
const library = () => import('nodemailer');

function smtpMail(address: () => string, from: string): Mail {
  const open = async (url: string) =>
    (await library()).createTransport({
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
    });
  let transport: ReturnType<typeof open> | undefined;
  let openedFor = '';
  return {
    async send(email) {
      const url = address();
      if (transport === undefined || url !== openedFor) {
        void transport?.then((old) => old.close());
        transport = open(url);
        openedFor = url;
      }
      const { response } = await (await transport).sendMail({ from, ...email });
      return response;
    },
    async close() {
      (await transport)?.close();
    },
  };
}

function fileMail(folder: string, from: string): Mail {
  return {
    async send(email) {
      const { createTransport } = await library();
      const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
      const { message } = await transport.sendMail({ from, ...email });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = join(folder, `${newId()}.eml`);
      await writeFile(`${name}.part`, message as Buffer, { mode: 0o600 }); // a Buffer, because of `buffer: true`
      await rename(`${name}.part`, name);
      return '';
    },
    async close() {},
  };
}
