'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
import { flipKinds, type SampleQuery, sampleQueryHref } from '../../lib/sample-query';
import { FilterChip } from './filter-chip';

/** One chip per property; a chip that filters is filled. */
export function SampleFilters(props: {
  path: string;
  query: SampleQuery;
  tasks: readonly string[];
  labels: readonly string[];
  attributes: readonly { name: string; labels: readonly string[] }[];
}): ReactNode {
  const { path, query, tasks, labels, attributes } = props;
  const router = useRouter();
  const [pending, start] = useTransition();
  const change = (part: Partial<SampleQuery>): void =>
    start(() => router.replace(sampleQueryHref(path, { ...query, ...part }), { scroll: false }));
  const setGroup = (attribute: string, label: string | undefined): void => {
    const { [attribute]: _, ...rest } = query.group;
    change({ group: label === undefined ? rest : { ...rest, [attribute]: label } });
  };
  return (
    <search aria-label="Images" className="flex flex-wrap gap-1.5" aria-busy={pending}>
      <FilterChip
        name="Task"
        value={query.task}
        options={tasks}
        onChange={(task) => task && change({ task, truth: undefined, predicted: undefined })}
        always
      />
      <FilterChip name="True" value={query.truth} options={labels} onChange={(truth) => change({ truth })} />
      <FilterChip
        name="Predicted"
        value={query.predicted}
        options={labels}
        onChange={(predicted) => change({ predicted })}
      />
      <FilterChip
        name="Answer"
        value={query.answer === 'all' ? undefined : query.answer}
        options={['right', 'wrong']}
        onChange={(answer) => change({ answer: answer === 'right' || answer === 'wrong' ? answer : 'all' })}
      />
      {query.against !== undefined && (
        <FilterChip
          name={`Against ${query.against}`}
          value={query.flip}
          options={flipKinds}
          onChange={(flip) =>
            change(
              flip === undefined
                ? { flip: undefined, against: undefined }
                : { flip: flipKinds.find((kind) => kind === flip) },
            )
          }
        />
      )}
      {attributes.map(({ name, labels: values }) => (
        <FilterChip
          key={name}
          name={name}
          value={query.group[name]}
          options={values}
          onChange={(label) => setGroup(name, label)}
        />
      ))}
      <FilterChip
        name="Order"
        value={
          { data: 'as in the data', sure: 'most confident first', unsure: 'least confident first' }[
            query.sort
          ]
        }
        options={['as in the data', 'most confident first', 'least confident first']}
        onChange={(order) =>
          change({
            sort:
              order === 'most confident first'
                ? 'sure'
                : order === 'least confident first'
                  ? 'unsure'
                  : 'data',
          })
        }
        always
      />
    </search>
  );
}
