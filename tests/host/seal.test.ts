import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../server/platform/root.ts';
import { commandsOf } from '../runbook.ts';
import { bootMachine, type Machine, until } from './machine.ts';

const DEPLOY = '/opt/chitlaq/deploy';
const OPENED = '/run/chitlaq/secrets';
const VALUE = 'a-value-that-must-not-be-on-disk-0123456789';

describe.each(['trixie', 'bookworm'] as const)('secrets on Debian %s', (suite) => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await bootMachine(suite);
    mkdirSync(join(machine.folder, 'opt/chitlaq'), { recursive: true });
    cpSync(join(projectRoot(), 'deploy'), join(machine.folder, DEPLOY), { recursive: true });
    for (const name of ['.env', 'secrets'])
      rmSync(join(machine.folder, DEPLOY, name), { recursive: true, force: true });
    // As the installation leaves them.
    await machine.shell(`printf 'SITE_HOST=campus.example.edu\\n' > ${DEPLOY}/.env`);
    for (const name of ['secret_key', 'postgres_password', 'smtp_url']) await keep(name, `${VALUE}-${name}`);
    await machine.shell(`cd ${DEPLOY}/secrets && install -d -m 700 -o 1001 -g 1001 tls acme
      echo ${VALUE}-tls > tls/key.pem && chmod 600 tls/key.pem && chown 1001:1001 tls/key.pem`);
  });
  afterAll(() => machine?.stop());

  /** As the installation does. */
  const keep = (name: string, value: string) =>
    machine.run('bash', '-c', `. ${DEPLOY}/lib.sh; echo ${value} | keep_secret ${name}`);
  const seal = (...options: string[]) => machine.run(`${DEPLOY}/seal`, ...options);
  const secret = (name: string) => machine.shell(`cat ${OPENED}/${name}`);
  /** Files on the disk of the machine that contain a text; what is in memory is not there. */
  const onDisk = (text: string): string => {
    try {
      return execFileSync('grep', ['-rlaF', '--devices=skip', '--', text, machine.folder], {
        encoding: 'utf8',
      });
    } catch {
      return ''; // none
    }
  };

  test('--check names what is in clear, and changes nothing', async () => {
    expect(onDisk(VALUE)).toContain('/deploy/secrets/secret_key');
    const { code, output } = await seal('--check');
    expect(code).toBe(1);
    expect(output).toContain('secrets are in clear in /opt/chitlaq/deploy/secrets');
    expect((await machine.run('test', '-e', '/etc/chitlaq')).code).toBe(1);
  });

  test('after sealing nothing is in clear on disk, and user 1001 reads the files in memory', async () => {
    const { code, output } = await seal();
    expect(output).toContain('sealed. Keep a copy of /etc/chitlaq/seal.key');
    expect(code).toBe(0);
    expect(output).not.toContain(VALUE);
    expect(onDisk(VALUE)).toBe('');
    expect(await machine.shell(`stat -c '%a %u:%g' ${OPENED}/secret_key ${OPENED}/tls/key.pem`)).toBe(
      '600 1001:1001\n600 1001:1001\n',
    );
    expect(await machine.shell(`cat ${DEPLOY}/.env`)).toBe(
      `SITE_HOST=campus.example.edu\nTLS_DIR=${OPENED}/tls\nACME_DIR=${OPENED}/acme\nSECRETS_DIR=${OPENED}\n`,
    );
    expect((await seal('--check')).output).toContain('✓ the secrets are sealed');
  });

  test('sealing again changes nothing', async () => {
    const before = await machine.shell('sha256sum /etc/chitlaq/*');
    expect((await seal()).code).toBe(0);
    expect(await machine.shell('sha256sum /etc/chitlaq/*')).toBe(before);
  });

  test('they are there again after the machine was off', async () => {
    await machine.shell(
      `systemctl stop chitlaq-secrets.service chitlaq-secrets-save.path; rm -rf /run/chitlaq`,
    );
    expect((await seal('--check')).code).toBe(1);
    await machine.shell('systemctl start chitlaq-secrets.service chitlaq-secrets-save.path');
    expect(await secret('secret_key')).toBe(`${VALUE}-secret_key\n`);
    expect(await machine.shell(`stat -c '%a %u:%g' ${OPENED} ${OPENED}/smtp_url`)).toBe(
      '700 1001:1001\n600 1001:1001\n',
    );
    expect(await machine.shell('systemctl show -P RequiredBy,Before chitlaq-secrets.service')).toContain(
      'docker.service',
    );
  });

  test('a changed secret and a renewed certificate are sealed', async () => {
    const inode = await machine.shell(`stat -c %i ${OPENED}/smtp_url`);
    await keep('smtp_url', `${VALUE}-changed`);
    // Containers have mounted that file.
    expect(await machine.shell(`stat -c %i ${OPENED}/smtp_url`)).toBe(inode);
    // Also while an earlier change is being sealed.
    await machine.shell(
      `for number in $(seq 20); do echo ${VALUE}-renewed-$number > ${OPENED}/tls/key.pem; sleep 0.05; done; echo ${VALUE}-renewed > ${OPENED}/tls/key.pem`,
    );
    await until(async () => (await seal('--check')).code === 0);
    await machine.shell(`systemctl stop chitlaq-secrets.service chitlaq-secrets-save.path; rm -rf /run/chitlaq
      systemctl start chitlaq-secrets.service chitlaq-secrets-save.path`);
    expect(await secret('smtp_url')).toBe(`${VALUE}-changed\n`);
    expect(await secret('tls/key.pem')).toBe(`${VALUE}-renewed\n`);
    expect(onDisk(VALUE)).toBe('');
  });

  test('the commands for a leaked seal.key give it another one', async () => {
    const before = await machine.shell('cat /etc/chitlaq/seal.key');
    const commands = commandsOf('leaked-key.md', 'D.');
    expect(commands).toEqual(commandsOf('leaked-key.tr.md', 'D.'));
    for (const line of commands) await machine.shell(`sudo() { "$@"; }; cd /opt/chitlaq; ${line}`);
    expect(await machine.shell('cat /etc/chitlaq/seal.key')).not.toBe(before);
    expect((await machine.run('test', '-e', '/root/seal.key.old')).code).toBe(1);
    await machine.shell(`systemctl stop chitlaq-secrets.service chitlaq-secrets-save.path; rm -rf /run/chitlaq
      systemctl start chitlaq-secrets.service chitlaq-secrets-save.path`);
    expect(await secret('secret_key')).toBe(`${VALUE}-secret_key\n`);
  });

  test('with another key the sealed file does not open, and the unit says so', async () => {
    await machine.shell('cp -a /etc/chitlaq/seal.key /root/kept && rm -rf /run/chitlaq');
    await machine.shell('rm /etc/chitlaq/seal.key && age-keygen -o /etc/chitlaq/seal.key 2>/dev/null');
    const { code, output } = await seal('--open');
    expect(code).not.toBe(0);
    expect(output).toContain('does not open with /etc/chitlaq/seal.key');
    await machine.shell('mv /root/kept /etc/chitlaq/seal.key');
    expect((await seal('--open')).code).toBe(0);
    expect(await secret('secret_key')).toBe(`${VALUE}-secret_key\n`);
  });
});
