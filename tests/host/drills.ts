import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../server/platform/root.ts';
import type { openMailbox } from '../../server/testing/mailbox.ts';
import { commandsOf } from '../runbook.ts';
import type { Machine } from './machine.ts';

const HANDBOOK = join(projectRoot(), 'docs/handbook');
const PAGES = [
  'database-down',
  'redis-down',
  'certificate-expired',
  'mail-blocked',
  'spam-wave',
  'legal-request',
  'disk-full',
] as const;
type Page = (typeof PAGES)[number];

/** A campus on a machine, and a member of it. */
export interface Campus {
  machine: Machine;
  mailbox: { current: Awaited<ReturnType<typeof openMailbox>>; reopen(): Promise<void> };
  member: { email: string; token: string };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  call(method: string, path: string, body?: object, token?: string): Promise<{ status: number; body: any }>;
}

/** The sections of each page, and their Turkish names. */
const SECTIONS = { Look: 'Bak', Mend: 'Onar', Check: 'Denetle' } as const;
type Section = keyof typeof SECTIONS;

/** Breaks a campus as each page of the handbook describes, and mends it with the very commands of the page. */
export function failureDrills(campus: () => Campus): void {
  describe('pages of the handbook about failures', () => {
    test('have the same commands in both languages', () => {
      const translated = readdirSync(HANDBOOK).filter((name) => name.endsWith('.tr.md'));
      expect(translated.length).toBeGreaterThanOrEqual(PAGES.length);
      for (const page of PAGES) {
        for (const [section, translatedSection] of Object.entries(SECTIONS)) {
          const commands = commandsOf(`${page}.md`, section);
          expect(commands.length, `${page}: ${section}`).toBeGreaterThan(0);
          expect(commandsOf(`${page}.tr.md`, translatedSection)).toEqual(commands);
        }
      }
    });

    /** Runs the commands of a section. @returns what they print */
    const run = (page: Page, section: Section) => {
      const commands = commandsOf(`${page}.md`, section).join('\n');
      return campus().machine.shell(`cd /opt/chitlaq && {\n${commands}\n} 2>&1`);
    };
    const publish = async (content: string) => {
      const { call, member } = campus();
      return (await call('POST', '/api/v1/posts', { content }, member.token)).status;
    };
    /** Publishes what must still be there at the end. @returns its path */
    const publishBefore = async () => {
      const { call, member } = campus();
      const { status, body } = await call('POST', '/api/v1/posts', { content: 'önceden' }, member.token);
      expect(status).toBe(201);
      return `/api/v1/posts/${body.id}`;
    };
    /** Mends, checks, and a member publishes again and reads what was there before. @returns what the checks print */
    const recovers = async (page: Page, earlier: string) => {
      const { call, member } = campus();
      await run(page, 'Mend');
      await expect.poll(() => publish(`${page} geçti`)).toBe(201);
      expect((await call('GET', earlier, undefined, member.token)).status).toBe(200);
      return run(page, 'Check');
    };

    test('the database is down', async () => {
      const earlier = await publishBefore();
      await campus().machine.shell('docker kill chitlaq-postgres-1');
      await expect.poll(() => publish('sırada')).toBeGreaterThanOrEqual(500);
      expect(await run('database-down', 'Look')).toContain('137');
      expect(await recovers('database-down', earlier)).toContain('accepting connections');
    });

    test('Valkey is down: members go on', async () => {
      const earlier = await publishBefore();
      await campus().machine.shell('docker kill chitlaq-valkey-1');
      await expect.poll(() => publish('valkeysiz')).toBe(201);
      await run('redis-down', 'Look');
      await recovers('redis-down', earlier);
    });

    test('the certificate has expired', async () => {
      const { machine, call } = campus();
      await machine.shell(`cd /run/chitlaq/secrets/tls
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=campus.test -addext subjectAltName=DNS:campus.test \\
          -not_before 20250101000000Z -not_after 20250201000000Z -keyout key.next -out certificate.next
        chown 1001:1001 *.next; chmod 600 *.next; mv key.next key.pem; mv certificate.next certificate.pem`);
      await expect
        .poll(() => call('GET', '/ready').then(String, (error: NodeJS.ErrnoException) => error.code))
        .toMatch(/CERT|SELF_SIGNED/);
      // `systemctl status` exits with the state of the timer, and a certificate of the past is what is looked for.
      expect(await run('certificate-expired', 'Look')).toContain('Feb  1 00:00:00 2025');
      await run('certificate-expired', 'Mend');
      await expect.poll(async () => (await call('GET', '/ready').catch(() => undefined))?.status).toBe(200);
      expect(await run('certificate-expired', 'Check')).toContain('will not expire');
    });

    test('mail is blocked: what waits is sent afterwards', async () => {
      const { mailbox, call, member } = campus();
      const subject = mailbox.current.to(member.email)?.subject;
      await mailbox.current.close();
      await call('POST', '/api/v1/auth/password/forgot', { email: member.email });
      await expect.poll(() => run('mail-blocked', 'Look')).toMatch(/ECONNREFUSED/);
      await mailbox.reopen();
      await run('mail-blocked', 'Mend');
      await expect
        .poll(() => mailbox.current.to(member.email)?.subject ?? subject)
        .toMatch(/ChitLaq parolanı yenile|Reset your ChitLaq password/);
      await expect.poll(async () => (await run('mail-blocked', 'Check')).trim()).toBe('0');
    });

    test('a wave of spam: the commands show who it is', async () => {
      const { member } = campus();
      const posts = await Promise.all([publish('ucuz çanta'), publish('ucuz çanta 2')]);
      expect(posts).toEqual([201, 201]);
      expect(await run('spam-wave', 'Look')).toContain(member.email);
      expect(await run('spam-wave', 'Mend')).toContain('ayse');
      expect(await run('spam-wave', 'Check')).toContain('active');
    });

    test('a legal request: what is handed over is the member’s, whole and checked', async () => {
      const { machine, member } = campus();
      const text = `istenen gönderi, "tırnaklı", ${'x'.repeat(100)}`;
      expect(await publish(text)).toBe(201);
      const shown = await run('legal-request', 'Look');
      expect(shown).toContain(member.email);
      expect(shown).toContain('istenen gönderi');
      await run('legal-request', 'Mend');
      expect(await machine.shell('cat /root/legal/posts.csv')).toContain(`"${text.replaceAll('"', '""')}"`);
      expect(await run('legal-request', 'Check')).toContain('posts.csv: OK');
    });

    test('the disk is full: reading works, and writing again once there is room', async () => {
      const { machine } = campus();
      const data = '/var/lib/docker/volumes/chitlaq_postgres/_data';
      const earlier = await publishBefore();
      // A disk of its own for the database, which a file then fills.
      await machine.shell(`docker stop chitlaq-postgres-1
        cp --archive ${data} /root/data && mount -t tmpfs -o size=2g,mode=755 disk ${data}
        cp --archive /root/data/. ${data}/ && chown --reference=/root/data ${data} && chmod --reference=/root/data ${data}
        docker start chitlaq-postgres-1`);
      await expect.poll(() => publish('yeni diskte')).toBe(201);
      await machine.shell(`dd if=/dev/zero of=${data}/filler bs=1M 2>/dev/null || true`);
      await expect.poll(() => publish('yer yok '.repeat(20))).toBeGreaterThanOrEqual(500);
      expect(await run('disk-full', 'Look')).toContain('No space left on device');
      // What the page's commands free on the one disk of a real machine.
      await machine.shell(`rm ${data}/filler`);
      expect(await recovers('disk-full', earlier)).toContain('accepting connections');
    });
  });
}
