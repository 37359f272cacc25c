import { ByteCursor } from './byte-cursor.js';
import { knownGlobal } from './known-global.js';
import {
  isContainer,
  isTuple,
  type PickledContainer,
  type PickledDict,
  type PickledSequence,
  type PickleValue,
} from './pickle-value.js';
import { parameterOf, storageOf, tensorOf } from './rebuild.js';
import { badTorchFile, unsafePickle } from './torch-file-error.js';

/** A pickle takes about 150 bytes per tensor: 300 kB for a whole CLIP bigG with its 1,900 tensors. */
export const MAX_PICKLE_BYTES = 4_000_000;
/** Pickles are written in batches of 1,000 entries, two values each. */
const MAX_STACK = 10_000;
/** About ten values per tensor are remembered. */
const MAX_MEMO = 200_000;
/** Tuples, lists and dictionaries: six per tensor. At this limit they take about 100 MB. */
const MAX_CONTAINERS = 300_000;
/** state dict › arguments › storage id; metadata are one deeper. */
const MAX_DEPTH = 16;
/** torch._utils._rebuild_parameter_with_state has 43 characters. */
const MAX_GLOBAL_NAME = 200;

/**
 * Reads a pickle of tensors (protocols 2 to 5) without executing anything: a pickle is a program for a small stack
 * machine, and this machine has only the instructions that a state dict needs and knows no functions but those that
 * tensors are made with (docs: Python's pickletools, torch/_utils.py).
 *
 * @param file for messages
 * @throws UserError `unsafe_pickle` for any other global, by name; `bad_torch_file` for all else
 */
export function unpickle(bytes: Uint8Array, file: string): PickleValue {
  if (bytes.length > MAX_PICKLE_BYTES) {
    throw badTorchFile(
      file,
      `its pickle has ${bytes.length} bytes, more than the ${MAX_PICKLE_BYTES} allowed`,
    );
  }
  return new Machine(bytes, file).run();
}

