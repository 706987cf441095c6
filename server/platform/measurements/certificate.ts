import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { measurement } from './types.ts';

const TIMEOUT_MS = 10_000;

/** The certificate that members get at the public address. */
export const certificate = measurement({
  name: 'certificate',
  everySeconds: 3_600,
  // During an installation the worker is up before the proxy is.
  soonerWhileZero: { metric: 'certificate_readable', everySeconds: 60 },
  metrics: {
    certificate_expires_timestamp_seconds: {
      help: 'When the certificate of the public address expires; absent if that is not https or not reachable',
    },
    certificate_readable: {
      help: 'Whether the last TLS connection to the public address gave a certificate; absent without https',
    },
  },
  async measure({ config, log }) {
    const url = new URL(config.publicUrl);
    if (url.protocol !== 'https:') return {};
    try {
      const expires = await expiryOf(url.hostname, Number(url.port || 443));
      return { certificate_readable: 1, certificate_expires_timestamp_seconds: expires };
    } catch (error) {
      log.warn({ err: error }, 'certificate.unreadable');
      return { certificate_readable: 0 };
    }
  },
});

/**
 * When the certificate of a host expires, in Unix seconds. Only its date is asked for, so a certificate that nobody trusts counts too.
 * @throws if there is no TLS at that address
 */
export function expiryOf(hostname: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      timeout: TIMEOUT_MS,
      ...(isIP(host) ? {} : { servername: host }),
    });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error(`no TLS at ${host}:${port} within ${TIMEOUT_MS} ms`)));
    socket.once('secureConnect', () => {
      const expires = Date.parse(socket.getPeerCertificate().valid_to) / 1_000;
      socket.destroy();
      if (Number.isFinite(expires)) resolve(expires);
      else reject(new Error(`${host}:${port} shows no certificate`));
    });
  });
}
