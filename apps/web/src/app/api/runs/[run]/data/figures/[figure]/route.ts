import { figureAttachment, unknown } from '../../../../../../../exports/attachment';
import { dataFigures } from '../../../../../../../exports/data-files';
import { runDataShown } from '../../../../../../../exports/data-shown';
import { reportFigures } from '../../../../../../../exports/report-package';
import { answer } from '../../../../../../../lib/answer';

/** A chart of the data that a run counted as SVG or PNG; `by` says of which attributes. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string; figure: string }> },
): Promise<Response> {
  const { run, figure } = await params;
  const search = new URL(request.url).searchParams;
  return answer(async () => {
    const make = dataFigures[figure];
    if (!make) throw unknown('figure', figure);
    const shown = runDataShown(run);
    const by = search.get('by') ?? '';
    const { title, caption, drawing } = make(shown, by, await reportFigures());
    const texts = { title, caption, footnote: shown.origin };
    return figureAttachment({ drawing, texts, name: [shown.name, 'data', figure, by] }, search);
  });
}
