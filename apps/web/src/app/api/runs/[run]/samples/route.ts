import { runResult } from '../../../../../data/run-result';
import { sampleWindow, WINDOW_LIMIT } from '../../../../../data/sample-window';
import { answer } from '../../../../../lib/answer';
import { sampleQuery } from '../../../../../lib/sample-query';

/** A stretch of the images that the address asks for: `from` and `count` besides the filters. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string }> },
): Promise<Response> {
  const { run } = await params;
  const search = new URL(request.url).searchParams;
  return answer(async () => {
    const result = runResult(run);
    const query = sampleQuery(
      Object.fromEntries(search),
      result.run.tasks.map(({ name }) => name),
    );
    const from = Math.max(0, Math.floor(Number(search.get('from')) || 0));
    const count = Math.max(0, Math.floor(Number(search.get('count')) || WINDOW_LIMIT));
    return Response.json(await sampleWindow(result, query, { from, count }));
  });
}
