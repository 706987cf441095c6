import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

const FOLDER = '/opt/authority';
/** Where certificates are asked for, on the machine. */
export const ACME_DIRECTORY = 'https://127.0.0.1:14000/dir';

/**
 * Starts a certificate authority that speaks ACME (Pebble) on the machine, which trusts it. It looks at port 80 of the names that it
 * certifies, as the public ones do.
 * @returns the certificate with which it signs, which a new authority makes at each start
 */
export async function startAuthority(machine: Machine): Promise<() => Promise<string>> {
  await machine.shell(`export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends pebble openssl curl
    mkdir -p ${FOLDER} && cd ${FOLDER}
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem
    cp certificate.pem /usr/local/share/ca-certificates/authority.crt && update-ca-certificates`);
  writeFileSync(
    join(machine.folder, FOLDER, 'settings.json'),
    JSON.stringify({
      pebble: {
        listenAddress: '127.0.0.1:14000',
        managementListenAddress: '127.0.0.1:15000',
        certificate: `${FOLDER}/certificate.pem`,
        privateKey: `${FOLDER}/key.pem`,
        httpPort: 80,
        tlsPort: 443,
        ocspResponderURL: '',
        externalAccountBindingRequired: false,
      },
    }),
  );
  // It refuses one request in twenty on purpose, to test clients; certbot is not what is tested here.
  await machine.shell(
    `systemd-run --unit authority --setenv PEBBLE_VA_NOSLEEP=1 --setenv PEBBLE_WFE_NONCEREJECT=0 pebble -config ${FOLDER}/settings.json`,
  );
  return () =>
    machine.shell('curl -sS --cacert /opt/authority/certificate.pem https://127.0.0.1:15000/roots/0');
}
