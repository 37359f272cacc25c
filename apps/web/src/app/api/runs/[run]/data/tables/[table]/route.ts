import { attachment, unknown } from '../../../../../../../exports/attachment';
import { dataTables } from '../../../../../../../exports/data-files';
import { runDataShown } from '../../../../../../../exports/data-shown';
import { answer } from '../../../../../../../lib/answer';

/** A table of the data that a run counted as CSV; `by` says of which attributes. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string; table: string }> },
): Promise<Response> {
  const { run, table } = await params;
  return answer(() => {
    const make = dataTables[table];
    if (!make) throw unknown('table', table);
    const shown = runDataShown(run);
    const by = new URL(request.url).searchParams.get('by') ?? '';
    return attachment(make(shown, by), { name: [shown.name, 'data', table, by], format: 'csv' });
  });
}
