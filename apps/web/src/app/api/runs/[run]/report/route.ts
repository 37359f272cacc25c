import { loadReport } from '@evenhand/audit';
import { database } from '../../../../../data/database';
import { attachment, unknown } from '../../../../../exports/attachment';
import { reportFiles } from '../../../../../exports/report-package';
import { answer } from '../../../../../lib/answer';

/** What `evenhand report RUN -o FILE` writes: `format`, and `baseline` for a run to compare with. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string }> },
): Promise<Response> {
  const { run } = await params;
  const search = new URL(request.url).searchParams;
  return answer(async () => {
    const { reportFormats, writeReport } = await reportFiles();
    const asked = search.get('format') ?? 'pdf';
    const format = reportFormats.find((name) => name === asked);
    if (!format) throw unknown('format', asked);
    const baseline = search.get('baseline') ?? undefined;
    const { bytes } = writeReport(loadReport(database(), { run, baseline }), format, {
      edition: format === 'md' ? 'summary' : 'full',
      paper: 'a4',
      isArchival: false,
    });
    const name = [run, ...(baseline === undefined ? [] : ['against', baseline]), 'report'];
    return attachment(new Uint8Array(bytes), { name, format });
  });
}