class Machine {
  readonly #file: string;
  readonly #cursor: ByteCursor;
  #stack: PickleValue[] = [];
  /** Stacks that wait below each open mark. */
  readonly #below: PickleValue[][] = [];
  #waiting = 0;
  readonly #memo = new Map<number, PickleValue>();
  #containers = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.#file = file;
    this.#cursor = new ByteCursor(bytes, (what) => this.#bad(what));
  }

  run(): PickleValue {
    for (;;) {
      const opcode = this.#cursor.u8();
      if (opcode === 0x2e) return this.#pop(); // STOP
      this.#execute(opcode);
    }
  }

  #execute(opcode: number): void {
    const cursor = this.#cursor;
    switch (opcode) {
      case 0x80: // PROTO
        this.#checkProtocol(cursor.u8());
        break;
      case 0x95: // FRAME: a hint for readers of streams
        cursor.u64();
        break;
      case 0x28: // MARK
        this.#mark();
        break;
      case 0x30: // POP
        this.#pop();
        break;
      case 0x4e: // NONE
        this.#push(null);
        break;
      case 0x88: // NEWTRUE
        this.#push(true);
        break;
      case 0x89: // NEWFALSE
        this.#push(false);
        break;
      case 0x4a: // BININT
        this.#push(cursor.i32());
        break;
      case 0x4b: // BININT1
        this.#push(cursor.u8());
        break;
      case 0x4d: // BININT2
        this.#push(cursor.u16());
        break;
      case 0x8a: // LONG1
        this.#push(cursor.integer(cursor.u8()));
        break;
      case 0x8b: // LONG4
        this.#push(cursor.integer(cursor.u32()));
        break;
      case 0x47: // BINFLOAT
        this.#push(cursor.f64BigEndian());
        break;
      case 0x58: // BINUNICODE
      case 0x54: // BINSTRING, from Python 2
        this.#push(cursor.text(cursor.u32()));
        break;
      case 0x8c: // SHORT_BINUNICODE
      case 0x55: // SHORT_BINSTRING
        this.#push(cursor.text(cursor.u8()));
        break;
      case 0x8d: // BINUNICODE8
        this.#push(cursor.text(cursor.u64()));
        break;
      case 0x29: // EMPTY_TUPLE
        this.#push(this.#sequence('tuple', []));
        break;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        this.#push(this.#sequence('tuple', this.#popSeveral(opcode - 0x84)));
        break;
      case 0x74: // TUPLE
        this.#push(this.#sequence('tuple', this.#popMark()));
        break;
      case 0x5d: // EMPTY_LIST
        this.#push(this.#sequence('list', []));
        break;
      case 0x61: // APPEND
        this.#append([this.#pop()]);
        break;
      case 0x65: // APPENDS
        this.#append(this.#popMark());
        break;
      case 0x7d: // EMPTY_DICT
        this.#push(this.#dict());
        break;
      case 0x73: // SETITEM
        this.#setItems(this.#popSeveral(2));
        break;
      case 0x75: // SETITEMS
        this.#setItems(this.#popMark());
        break;
      case 0x71: // BINPUT
        this.#remember(cursor.u8());
        break;
      case 0x72: // LONG_BINPUT
        this.#remember(cursor.u32());
        break;
      case 0x94: // MEMOIZE
        this.#remember(this.#memo.size);
        break;
      case 0x68: // BINGET
        this.#recall(cursor.u8());
        break;
      case 0x6a: // LONG_BINGET
        this.#recall(cursor.u32());
        break;
      case 0x63: // GLOBAL
        this.#global(cursor.line(MAX_GLOBAL_NAME), cursor.line(MAX_GLOBAL_NAME));
        break;
      case 0x93: // STACK_GLOBAL
        this.#stackGlobal(this.#popSeveral(2));
        break;
      case 0x51: // BINPERSID
        this.#persistent(this.#pop());
        break;
      case 0x52: // REDUCE
        this.#call(this.#popSeveral(2));
        break;
      case 0x62: // BUILD
        this.#build(this.#popSeveral(2));
        break;
      default:
        throw this.#bad(
          `its pickle has the instruction 0x${opcode.toString(16)} at byte ${cursor.position - 1}, which tensors do not need`,
        );
    }
  }

  #checkProtocol(protocol: number): void {
    if (protocol < 2 || protocol > 5) throw this.#bad(`its pickle is of protocol ${protocol}`);
  }

  #push(value: PickleValue): void {
    if (this.#stack.length + this.#waiting >= MAX_STACK) {
      throw this.#bad(`its pickle puts more than ${MAX_STACK} values on the stack`);
    }
    this.#stack.push(value);
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined)
      throw this.#bad(`its pickle takes a value that is not there, at byte ${this.#cursor.position}`);
    return value;
  }

  #popSeveral(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.#pop()).reverse();
  }

  #mark(): void {
    if (this.#below.length >= MAX_DEPTH) throw this.#tooDeep();
    this.#below.push(this.#stack);
    this.#waiting += this.#stack.length;
    this.#stack = [];
  }

  /** All values above the last mark. */
  #popMark(): PickleValue[] {
    const values = this.#stack;
    const below = this.#below.pop();
    if (below === undefined)
      throw this.#bad(`its pickle ends a list that was not begun, at byte ${this.#cursor.position}`);
    this.#stack = below;
    this.#waiting -= below.length;
    return values;
  }

  #sequence(kind: 'list' | 'tuple', items: PickleValue[]): PickledSequence {
    this.#count();
    const sequence: PickledSequence = { kind, items, depth: 1 };
    this.#nest(sequence, items);
    return sequence;
  }

  #dict(): PickledDict {
    this.#count();
    return { kind: 'dict', entries: new Map(), depth: 1 };
  }

  #count(): void {
    this.#containers += 1;
    if (this.#containers > MAX_CONTAINERS)
      throw this.#bad(`its pickle makes more than ${MAX_CONTAINERS} lists and dictionaries`);
  }

  #nest(outer: PickledContainer, inner: readonly PickleValue[]): void {
    for (const value of inner) {
      if (!isContainer(value)) continue;
      if (value === outer) throw this.#bad('its pickle puts a list or dictionary into itself');
      outer.depth = Math.max(outer.depth, value.depth + 1);
    }
    if (outer.depth > MAX_DEPTH) throw this.#tooDeep();
  }

  #append(items: PickleValue[]): void {
    const list = this.#stack.at(-1);
    if (typeof list !== 'object' || list === null || list.kind !== 'list')
      throw this.#bad('its pickle appends to something that is no list');
    this.#nest(list, items);
    for (const item of items) list.items.push(item);
  }

  #setItems(values: PickleValue[]): void {
    const dict = this.#stack.at(-1);
    if (!isDict(dict) || values.length % 2 !== 0)
      throw this.#bad('its pickle sets entries of something that is no dictionary');
    this.#nest(dict, values);
    for (let i = 0; i < values.length; i += 2) {
      const key = values[i];
      const value = values[i + 1];
      if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined)
        throw this.#bad('its pickle has a key that is neither text nor a number');
      if (dict.entries.has(key)) throw this.#bad(`its pickle gives ${JSON.stringify(key)} twice`);
      dict.entries.set(key, value);
    }
  }

  #remember(index: number): void {
    const value = this.#stack.at(-1);
    if (value === undefined) throw this.#bad('its pickle remembers a value that is not there');
    this.#memo.set(index, value);
    if (this.#memo.size > MAX_MEMO) throw this.#bad(`its pickle remembers more than ${MAX_MEMO} values`);
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#bad(`its pickle recalls value ${index}, which it never remembered`);
    this.#push(value);
  }

  #stackGlobal([module, name]: PickleValue[]): void {
    if (typeof module !== 'string' || typeof name !== 'string')
      throw this.#bad('its pickle names a global by something that is no text');
    this.#global(module, name);
  }

  #global(module: string, name: string): void {
    const known = knownGlobal(module, name);
    if (known === undefined) throw unsafePickle(this.#file, `${module}.${name}`);
    this.#push(known);
  }

  #persistent(id: PickleValue): void {
    const storage = storageOf(id);
    if (storage === undefined)
      throw this.#bad('its pickle refers to something that is no storage of numbers');
    this.#push(storage);
  }

  #call([callee, args]: PickleValue[]): void {
    const isFunction = typeof callee === 'object' && callee !== null && callee.kind === 'function';
    if (!isFunction || !isTuple(args)) throw this.#bad('its pickle calls something that is no function');
    const made = this.#made(callee.function, args);
    if (made === undefined)
      throw this.#bad(`its pickle gives ${callee.function} other arguments than torch does`);
    this.#push(made);
  }

  #made(
    called: Extract<PickleValue, { kind: 'function' }>['function'],
    args: PickledSequence,
  ): PickleValue | undefined {
    switch (called) {
      case 'ordered-dict':
        return args.items.length === 0 ? this.#dict() : undefined;
      case 'rebuild-tensor':
        return tensorOf(args);
      case 'rebuild-parameter':
        return parameterOf(args);
    }
  }

  /** A state dict carries `_metadata`, versions of its modules, as an attribute: it says nothing about weights. */
  #build([target, state]: PickleValue[]): void {
    if (!isDict(target) || !isDict(state) || [...state.entries.keys()].some((key) => key !== '_metadata'))
      throw this.#bad('its pickle sets attributes that a state dict does not have');
    this.#push(target);
  }

  #tooDeep(): Error {
    return this.#bad(`its pickle is nested more than ${MAX_DEPTH} deep`);
  }

  #bad(what: string): Error {
    return badTorchFile(this.#file, what);
  }
}

function isDict(value: PickleValue | undefined): value is PickledDict {
  return typeof value === 'object' && value !== null && value.kind === 'dict';
}
