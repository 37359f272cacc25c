import type { RunTask, StoredPrediction } from '@evenhand/db';
import type { ReactNode } from 'react';

/** What the model says about one image in one task, class by class. */
export function SampleScores({
  task,
  prediction,
}: {
  task: RunTask;
  prediction: StoredPrediction;
}): ReactNode {
  const { truth, predicted, scores, confidence } = prediction;
  const order = task.order ?? task.labels;
  const answer = truth === null ? 'no true label' : truth === predicted ? 'right' : 'wrong';
  return (
    <section className="card flex flex-col gap-3 p-4" aria-labelledby={`task-${task.name}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id={`task-${task.name}`} className="font-semibold">
          {task.name}: {task.labels[predicted]}
        </h3>
        <p className="text-ink-2">
          {answer}
          {truth !== null && truth !== predicted && `, it is ${task.labels[truth]}`}
          {scores === null && confidence !== null && `, ${Math.round(confidence * 100)}\u202f% sure`}
        </p>
      </div>
      {scores && (
        <table className="w-full border-separate border-spacing-y-0.5">
          <caption className="sr-only">Probability of every class</caption>
          <tbody>
            {order.map((label) => {
              const index = task.labels.indexOf(label);
              const score = scores[index] ?? 0;
              return (
                <tr key={label}>
                  <th
                    scope="row"
                    className={`w-32 max-w-32 truncate pr-3 sm:w-48 sm:max-w-48 text-left ${index === predicted ? 'font-semibold' : 'font-normal text-ink-2'}`}
                    title={label}
                  >
                    {label}
                    {index === truth && <span className="font-normal text-ink-3"> (true)</span>}
                  </th>
                  <td className="w-full">
                    <svg width="100%" height="10" className="block" aria-hidden="true">
                      <rect width="100%" height="10" rx="2" className="fill-sunk" />
                      <rect
                        width={`${score * 100}%`}
                        height="10"
                        rx="2"
                        className={index === predicted ? 'fill-accent' : 'fill-ink-3'}
                      />
                    </svg>
                  </td>
                  <td className="pl-3 text-right whitespace-nowrap text-ink-2 tabular-nums">
                    {`${(score * 100).toFixed(1)}\u202f%`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
