import type { Run } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { SampleDetail } from '../../data/sample-detail';
import type { Faces } from '../../lib/preferences';
import { Icon } from '../../ui/icon';
import { Link } from '../../ui/link';
import { SamplePicture } from './sample-picture';
import { SampleScores } from './sample-scores';

/** One image: what it is, and what the model says in every task. */
export function SampleView(props: {
  run: Run;
  detail: SampleDetail;
  faces: Faces;
  previous: string | undefined;
  next: string | undefined;
  back: string;
}): ReactNode {
  const { run, detail, faces, previous, next, back } = props;
  const { sample, outcome } = detail;
  return (
    <article className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <Link href={back} className="button">
          <Icon name="left" /> Images
        </Link>
        <h2 className="min-w-0 font-mono text-[13px] break-all">{sample.id}</h2>
        {detail.place !== undefined && (
          <nav aria-label="Neighbours" className="ml-auto flex items-center gap-2 text-ink-2">
            {countText(detail.place + 1)} of {countText(detail.total)}
            <Step href={previous} name="Previous image" icon="left" />
            <Step href={next} name="Next image" icon="right" />
          </nav>
        )}
      </div>
      <div className="grid gap-6 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <SamplePicture
            dataset={run.dataset.name}
            index={sample.index}
            state={detail.image}
            faces={faces}
            alt={`Sample ${sample.id}`}
            previous={previous}
            next={next}
            back={back}
          />
          <dl className="card grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 p-4">
            {Object.entries(sample.labels).map(([attribute, label]) => (
              <div key={attribute} className="contents">
                <dt className="text-ink-2">{attribute}</dt>
                <dd className="break-words">{label ?? <span className="text-ink-3">no label</span>}</dd>
              </div>
            ))}
            {sample.cluster !== undefined && (
              <div className="contents">
                <dt className="text-ink-2">belongs to</dt>
                <dd className="break-all">{sample.cluster}</dd>
              </div>
            )}
            <dt className="text-ink-2">SHA-256</dt>
            <dd className="truncate font-mono text-xs leading-5" title={sample.sha256}>
              {sample.sha256}
            </dd>
          </dl>
        </div>
        <div className="flex flex-col gap-4">
          {outcome.failure && (
            <p className="card p-4">
              <span className="font-medium">This image failed.</span> {outcome.failure.message}
            </p>
          )}
          {!outcome.failure && outcome.predictions.length === 0 && (
            <p className="card p-4 text-ink-2">The run has nothing about this image.</p>
          )}
          {outcome.predictions.map((prediction) => {
            const task = run.tasks[prediction.task];
            return task && <SampleScores key={task.name} task={task} prediction={prediction} />;
          })}
        </div>
      </div>
    </article>
  );
}

function Step(props: { href: string | undefined; name: string; icon: 'left' | 'right' }): ReactNode {
  const { href, name, icon } = props;
  if (href === undefined) {
    return (
      <span className="button" aria-disabled="true">
        <Icon name={icon} />
      </span>
    );
  }
  return (
    <Link href={href} className="button" aria-label={name} replace>
      <Icon name={icon} />
    </Link>
  );
}
