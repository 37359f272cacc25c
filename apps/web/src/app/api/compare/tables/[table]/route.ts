import { attachment, unknown } from '../../../../../exports/attachment';
import { comparisonTables } from '../../../../../exports/comparison-files';
import { comparisonFileName, comparisonShown } from '../../../../../exports/comparison-shown';
import { answer } from '../../../../../lib/answer';

/** A table of a comparison's page as CSV; the rest of the address is the page's. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ table: string }> },
): Promise<Response> {
  const { table } = await params;
  return answer(() => {
    const make = comparisonTables[table];
    if (!make) throw unknown('table', table);
    const shown = comparisonShown(new URL(request.url).searchParams);
    return attachment(make(shown), { name: comparisonFileName(shown, table), format: 'csv' });
  });
}
