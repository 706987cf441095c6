import { once } from 'node:events';
import type { Readable } from 'node:stream';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { MAIL_PORT } from './stack.ts';

/** A mail server for the stack, which keeps what it gets. */
export async function openMailbox() {
  const emails: Email[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream: Readable, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((email) => {
          emails.push(email);
          done();
        }, done);
      });
    },
  });
  server.listen(MAIL_PORT);
  await once(server.server, 'listening');
  return {
    /** The newest email to an address; undefined if there is none yet. */
    to: (address: string) => emails.filter(({ to }) => to?.[0]?.address === address).at(-1),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
