import { seeded } from '../seed/random.js';

/** Numbers at the edges of what fields hold. */
const EDGES = [0, 1, -1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** Longest input: mutations that insert would let it grow. */
const MAX_BYTES = 300_000;
const MAX_MUTATIONS = 6;

export interface Material {
  /** Valid inputs. */
  seeds: readonly Uint8Array[];
  /** Pieces of the format that are worth inserting. */
  tokens: readonly (string | Uint8Array)[];
}

/** Input number `index` of the sequence that `seed` begins: a valid input, damaged in one to six places. */
export function mutated(material: Material, seed: number, index: number): Uint8Array {
  const uniform = seeded(Math.imul(seed, 0x9e3779b1) ^ index);
  const below = (limit: number): number => Math.floor(uniform() * limit);
  const seedOf = (): Uint8Array => material.seeds[below(material.seeds.length)] ?? new Uint8Array();
  let bytes = Buffer.from(seedOf());
  // One place more often than six: much damage is noticed at the first byte.
  for (let left = 1 + below(1 + below(MAX_MUTATIONS)); left > 0; left--) {
    bytes = mutateOnce(bytes, { below, seedOf, tokens: material.tokens });
    if (bytes.length > MAX_BYTES) bytes = bytes.subarray(0, MAX_BYTES);
  }
  return bytes;
}

interface Chance {
  /** A whole number from 0 to below the limit. */
  below: (limit: number) => number;
  seedOf: () => Uint8Array;
  tokens: Material['tokens'];
}

type Mutation = (bytes: Buffer<ArrayBuffer>, chance: Chance) => Buffer<ArrayBuffer>;

const MUTATIONS: readonly Mutation[] = [
  function flipBit(bytes, { below }) {
    const at = below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    return bytes;
  },
  function setByte(bytes, { below }) {
    bytes[below(bytes.length)] = below(256);
    return bytes;
  },
  function setNumber(bytes, { below }) {
    const width = 1 << below(4);
    const value = BigInt.asUintN(64, BigInt(EDGES[below(EDGES.length)] ?? 0));
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(value);
    field.copy(bytes, below(bytes.length), 0, width);
    return bytes;
  },
  function setDigits(bytes, { below }) {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d+/gu)];
    const match = numbers[below(numbers.length)];
    if (match === undefined) return bytes;
    const value = ['0', '-1', '1e309', '4294967296', '9007199254740993', '99999999999999999999'][below(6)];
    const end = match.index + match[0].length;
    return Buffer.from(text.slice(0, match.index) + value + text.slice(end), 'latin1');
  },
  function truncate(bytes, { below }) {
    return bytes.subarray(0, below(bytes.length + 1));
  },
  function remove(bytes, { below }) {
    const from = below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + below(32))]);
  },
  function repeat(bytes, { below }) {
    const from = below(bytes.length + 1);
    const piece = bytes.subarray(from, from + 1 + below(16));
    // Seldom long: what grows faster than the input shows at the length of one.
    const times = 1 << below(below(40) === 0 ? 14 : 7);
    return insert(bytes, from, Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  function insertToken(bytes, { below, tokens }) {
    const token = tokens[below(tokens.length)];
    const piece = typeof token === 'string' ? Buffer.from(token, 'latin1') : Buffer.from(token ?? []);
    return insert(bytes, below(bytes.length + 1), piece);
  },
  function splice(bytes, { below, seedOf }) {
    const other = seedOf();
    const from = below(other.length + 1);
    return insert(bytes, below(bytes.length + 1), Buffer.from(other.subarray(from, from + below(200))));
  },
  function swap(bytes, { below }) {
    const from = below(bytes.length + 1);
    const to = from + below(64);
    return insert(bytes, below(bytes.length + 1), Buffer.from(bytes.subarray(from, to)));
  },
];

function mutateOnce(bytes: Buffer<ArrayBuffer>, chance: Chance): Buffer<ArrayBuffer> {
  const mutation = MUTATIONS[chance.below(MUTATIONS.length)];
  return mutation === undefined ? bytes : mutation(bytes, chance);
}

function insert(bytes: Buffer, at: number, piece: Buffer): Buffer<ArrayBuffer> {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}
