import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ProbeRequest {
  provider: string;
  /** An .onnx file with one float32 input, and the dimensions of one sample; the check graph where left out. */
  model?: { file: string; sample: readonly number[] };
  threads?: number | undefined;
}

export interface ProbeResult {
  /** Share of the model's operations that run on the provider; onnxruntime runs the rest on the CPU without a word. */
  share: number;
  /** Largest |device − CPU| over all outputs, as a share of the largest |CPU| value (at least 1). */
  difference: number;
  /** Of a run after the first. */
  seconds: { device: number; cpu: number };
}

export type ProbeReply = ({ ok: true } & ProbeResult) | { ok: false; error: string };

const MAX_COMPLAINTS = 4000;

/**
 * Tries a provider in a process of its own: drivers crash and hang, and onnxruntime keeps the memory of sessions.
 * Trouble of any kind is an answer, not an exception.
 */
export async function probe(request: ProbeRequest, limitSeconds: number): Promise<ProbeReply> {
  const child = fork(fileURLToPath(new URL('./probe-process.js', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(0, MAX_COMPLAINTS);
  });
  return await new Promise<ProbeReply>((resolve) => {
    const finish = (reply: ProbeReply): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(reply);
    };
    /** Drivers say why they fail on stderr; the first line is the cause. */
    const fail = (error: string): void => {
      const cause = complaints.trim().split('\n')[0];
      finish({ ok: false, error: cause ? `${error} (${cause})` : error });
    };
    const timer = setTimeout(() => fail(`it gave no answer within ${limitSeconds} s`), limitSeconds * 1000);
    child.on('message', (reply: ProbeReply) => (reply.ok ? finish(reply) : fail(reply.error)));
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code, signal) =>
      fail(`its driver ended the process (${signal ?? `exit code ${code}`})`),
    );
    child.send(request);
  });
}
