"""Reads log lines of the containers and prints them in one order of time. deploy/logs runs it, and says what the options mean.

A source is `journal`, or ID:NAME of a container whose driver keeps its lines itself.
"""

import argparse
import json
import re
import signal
import subprocess
import sys
import threading
from datetime import datetime, timezone

LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
# How programs that do not write JSON name their levels.
NAMES = {
    'warning': 'warn', 'err': 'error', 'crit': 'fatal', 'alert': 'fatal', 'emerg': 'fatal', 'panic': 'fatal',
    'notice': 'info', 'log': 'info', '#': 'warn',
}
# Nginx `[warn]`, PostgreSQL and PgBouncer `ERROR:` and `WARNING `, Alertmanager `level=info`, VictoriaMetrics a column, Valkey ` # `.
PLAIN_LEVEL = re.compile(
    r'\[(debug|info|notice|warn|error|crit|alert|emerg)\]|\b(LOG|WARNING|ERROR|FATAL|PANIC)\b'
    r'|\blevel=(?i:(debug|info|warn|error))\b|\t(info|warn|error|fatal|panic)\t|^\d+:\w .{24} (#) '
)
# Said in another column, or the same in every line of a process.
SHOWN = {'time', 'level', 'msg', 'process', 'pid', 'v'}


def level_of(text, fields):
    if fields is None:
        found = PLAIN_LEVEL.search(text)
        name = next(filter(None, found.groups())).lower() if found else 'info'
        return NAMES.get(name, name)
    # A request that failed is written with its status, and as information.
    status = fields.get('status')
    status = status if isinstance(status, int) else 0
    least = 'error' if status >= 500 else 'warn' if status >= 400 else 'info'
    name = str(fields.get('level', 'info')).lower()
    name = NAMES.get(name, name)
    return max(name, least, key=rank) if status else name


def rank(level):
    return LEVELS.index(level) if level in LEVELS else LEVELS.index('info')


def fields_of(text):
    if not text.startswith('{'):
        return None
    try:
        fields = json.loads(text)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def readable(text, fields, request):
    """One line for a reader: what happened, then the fields. A stack follows on lines of its own."""
    if fields is None:
        return text
    rest = {name: value for name, value in fields.items() if name not in SHOWN and value not in ('', None)}
    words = [str(fields['msg'])] if fields.get('msg') else []
    # Nginx.
    if not words and 'path' in rest:
        words = [f'{rest.pop("method", "")} {rest.pop("path")} {rest.pop("status", "")}']
    stack = []
    error = rest.pop('err', None)
    if isinstance(error, dict):
        words.append(f'{error.get("type", "Error")}: {error.get("message", "")}')
        stack = [line for line in str(error.get('stack', '')).split('\n')[1:] if line.strip()]
    elif error is not None:
        words.append(str(error))
    for name, value in rest.items():
        if name in ('requestId', 'request_id') and value == request:
            continue
        words.append(f'{name}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}')
    return '\n'.join([' '.join(words), *(f'    {line.strip()}' for line in stack)])


class Lines:
    def __init__(self, options):
        self.options = options
        self.services = set(filter(None, options.services.split(',')))
        self.least = LEVELS.index(options.level) if options.level else 0
        self.name = re.compile(
            rf'^(?:[0-9a-f]{{12}}_)?{re.escape(options.project)}[-_](.+?)[-_](?:run[-_][0-9a-f]+|\d+)$'
        )
        self.kept = []
        self.count = 0
        self.lock = threading.Lock()

    def service_of(self, container):
        found = self.name.match(container)
        return found and found[1]

    def wants(self, service):
        return service is not None and (not self.services or service in self.services)

    def add(self, at, service, text):
        """Takes a line, if it is wanted. `at` is in seconds since 1970."""
        if not text.strip() or self.options.request not in text.lower():
            return
        fields = fields_of(text)
        level = level_of(text, fields)
        if rank(level) < self.least:
            return
        moment = datetime.fromtimestamp(at).strftime('%Y-%m-%d %H:%M:%S.%f')[:-3]
        line = f'{moment}  {service:<12} {level:<5}  {readable(text, fields, self.options.request)}'
        # What a client sends may hold codes that a terminal obeys.
        line = ''.join(c if c.isprintable() or c in '\n\t' else '�' for c in line)
        with self.lock:
            self.count += 1
            if self.options.follow:
                print(line, flush=True)
            else:
                self.kept.append((at, len(self.kept), line))

    def read_container(self, id, container):
        service = self.service_of(container)
        if not self.wants(service):
            return
        command = ['docker', 'logs', '--timestamps']
        if self.options.since:
            command += ['--since', self.options.since]
        if self.options.follow:
            command += ['--follow']
        with run([*command, id], stderr=subprocess.STDOUT) as process:
            for line in process.stdout:
                time, _, text = line.rstrip('\n').partition(' ')
                found = re.match(r'^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d+)Z$', time)
                if found:
                    seconds = datetime.fromisoformat(found[1]).replace(tzinfo=timezone.utc).timestamp()
                    self.add(seconds + float(f'0.{found[2]}'), service, text)
                else:
                    print(line, end='', file=sys.stderr)

    def read_journal(self):
        # Without --all a long line would be left out.
        command = ['journalctl', '--quiet', '--all', '--output=json', '--output-fields=CONTAINER_NAME,MESSAGE', '_COMM=dockerd']
        if self.options.since:
            command += [f'--since=@{self.options.since}']
        if self.options.request:
            command += [f'--grep={self.options.request}']
        if self.options.follow:
            command += ['--follow', '--lines=all']
        with run(command) as process:
            for line in process.stdout:
                entry = json.loads(line)
                service = self.service_of(str(entry.get('CONTAINER_NAME', '')))
                message = entry.get('MESSAGE')
                # Bytes that are not text.
                if isinstance(message, list):
                    message = bytes(message).decode(errors='replace')
                if self.wants(service) and message:
                    self.add(int(entry['__REALTIME_TIMESTAMP']) / 1e6, service, message)


def run(command, stderr=None):
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, errors='replace')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ('project', 'request', 'services', 'level', 'since'):
        parser.add_argument(f'--{name}', default='')
    parser.add_argument('--follow', action='store_true')
    parser.add_argument('sources', nargs='+')
    options = parser.parse_args()
    lines = Lines(options)
    readers = [
        threading.Thread(
            target=lines.read_journal if source == 'journal' else lines.read_container,
            args=() if source == 'journal' else source.split(':', 1),
            daemon=True,
        )
        for source in options.sources
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    for _, _, line in sorted(lines.kept):
        print(line)
    if lines.count == 0:
        sys.exit(
            f'✗ nothing has the request id {options.request}: it is not of this campus, or its lines are deleted already'
            if options.request
            else '✗ no line is like that: a longer --since, another --service or --level'
        )


if __name__ == '__main__':
    # `deploy/logs … | head` ends it without a word.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
