import { modelShown } from '../../../../../../data/model-shown';
import { attachment, unknown } from '../../../../../../exports/attachment';
import { modelTables } from '../../../../../../exports/model-files';
import { answer } from '../../../../../../lib/answer';

/** A table of a model's page as CSV; `dataset` says whose runs are drawn. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ model: string; table: string }> },
): Promise<Response> {
  const { model, table } = await params;
  return answer(() => {
    const make = modelTables[table];
    if (!make) throw unknown('table', table);
    const shown = modelShown(decodeURIComponent(model), new URL(request.url).searchParams.get('dataset'));
    return attachment(make(shown), { name: [shown.name, shown.dataset, table], format: 'csv' });
  });
}
