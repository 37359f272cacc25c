import type { ReactNode } from 'react';
import { Problem } from '../../ui/problem';

export function NoRuns(): ReactNode {
  return (
    <Problem
      title="No audits here yet"
      message="An audit runs a model over labelled images and says how well it works for every group."
      hint="Try the built-in demo with `evenhand demo`, or start your own:"
    >
      <pre className="rounded-md break-words whitespace-pre-wrap bg-sunk p-3 font-mono text-xs leading-relaxed">
        {[
          'evenhand model add ./checkpoint --name faces --version v1',
          'evenhand dataset add ./fairface --name fairface',
          'evenhand run --model faces@v1 --dataset fairface',
        ].join('\n')}
      </pre>
    </Problem>
  );
}
