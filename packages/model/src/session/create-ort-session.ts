import { env, InferenceSession } from 'onnxruntime-node';

/** onnxruntime's own severity numbers. */
const LOG_ERRORS = 3;

/**
 * Opens a model on one execution provider, and on no other. Nodes that the provider does not implement run on the
 * CPU inside the session, as onnxruntime always does.
 */
export async function createOrtSession(
  file: string,
  { provider, threads }: { provider: string; threads?: number | undefined },
): Promise<InferenceSession> {
  // Read once, when the process opens its first session: its remarks on graph optimisation are not for users.
  env.logLevel = 'error';
  return await InferenceSession.create(file, {
    executionProviders: [provider],
    logSeverityLevel: LOG_ERRORS,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
  });
}
