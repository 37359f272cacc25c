'use client';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Picker } from '../../ui/picker';

export function PairPicker(props: { path: string; value: string; pairs: readonly string[] }): ReactNode {
  const { path, value, pairs } = props;
  const router = useRouter();
  if (pairs.length < 2) return null;
  return (
    <Picker
      label="Intersection"
      value={value}
      onChange={(by) => router.replace(`${path}?by=${encodeURIComponent(by)}`, { scroll: false })}
      sections={[{ options: pairs.map((pair) => ({ value: pair, name: pair.replace(',', ' × ') })) }]}
    />
  );
}
