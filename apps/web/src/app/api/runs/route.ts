import { matchingRuns } from '../../../data/run-list';
import { attachment, unknown } from '../../../exports/attachment';
import { runsCsv } from '../../../exports/runs-table';
import { answer } from '../../../lib/answer';
import { runListQuery } from '../../../lib/run-list-query';

/** The runs that the list shows at the same address, on all its pages: `format` json, as `evenhand runs --json`, or csv. */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  return answer(() => {
    const runs = matchingRuns(runListQuery(Object.fromEntries(search)));
    const format = search.get('format') ?? 'json';
    if (format === 'json') return Response.json(runs);
    if (format !== 'csv') throw unknown('format', format);
    return attachment(runsCsv(runs), { name: ['runs'], format });
  });
}
