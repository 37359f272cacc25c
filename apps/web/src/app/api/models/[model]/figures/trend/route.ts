import { modelShown } from '../../../../../../data/model-shown';
import { figureAttachment } from '../../../../../../exports/attachment';
import { trendFigure } from '../../../../../../exports/model-files';
import { reportFigures } from '../../../../../../exports/report-package';
import { answer } from '../../../../../../lib/answer';

/** A trend of a model's page as SVG or PNG: of a `dataset`, the one at a `place` on the page. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ model: string }> },
): Promise<Response> {
  const { model } = await params;
  const search = new URL(request.url).searchParams;
  return answer(async () => {
    const shown = modelShown(decodeURIComponent(model), search.get('dataset'));
    const place = search.get('place') ?? '';
    const { title, caption, drawing } = trendFigure(shown, place, await reportFigures());
    const footnote = `Model ${shown.name} on ${shown.dataset}. Evenhand.`;
    const name = [shown.name, shown.dataset, 'trend', place];
    return figureAttachment({ drawing, texts: { title, caption, footnote }, name }, search);
  });
}
