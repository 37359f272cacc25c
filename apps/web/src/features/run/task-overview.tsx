import type { Estimate, TaskAudit } from '@evenhand/contracts';
import { columnDigits, countText, intervalText, metricFacts, numberText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { runPath } from '../../lib/run-path';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';

const columns = ['accuracy', 'balanced_accuracy', 'macro_f1', 'cohen_kappa', 'ece_debiased'];

/** Every task of the run at a glance, all images together. */
export function TaskOverview({ run, tasks }: { run: string; tasks: readonly TaskAudit[] }): ReactNode {
  const shown = columns.filter((id) => tasks.some((task) => task.overall.metrics[id]));
  return (
    <section aria-labelledby="overall" className="flex flex-col gap-3">
      <h2 id="overall" className="text-lg font-semibold">
        All images together
      </h2>
      <TableFrame label="Overall metrics by task">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col" className="number">
                n
              </th>
              {shown.map((id) => (
                <th key={id} scope="col" className="number">
                  {metricFacts(id).name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.task}>
                <th scope="row">
                  <Link href={runPath(run, 'tasks', task.task)} className="text-link">
                    {task.task}
                  </Link>
                </th>
                <td className="number text-ink-2">{countText(task.overall.n)}</td>
                {shown.map((id) => (
                  <td key={id} className="number">
                    <MetricNumber metric={id} estimate={task.overall.metrics[id]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

function MetricNumber({ metric, estimate }: { metric: string; estimate: Estimate | undefined }): ReactNode {
  if (!estimate || estimate.value === null) return <span className="text-ink-3">n/a</span>;
  const { unit } = metricFacts(metric);
  const style = { unit, digits: columnDigits([estimate], unit) };
  return (
    <>
      {numberText(estimate.value, style)}{' '}
      <span className="text-xs text-ink-3">{intervalText(estimate, style)}</span>
    </>
  );
}
