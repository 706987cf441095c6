import { createServer } from 'node:net';

/** A sentence that explains why the port is not available; undefined if it is. */
export function portProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        resolve(`Port ${port} is busy. Stop what uses it, or choose another: PORT=${port + 1} npm start`);
      else if (error.code === 'EACCES')
        resolve(`Port ${port} is not allowed for this user. Choose one above 1023: PORT=3000 npm start`);
      else resolve(`Cannot listen on ${host}:${port}: ${error.message}`);
    });
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
