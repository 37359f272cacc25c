import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from '@evenhand/contracts';

/** Where the dashboard listens. */
export interface Address {
  host: string;
  port: number;
  /** `http://127.0.0.1:4123` */
  url: string;
}

/**
 * A port of the loopback interface that is free at this moment: the one that is asked for, else one that the system
 * chooses.
 *
 * @throws UserError `not_loopback`, `port_in_use`, `port_forbidden`, `unknown_host`
 */
export async function freeAddress(host: string, wanted: number | undefined): Promise<Address> {
  if (!isLoopback(host)) {
    throw new UserError({
      code: 'not_loopback',
      message: `The dashboard does not listen on ${host}: it shows people's images and has no login, so it answers to this machine only.`,
      hint: 'Leave out --host. From another machine, forward the port: ssh -L 4123:127.0.0.1:4123 THIS-MACHINE, with evenhand dashboard --port 4123 here.',
    });
  }
  const probe = createServer();
  try {
    probe.listen(wanted ?? 0, host);
    await once(probe, 'listening');
  } catch (error) {
    throw portError(error, { host, wanted });
  }
  const bound = probe.address();
  probe.close();
  await once(probe, 'close');
  if (bound === null || typeof bound === 'string') throw new Error(`no port of ${host} was bound`);
  const { port } = bound;
  return { host, port, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}` };
}

/** By its name or number: what a name server says about other names may change. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function portError(error: unknown, { host, wanted }: { host: string; wanted: number | undefined }): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new UserError({
      code: 'port_in_use',
      message: `Port ${wanted} of ${host} is in use by another program, perhaps by another dashboard.`,
      hint: 'Give another --port, or none for a free one.',
    });
  }
  if (code === 'EACCES') {
    return new UserError({
      code: 'port_forbidden',
      message: `Port ${wanted} may not be used by this account.`,
      hint: 'Give a --port from 1024 on, or none for a free one.',
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new UserError({
      code: 'unknown_host',
      message: `This machine has no address ${host} (${code}).`,
      hint: 'Leave out --host.',
    });
  }
  return error;
}
