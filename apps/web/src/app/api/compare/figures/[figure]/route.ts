import { figureAttachment, unknown } from '../../../../../exports/attachment';
import { comparisonFigures } from '../../../../../exports/comparison-files';
import {
  comparisonFileName,
  comparisonOrigin,
  comparisonShown,
} from '../../../../../exports/comparison-shown';
import { reportFigures } from '../../../../../exports/report-package';
import { answer } from '../../../../../lib/answer';

/** A chart of a comparison's page as SVG or PNG; the rest of the address is the page's. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ figure: string }> },
): Promise<Response> {
  const { figure } = await params;
  const search = new URL(request.url).searchParams;
  return answer(async () => {
    const make = comparisonFigures[figure];
    if (!make) throw unknown('figure', figure);
    const shown = comparisonShown(search);
    const { title, caption, drawing } = make(shown, await reportFigures());
    const texts = { title, caption, footnote: comparisonOrigin(shown) };
    return figureAttachment({ drawing, texts, name: comparisonFileName(shown, figure) }, search);
  });
}
