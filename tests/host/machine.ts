import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../server/platform/root.ts';

const exec = promisify(execFile);

export type Suite = 'bookworm' | 'trixie';

/** What a freshly rented server has: systemd, SSH, and nothing of ours. */
const PACKAGES = 'systemd,systemd-sysv,dbus,iproute2,ca-certificates,openssh-server,curl,python3';
const MIRROR = 'http://deb.debian.org/debian';
/** Systems that were made, by name; each test copies one. */
const CACHE = join(projectRoot(), '.cache/machines');
/** A network between the test and the machine. */
const HERE = '10.201.77.1';
const THERE = '10.201.77.2';

export interface Answer {
  code: number;
  /** Both streams, in order of arrival. */
  output: string;
}

export interface Machine {
  address: string;
  /** The address that the machine sees the test come from. */
  client: string;
  /** The root of its file system. */
  folder: string;
  /** Runs a command as root on it. */
  run(...command: string[]): Promise<Answer>;
  /** Runs a script of the shell. @throws Error with its output if it fails */
  shell(script: string): Promise<string>;
  /** Ends its network, as when a cable is pulled out, and mends it again. */
  cutOff(): Promise<void>;
  reconnect(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the file system of a bare server from Debian's packages, about a minute; once per clone. */
async function bareSystem(suite: Suite): Promise<string> {
  const folder = join(CACHE, suite);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const making = `${folder}.${process.pid}`;
  await exec('mmdebstrap', ['--variant=minbase', `--include=${PACKAGES}`, suite, making, MIRROR], {
    maxBuffer: 16 * 1024 * 1024,
  });
  renameSync(making, folder);
  return folder;
}

/**
 * Boots a bare server with systemd in a container. It reaches Debian's packages through this machine.
 * Needs root, `mmdebstrap`, `systemd-nspawn`, `ip` and `iptables`.
 */
export async function bootMachine(suite: Suite): Promise<Machine> {
  const bare = await bareSystem(suite);
  // Short, because the name of its network interface follows from it.
  const name = `campus${process.pid}`;
  const folder = join(CACHE, `running-${process.pid}-${suite}`);
  rmSync(folder, { recursive: true, force: true });
  // Owners, devices and links stay as they are.
  await exec('cp', ['--archive', bare, folder]);
  // Each installation has its own.
  writeFileSync(join(folder, 'etc/machine-id'), '');
  writeFileSync(join(folder, 'etc/hostname'), 'campus\n');
  trustOurAuthorities(folder);
  const nspawn: ChildProcess = spawn(
    'systemd-nspawn',
    [
      '--quiet',
      '--boot',
      `--directory=${folder}`,
      `--machine=${name}`,
      '--network-veth',
      '--capability=all',
      // Calls that a container engine makes inside.
      '--system-call-filter=add_key keyctl bpf',
      '--register=no',
      '--keep-unit',
      '--resolv-conf=copy-host',
      '--console=pipe',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let console = '';
  for (const stream of [nspawn.stdout, nspawn.stderr])
    stream?.on('data', (data: Buffer) => {
      console = (console + data.toString()).slice(-10_000);
    });
  const ended = new Promise<void>((resolve) => nspawn.once('exit', () => resolve()));
  const link = `ve-${name}`;
  const rules = [
    ['-t', 'nat', 'POSTROUTING', '-s', `${THERE}/32`, '!', '-d', `${HERE}/32`, '-j', 'MASQUERADE'],
    ['-t', 'filter', 'FORWARD', '-s', `${THERE}/32`, '-j', 'ACCEPT'],
    ['-t', 'filter', 'FORWARD', '-d', `${THERE}/32`, '-j', 'ACCEPT'],
  ];
  const iptables = (action: '-I' | '-D') =>
    Promise.all(
      rules.map(([option = '', table = '', chain = '', ...rest]) =>
        exec('iptables', ['-w', option, table, action, chain, ...rest]),
      ),
    );

  const leader = async (): Promise<string> => {
    const { stdout } = await exec('pgrep', ['-P', String(nspawn.pid)]);
    return stdout.split('\n')[0] ?? '';
  };
  const run = async (...command: string[]): Promise<Answer> => {
    const target = await leader();
    return new Promise((resolve) => {
      const child = spawn('nsenter', ['-t', target, '-a', '--', ...command], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => {
          output += data.toString();
        });
      child.once('close', (code) => resolve({ code: code ?? 1, output }));
    });
  };
  const shell = async (script: string): Promise<string> => {
    const { code, output } = await run('sh', '-ec', script);
    if (code !== 0) throw new Error(`${script}\nexited with ${code}:\n${output}`);
    return output;
  };
  const stop = async () => {
    await iptables('-D').catch(() => undefined);
    const first = await leader().catch(() => '');
    // SIGRTMIN+4 asks systemd to power off.
    if (first) await exec('kill', ['-s', 'RTMIN+4', first]).catch(() => undefined);
    const timer = setTimeout(() => nspawn.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await until(async () => {
      if (nspawn.exitCode !== null) throw new Error(`the machine did not boot:\n${console}`);
      // There is no first process, or it does not answer yet.
      const answer = await run('systemctl', 'is-system-running').catch(() => undefined);
      return answer !== undefined && /running|degraded/.test(answer.output);
    });
    await exec('ip', ['addr', 'add', `${HERE}/24`, 'dev', link]);
    await exec('ip', ['link', 'set', link, 'up']);
    await shell(
      `ip addr add ${THERE}/24 dev host0; ip link set host0 up; ip route replace default via ${HERE}`,
    );
    // A container engine makes control groups of its own.
    await shell(
      'for one in /sys/fs/cgroup /sys/fs/cgroup/*; do mount -o remount,bind,rw "$one" || true; done 2>/dev/null',
    );
    await shell('update-ca-certificates');
    writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
    await iptables('-I');
  } catch (error) {
    await stop();
    throw error;
  }
  const blocked = ['FORWARD', '-s', `${THERE}/32`, '-j', 'REJECT'];
  const cutOff = async () => {
    await exec('iptables', ['-w', '-I', ...blocked]);
  };
  const reconnect = async () => {
    await exec('iptables', ['-w', '-D', ...blocked]);
  };
  return { address: THERE, client: HERE, folder, run, shell, cutOff, reconnect, stop };
}

/** Authorities that this machine trusts besides Debian's, such as that of a proxy which inspects TLS. */
function trustOurAuthorities(folder: string): void {
  const authorities = 'usr/local/share/ca-certificates';
  if (existsSync(join('/', authorities)))
    cpSync(join('/', authorities), join(folder, authorities), { recursive: true, dereference: true });
}

/** Asks again and again until the answer is yes. @throws Error after a minute */
export async function until(ask: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (await ask()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it did not happen within a minute');
}
