import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../server/platform/root.ts';
import { bootMachine, type Machine } from './machine.ts';

const HARDEN = '/opt/chitlaq/deploy/host/harden';
/** As Nginx writes it. */
const logLine = (client: string, path: string, status: number, more = '') =>
  `{"time":"2026-11-30T03:00:00+03:00","request_id":"0123456789abcdef","client":"${client}","host":"campus.example.edu","method":"POST","path":"${path}","status":${status},"bytes":180,"seconds":0.05,"agent":"${more}"}`;

describe.each(['trixie', 'bookworm'] as const)('a bare server with Debian %s', (suite) => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await bootMachine(suite);
    mkdirSync(join(machine.folder, 'opt/chitlaq'), { recursive: true });
    cpSync(join(projectRoot(), 'deploy'), join(machine.folder, 'opt/chitlaq/deploy'), { recursive: true });
    // Something listens on a port that members use, and on one that nobody should reach.
    for (const port of [443, 5432])
      await machine.shell(
        `systemd-run --unit listen-${port} --service-type=exec python3 -c "
import socket
one = socket.create_server(('', ${port}))
while True: one.accept()[0].close()"`,
      );
  });
  afterAll(() => machine?.stop());

  const harden = (...options: string[]) => machine.run(HARDEN, ...options);
  /** Whether a connection from outside is accepted. */
  const reaches = (port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host: machine.address, port, timeout: 1_500 });
      const end = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', () => end(true));
      socket.once('error', () => end(false));
      socket.once('timeout', () => end(false));
    });
  const banned = async () =>
    (await machine.shell('nft list set inet chitlaq banned4')).includes(machine.client);
  /** Writes what Nginx would log, as its container. */
  const log = (line: string, times: number) => {
    writeFileSync(join(machine.folder, 'root/line'), `${line}\n`);
    return machine.shell(
      `for one in $(seq ${times}); do cat /root/line; done | systemd-cat -t chitlaq-nginx-1`,
    );
  };

  test('--check names everything that is missing, and changes nothing', async () => {
    await expect.poll(() => reaches(5432)).toBe(true);
    await expect.poll(() => reaches(443)).toBe(true);
    const { code, output } = await harden('--check');
    expect(code).toBe(1);
    expect(output).toContain('✗ packages: nftables fail2ban');
    expect(output).toContain('/etc/chitlaq/firewall.nft');
    expect((await harden('--check')).output).toBe(output);
    expect((await machine.run('test', '-e', '/etc/chitlaq')).code).toBe(1);
  });

  test('hardening again changes nothing', async () => {
    const first = await harden();
    expect(first.output).toMatch(/✓ done, [1-9]\d* changes/);
    expect(first.code).toBe(0);
    const second = await harden();
    expect(second.output).toContain('✓ done, 0 changes');
    expect((await harden('--check')).code).toBe(0);
  });

  test('only the ports of the web and of SSH are open', async () => {
    expect(await reaches(443)).toBe(true);
    expect(await reaches(22)).toBe(true);
    expect(await reaches(5432)).toBe(false);
  });

  test('what somebody changes by hand is named, and mended', async () => {
    await machine.shell('echo "# mine" >> /etc/chitlaq/firewall.nft; systemctl disable -q --now fail2ban');
    await machine.shell('nft delete table inet chitlaq');
    expect(await reaches(5432)).toBe(true);
    const { code, output } = await harden('--check');
    expect(code).toBe(1);
    for (const difference of ['/etc/chitlaq/firewall.nft', 'fail2ban.service', 'the firewall has no rules'])
      expect(output).toContain(difference);
    expect((await harden()).code).toBe(0);
    expect((await harden('--check')).code).toBe(0);
    expect(await reaches(5432)).toBe(false);
  });

  test('passwords stay until somebody has a key, then they end', async () => {
    const passwords = async () => (await machine.shell('sshd -T')).includes('passwordauthentication yes');
    expect(await passwords()).toBe(true);
    await machine.shell(
      'mkdir -p /root/.ssh; ssh-keygen -q -t ed25519 -N "" -f /root/key; cat /root/key.pub > /root/.ssh/authorized_keys',
    );
    expect((await harden()).code).toBe(0);
    expect(await passwords()).toBe(false);
    expect(await reaches(22)).toBe(true);
  });

  test('an address that guesses passwords is banned; a campus, a client’s own words and what succeeds are not', async () => {
    await log(logLine(machine.client, '/api/v1/auth/login', 200), 30);
    await log(logLine(machine.client, '/api/v1/posts', 401), 30);
    // A client may send any name of a browser.
    const forged = logLine(machine.client, '/api/v1/auth/login', 401).replaceAll('"', '\\"');
    await log(logLine('203.0.113.9', '/api/v1/posts', 200, forged), 30);
    await log(logLine(machine.client, '/api/v1/auth/login', 401), 19);
    // Its own line says that fail2ban has read all of that.
    await log(logLine('203.0.113.7', '/api/v1/auth/login', 401), 20);
    await expect.poll(() => machine.shell('nft list set inet chitlaq banned4')).toContain('203.0.113.7');
    expect(await banned()).toBe(false);
    expect(await reaches(443)).toBe(true);

    await log(logLine(machine.client, '/api/v1/auth/login', 401), 1);
    await expect.poll(banned).toBe(true);
    expect(await reaches(443)).toBe(false);
    await machine.shell(`fail2ban-client unban ${machine.client}`);
    await expect.poll(() => reaches(443)).toBe(true);

    expect((await harden('--campus-networks', `${machine.client}/32`)).code).toBe(0);
    await log(logLine(machine.client, '/api/v1/auth/login', 401), 40);
    await log(logLine('203.0.113.8', '/api/v1/auth/login', 401), 20);
    await expect.poll(() => machine.shell('nft list set inet chitlaq banned4')).toContain('203.0.113.8');
    expect(await banned()).toBe(false);
  });

  test('an address of IPv6 is banned with its network', async () => {
    await log(logLine('2001:db8:7:7::1', '/api/v1/auth/login', 401), 20);
    await expect
      .poll(() => machine.shell('nft list set inet chitlaq banned6'))
      .toContain('2001:db8:7:7::/64');
  });

  test('wrong options are refused with a sentence', async () => {
    for (const options of [['--campus-networks', 'not; a network'], ['--campus-networks'], ['--unknown']]) {
      const { code, output } = await harden(...options);
      expect([code, output]).toEqual([2, expect.stringMatching(/^✗ /)]);
    }
    expect(readFileSync(join(machine.folder, 'etc/chitlaq/host.conf'), 'utf8')).toContain(
      `CAMPUS_NETWORKS=${machine.client}/32`,
    );
  });

  test('SSH only for administrators: those who are signed in are not locked out', async () => {
    const refused = await machine.run(
      'env',
      `SSH_CONNECTION=${machine.client} 50000 ${machine.address} 22`,
      HARDEN,
      '--admin-networks',
      '198.51.100.0/24',
    );
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('would lock you out');
    expect(await reaches(22)).toBe(true);
    expect((await harden('--admin-networks', '198.51.100.0/24')).code).toBe(0);
    expect(await reaches(22)).toBe(false);
    expect((await harden('--admin-networks', '')).code).toBe(0);
    expect(await reaches(22)).toBe(true);
  });

  test('a device joins the private network, and loses it at once', async () => {
    // The kernel under a container may lack WireGuard; this is the same in a process.
    await machine.shell('apt-get install -y -qq --no-install-recommends wireguard-go >/dev/null');
    const wireguard = (...options: string[]) => machine.run('/opt/chitlaq/deploy/host/wireguard', ...options);
    expect((await wireguard('add', 'ayse-laptop')).output).toContain('there is no network yet');
    expect(await wireguard('setup', machine.address)).toMatchObject({ code: 0 });
    expect((await wireguard('setup', machine.address)).code).toBe(2);
    expect((await harden('--wireguard-port', '51820', '--admin-networks', '10.98.0.0/24')).code).toBe(0);
    expect(await reaches(22)).toBe(false);

    const device = await wireguard('add', 'ayse-laptop');
    await wireguard('add', 'can-phone');
    expect((await wireguard('add', 'ayse-laptop')).code).toBe(2);
    expect((await wireguard('add', '../x')).code).toBe(2);
    // A second interface on the same machine stands for the device: it reaches the host through the network alone.
    writeFileSync(join(machine.folder, 'etc/wireguard/device.conf'), device.output, { mode: 0o600 });
    const greeting = `ip netns exec device timeout 5 bash -c 'exec 3<>/dev/tcp/10.98.0.1/22; head -c 4 <&3'`;
    await machine.shell(`
      ip netns add device
      ip link add outside type veth peer name inside
      ip link set inside netns device
      ip addr add 10.202.0.1/24 dev outside; ip link set outside up
      ip -n device addr add 10.202.0.2/24 dev inside; ip -n device link set inside up; ip -n device link set lo up
      ip -n device route add default via 10.202.0.1
      ip netns exec device wg-quick up device`);
    await expect.poll(async () => (await machine.run('sh', '-c', greeting)).output).toContain('SSH-');
    expect((await wireguard('list')).output).toMatch(
      /^ayse-laptop +10\.98\.0\.2\/32 +20\d\d-[\s\S]*^can-phone .* never$/m,
    );

    expect((await wireguard('remove', 'ayse-laptop')).code).toBe(0);
    expect((await machine.run('sh', '-c', greeting)).output).not.toContain('SSH-');
    expect((await wireguard('list')).output).toMatch(/^can-phone/);
  });
});
