import { env, InferenceSession } from 'onnxruntime-node';

/** onnxruntime's own severity numbers. */
const LOG_ERRORS = 3;
const LOG_FATAL = 4;

export interface OrtSessionOptions {
  provider: string;
  threads?: number | undefined;
  /** Fails where a node of the model cannot run on the provider; by default onnxruntime runs such nodes on the CPU. */
  strict?: boolean;
  /** Writes a profile to files that start with this path. */
  profile?: string;
}

/** @param model path of an .onnx file, or its bytes */
export async function createOrtSession(
  model: string | Uint8Array,
  { provider, threads, strict = false, profile }: OrtSessionOptions,
): Promise<InferenceSession> {
  // Read once, when the process opens its first session: remarks on graph optimisation are not for users.
  env.logLevel = 'error';
  // NVIDIA's libraries round float32 factors to 10 bits (TF32) unless told otherwise; this is their own switch.
  process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    // A strict session that fails is a question that was answered, not an error.
    logSeverityLevel: strict ? LOG_FATAL : LOG_ERRORS,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(strict && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    ...(profile !== undefined && { enableProfiling: true, profileFilePrefix: profile }),
  };
  return typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options);
}

/** Whether a strict session failed only because a part of the model needs the CPU. */
export function isCpuFallbackRefusal(error: unknown): boolean {
  return error instanceof Error && error.message.includes('fallback to CPU EP');
}
