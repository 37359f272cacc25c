/** Disjoint sets of 0 … n − 1 (union–find with path halving). */
export interface DisjointSets {
  /** The number that stands for a member's set. */
  find(member: number): number;
  join(first: number, second: number): void;
  /** The sets of more than one member, each in order, in the order of their first members. */
  all(): number[][];
}

export function createSets(n: number): DisjointSets {
  const parents = Int32Array.from({ length: n }, (_, index) => index);
  const find = (member: number): number => {
    let at = member;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  return {
    find,
    join(first, second) {
      const [a, b] = [find(first), find(second)];
      parents[Math.max(a, b)] = Math.min(a, b);
    },
    all() {
      const sets = new Map<number, number[]>();
      for (let member = 0; member < n; member++) {
        const root = find(member);
        const known = sets.get(root);
        if (known) known.push(member);
        else sets.set(root, [member]);
      }
      return [...sets.values()].filter((members) => members.length > 1);
    },
  };
}
