import { attachment, unknown } from '../../../../../../exports/attachment';
import { dataTables } from '../../../../../../exports/data-files';
import { datasetShown } from '../../../../../../exports/data-shown';
import { answer } from '../../../../../../lib/answer';

/** A table of a data set as CSV; `by` says of which attributes. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ dataset: string; table: string }> },
): Promise<Response> {
  const { dataset, table } = await params;
  return answer(() => {
    const make = dataTables[table];
    if (!make) throw unknown('table', table);
    const shown = datasetShown(decodeURIComponent(dataset));
    const by = new URL(request.url).searchParams.get('by') ?? '';
    return attachment(make(shown, by), { name: [shown.name, 'data', table, by], format: 'csv' });
  });
}
