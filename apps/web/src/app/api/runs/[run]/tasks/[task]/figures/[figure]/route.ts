import { figureAttachment, unknown } from '../../../../../../../../exports/attachment';
import { reportFigures } from '../../../../../../../../exports/report-package';
import { taskFigures } from '../../../../../../../../exports/task-figures';
import { origin, taskFileName, taskShown } from '../../../../../../../../exports/task-shown';
import { answer } from '../../../../../../../../lib/answer';

/** A chart of a task's page as SVG or PNG; the rest of the address is the page's. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string; task: string; figure: string }> },
): Promise<Response> {
  const { run, task, figure } = await params;
  const search = new URL(request.url).searchParams;
  return answer(async () => {
    const shown = taskShown(run, decodeURIComponent(task), search);
    const made = taskFigures[figure]?.(shown, await reportFigures());
    if (!made) throw unknown('figure', figure);
    const { title, caption, drawing } = made;
    const texts = { title, caption, footnote: origin(shown.run) };
    return figureAttachment({ drawing, texts, name: taskFileName(shown, figure) }, search);
  });
}
