import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url));
const brotli = ['filter', 'static'].map((kind) => `/usr/lib/nginx/modules/ngx_http_brotli_${kind}_module.so`);
const present = brotli.filter((module) => existsSync(module));

/** Nginx of this machine; undefined if it is not installed. */
export const nginx = ['/usr/sbin/nginx', '/usr/local/bin/nginx'].find((path) => existsSync(path));

export const hasBrotli = present.length > 0;

/**
 * Copies what the container of Nginx has to a folder, with the folder's paths instead of the container's: `tls` and `secrets` are what is
 * mounted, `authorities.pem` those that Debian knows, `srv` the volumes, `run` what the entrypoint writes. What the Nginx of this machine is too old for, or lacks, is left out.
 * @param address  where it listens, if not on all addresses
 * @returns how to run the entrypoint
 */
export function localNginx(folder: string, address?: string) {
  const [site, run, entrypoint] = [join(folder, 'site'), join(folder, 'run'), join(folder, 'entrypoint')];
  for (const name of ['run', 'cache', 'srv']) mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(deploy, 'nginx/chitlaq'), site, { recursive: true });
  for (const name of ['nginx.conf', 'production.conf']) cpSync(join(deploy, 'nginx', name), join(site, name));
  cpSync(join(deploy, 'nginx/entrypoint'), entrypoint);
  const version = /nginx\/1\.(\d+)/.exec(spawnSync(nginx ?? '', ['-v'], { encoding: 'utf8' }).stderr ?? '');
  const hasHttp2Directive = Number(version?.[1] ?? 0) >= 25;
  const load = present.map((module) => `load_module ${module};\n`).join('');
  // Nginx drops its rights to a user who cannot enter the folder.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const adapt = (text: string) =>
    text
      .replaceAll('/etc/nginx/chitlaq', site)
      .replaceAll('/run/nginx', run)
      .replaceAll('/run/tls', join(folder, 'tls'))
      .replaceAll('/run/secrets', join(folder, 'secrets'))
      .replaceAll('/var/cache/nginx', join(folder, 'cache'))
      .replaceAll('/srv/', `${folder}/srv/`)
      .replaceAll('/etc/ssl/certs/ca-certificates.crt', join(folder, 'authorities.pem'))
      .replaceAll('/dev/stdout', join(folder, 'access.log'))
      .replace(/^.*modules-enabled.*$/m, `${load}${user}`)
      .replace(/^\s*http2 on;$/m, hasHttp2Directive ? '$&' : '')
      .replace(/ 8443 ssl;/g, hasHttp2Directive ? '$&' : ' 8443 ssl http2;')
      .replace(/^\s*brotli_static .*;$/gm, present.includes(brotli[1] ?? '') ? '$&' : '')
      .replace(/^\s*brotli(?!_static).*;$/gm, present.includes(brotli[0] ?? '') ? '$&' : '')
      .replace(/^\s*listen \[::\].*;$/gm, address ? '' : '$&')
      .replace(/\blisten (?=\d)/g, address ? `listen ${address}:` : '$&');
  const files = readdirSync(site).map((name) => join(site, name));
  for (const path of [...files, entrypoint]) writeFileSync(path, adapt(readFileSync(path, 'utf8')));
  return {
    run,
    command: ['bash', entrypoint] as const,
    env: { RUN: run, SITE: site, PATH: `${deploy}:${process.env.PATH}` },
    /** The text of a file that the entrypoint wrote. */
    read: (name: string) => readFileSync(join(run, name), 'utf8'),
  };
}
