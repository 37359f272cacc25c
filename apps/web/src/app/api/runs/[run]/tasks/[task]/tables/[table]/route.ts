import { attachment, unknown } from '../../../../../../../../exports/attachment';
import { taskFileName, taskShown } from '../../../../../../../../exports/task-shown';
import { taskCsv } from '../../../../../../../../exports/task-tables';
import { answer } from '../../../../../../../../lib/answer';

/** A table of a task's page as CSV; the rest of the address is the page's. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ run: string; task: string; table: string }> },
): Promise<Response> {
  const { run, task, table } = await params;
  return answer(() => {
    const shown = taskShown(run, decodeURIComponent(task), new URL(request.url).searchParams);
    const csv = taskCsv(table, shown);
    if (csv === undefined) throw unknown('table', table);
    return attachment(csv, { name: taskFileName(shown, table), format: 'csv' });
  });
}
