import { once } from 'node:events';
import type { Readable } from 'node:stream';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it gets, for processes that run elsewhere. */
export async function openMailbox(port: number, host?: string) {
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
  server.listen(port, host);
  await once(server.server, 'listening');
  return {
    /** The newest email to an address; undefined if there is none yet. */
    to: (address: string) => emails.filter(({ to }) => to?.[0]?.address === address).at(-1),
    /** All emails to an address. */
    allTo: (address: string) => emails.filter(({ to }) => to?.[0]?.address === address),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
