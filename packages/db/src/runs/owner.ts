import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A batch takes seconds; a process elsewhere that stored nothing for so long has gone. In milliseconds. */
const ABANDONED_AFTER = 10 * 60_000;

/** This process, as runs remember who works on them. */
export function thisOwner(): string {
  return `${hostname()}:${process.pid}`;
}

/**
 * Whether the process that works on a run is still there: on this machine it is asked for by its id, elsewhere the
 * time of the last stored batch decides.
 */
export function ownerIsAlive(owner: string | null, heartbeatAt: string): boolean {
  if (owner === null) return false;
  if (owner === thisOwner()) return true;
  const colon = owner.lastIndexOf(':');
  const recent = Date.now() - Date.parse(heartbeatAt) < ABANDONED_AFTER;
  if (owner.slice(0, colon) !== hostname()) return recent;
  return recent && processExists(Number(owner.slice(colon + 1)));
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && (error as { code?: unknown }).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A killed process lives on by its id until its parent takes notice; in containers that may be never. */
function isZombie(pid: number): boolean {
  try {
    // `PID (name) STATE …`; the name may hold spaces and brackets.
    return /^.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Not Linux, where this cannot be asked.
    return false;
  }
}
