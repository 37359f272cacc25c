import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { modelList } from '../../data/model-list';
import { guarded } from '../../lib/guarded';
import { Link } from '../../ui/link';
import { PageHeader } from '../../ui/page-header';
import { Problem } from '../../ui/problem';
import { When } from '../../ui/when';

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsPage(): Promise<ReactNode> {
  return guarded(() => {
    const models = modelList();
    if (models.length === 0) {
      return (
        <Problem
          title="No models here yet"
          message="A model is a folder with a checkpoint, or an ONNX file with a description."
          hint="Add one: `evenhand model add ./checkpoint --name faces --version v1`"
        />
      );
    }
    return (
      <>
        <PageHeader title="Models" />
        <ul className="grid gap-3 md:grid-cols-2">
          {models.map((model) => (
            <li key={model.name}>
              <Link
                href={`/models/${encodeURIComponent(model.name)}`}
                data-walk
                className="card group flex h-full flex-col gap-2 p-4 hover:bg-sunk"
              >
                <span className="text-base font-semibold break-words group-hover:text-accent">
                  {model.name}
                </span>
                <span className="text-ink-2">
                  {model.versions.length} {model.versions.length === 1 ? 'version' : 'versions'}:{' '}
                  {model.versions.slice(0, 6).join(', ')}
                  {model.versions.length > 6 && ' …'}
                </span>
                <span className="text-ink-2">
                  {model.tasks.join(', ')} · {model.runs} {model.runs === 1 ? 'run' : 'runs'}
                </span>
                <span className="text-xs text-ink-3">
                  {model.registered ? 'added' : 'no longer registered; last run'}{' '}
                  <When at={model.latest} short />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </>
    );
  });
}
