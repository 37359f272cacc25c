import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { CHECK_SIZE, checkGraph } from './check-graph.js';
import { createOrtSession, isCpuFallbackRefusal } from './create-ort-session.js';
import { ortErrorMessage } from './ort-error.js';
import type { ProbeReply, ProbeRequest } from './probe.js';

process.once('message', (request: ProbeRequest) => {
  answer(request)
    .catch(
      (error: unknown): ProbeReply => ({
        ok: false,
        error: ortErrorMessage(error),
      }),
    )
    .then((reply) => process.send?.(reply));
});

/** Images in a trial batch, where the model takes any number. */
const BATCH = 4;

async function answer(request: ProbeRequest): Promise<ProbeReply> {
  const model = request.model?.file ?? checkGraph();
  const { session, share } = await openAndPlace(model, request);
  const feeds = makeFeeds(session, request);
  const device = await timedRun(session, feeds);
  const cpu = await timedRun(
    await createOrtSession(model, { provider: 'cpu', threads: request.threads }),
    feeds,
  );
  return {
    ok: true,
    share,
    difference: largestDifference(device.outputs, cpu.outputs),
    seconds: { device: device.seconds, cpu: cpu.seconds },
  };
}

function makeFeeds(
  { inputMetadata: [input] }: InferenceSession,
  { model }: ProbeRequest,
): Record<string, Tensor> {
  const own = input?.isTensor ? input.shape[0] : undefined;
  const batch = typeof own === 'number' ? own : model ? BATCH : CHECK_SIZE;
  const dims = [batch, ...(model?.sample ?? [CHECK_SIZE])];
  const length = dims.reduce((product, dim) => product * dim, 1);
  const values = Float32Array.from({ length }, (_, i) => Math.sin(i));
  return { [input?.name ?? '']: new Tensor('float32', values, dims) };
}

async function openAndPlace(
  model: string | Uint8Array,
  request: ProbeRequest,
): Promise<{ session: InferenceSession; share: number }> {
  const { provider, threads } = request;
  try {
    return { session: await createOrtSession(model, { provider, threads, strict: true }), share: 1 };
  } catch (error) {
    if (!isCpuFallbackRefusal(error)) throw error;
    const session = await createOrtSession(model, { provider, threads });
    return { session, share: await profiledShare(model, request) };
  }
}

/** Operations that only arrange values or handle shapes: where they run says nothing. */
const ARRANGING = new Set(
  `Cast Concat ConstantOfShape Expand Flatten Gather Identity MemcpyFromHost MemcpyToHost Range Reshape Shape Slice
   Squeeze Transpose Unsqueeze`.split(/\s+/u),
);

interface ProfileEvent {
  cat?: string;
  args?: { op_name?: string; provider?: string };
}

/** Which provider ran each node is something that only a profile tells. */
async function profiledShare(model: string | Uint8Array, request: ProbeRequest): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-probe-'));
  try {
    const profile = join(folder, 'profile');
    const session = await createOrtSession(model, { provider: request.provider, profile });
    await session.run(makeFeeds(session, request));
    session.endProfiling();
    const [file = ''] = await readdir(folder);
    const events = JSON.parse(await readFile(join(folder, file), 'utf8')) as ProfileEvent[];
    const nodes = events.filter(({ cat, args }) => cat === 'Node' && args?.provider !== undefined);
    const computing = nodes.filter(({ args }) => !ARRANGING.has(args?.op_name ?? ''));
    const onDevice = computing.filter(({ args }) => args?.provider !== 'CPUExecutionProvider');
    return computing.length === 0 ? 0 : onDevice.length / computing.length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first run compiles shaders and fills caches, so the second is timed. */
async function timedRun(
  session: InferenceSession,
  feeds: Record<string, Tensor>,
): Promise<{ outputs: InferenceSession.ReturnType; seconds: number }> {
  await session.run(feeds);
  const start = performance.now();
  const outputs = await session.run(feeds);
  return { outputs, seconds: (performance.now() - start) / 1000 };
}

function largestDifference(device: InferenceSession.ReturnType, cpu: InferenceSession.ReturnType): number {
  let difference = 0;
  let scale = 1;
  for (const [name, expected] of Object.entries(cpu)) {
    const actual = device[name];
    if (!(expected instanceof Tensor) || !(expected.data instanceof Float32Array)) continue;
    if (!(actual instanceof Tensor) || !(actual.data instanceof Float32Array))
      return Number.POSITIVE_INFINITY;
    for (const [index, value] of expected.data.entries()) {
      const distance = Math.abs(value - (actual.data[index] ?? Number.NaN));
      if (!(distance <= difference))
        difference = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
      scale = Math.max(scale, Math.abs(value));
    }
  }
  return difference / scale;
}
