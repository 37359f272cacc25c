import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { runResult } from '../../../../data/run-result';
import { Provenance } from '../../../../features/provenance/provenance';
import { guarded } from '../../../../lib/guarded';

interface Props {
  params: Promise<{ run: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Provenance · Run ${(await params).run}` };
}

export default async function ProvenancePage({ params }: Props): Promise<ReactNode> {
  const { run } = await params;
  return guarded(() => <Provenance run={runResult(run).run} />);
}
