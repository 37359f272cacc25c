import { isUserError } from '@evenhand/contracts';
import { runProgress } from '../../../../../data/run-progress';

/** Server-sent events: `progress` after every batch, then one `end`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string }> },
): Promise<Response> {
  const { run } = await params;
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: string, data: unknown): void => {
        if (!signal.aborted)
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      };
      try {
        for await (const progress of runProgress(run, signal)) send('progress', progress);
        send('end', {});
      } catch (error) {
        if (!isUserError(error)) throw error;
        send('end', { code: error.code, message: error.message });
      }
      if (!signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
  });
}
