import { isUserError } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { MAX_PICKLE_BYTES, unpickle } from './unpickle.js';

function refusal(pickle: string | Uint8Array): { code: string; message: string } {
  try {
    unpickle(typeof pickle === 'string' ? Buffer.from(pickle, 'latin1') : pickle, 'model.bin');
  } catch (error) {
    if (isUserError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: 'it was read' };
}

describe('unpickle', () => {
  it('names the global that it refuses', () => {
    const cases: [string, string][] = [
      // pickle.dumps of an object whose __reduce__ gives (os.system, ('id',)), protocols 0, 2 and 4
      ['\x80\x02cposix\nsystem\nX\x02\0\0\0id\x85R.', 'asks for posix.system,'],
      ['\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.', 'asks for os.system,'],
      ['\x80\x02c__builtin__\neval\nX\x01\0\0\x001\x85R.', 'asks for __builtin__.eval,'],
      ['\x80\x04\x8c\x08builtins\x8c\x04eval\x93.', 'asks for builtins.eval,'],
      ['\x80\x02ctorch\nload\n.', 'asks for torch.load,'],
      ['\x80\x02ctorch._utils\n_rebuild_tensor_v2.__globals__\n.', '_rebuild_tensor_v2.__globals__,'],
      ['\x80\x02ctorch\n__proto__\n.', 'asks for torch.__proto__,'],
    ];
    for (const [pickle, message] of cases) {
      expect(refusal(pickle)).toEqual({ code: 'unsafe_pickle', message: expect.stringContaining(message) });
    }
  });

  it('refuses instructions that tensors do not need', () => {
    const cases: [string, string][] = [
      ["cos\nsystem\n(S'id'\ntR.", 'os.system'],
      ["(S'id'\nios\nsystem\n.", 'instruction 0x53'],
      ['(ios\nsystem\n.', 'instruction 0x69'],
      ['\x80\x02ccollections\nOrderedDict\n)\x81.', 'instruction 0x81'],
      ['\x80\x02\x82\x01.', 'instruction 0x82'],
      ['\x80\x05\x97.', 'instruction 0x97'],
      ['\x80\x01.', 'protocol 1'],
      ['\x80\x09.', 'protocol 9'],
    ];
    for (const [pickle, message] of cases)
      expect(refusal(pickle).message).toEqual(expect.stringContaining(message));
  });

  it('refuses lists that hold themselves and deep nesting', () => {
    expect(refusal('\x80\x02]q\0h\0a.').message).toContain('into itself');
    expect(refusal('\x80\x02}q\0X\x01\0\0\0ah\0s.').message).toContain('into itself');
    expect(refusal(`\x80\x02)${'\x85'.repeat(100)}.`).message).toContain('nested more than 16 deep');
    expect(refusal(`\x80\x02${'('.repeat(100)}.`).message).toContain('nested more than 16 deep');
    expect(refusal(`\x80\x02${']'.repeat(20)}${'a'.repeat(19)}.`).message).toContain(
      'nested more than 16 deep',
    );
  });

  it('refuses what claims more than there is', () => {
    expect(refusal('\x80\x02\x8b\xff\xff\xff\x7f1.').message).toContain('an integer of 2147483647 bytes');
    expect(refusal(`\x80\x02\x8a\x08${'\xff'.repeat(7)}\x7f.`).message).toContain('the integer 92233720368');
    expect(refusal('\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xffx.').message).toContain('instruction 0x8e');
    expect(refusal('\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\xffx.').message).toContain(
      'needs 18446744073709551615 bytes and has 2',
    );
    expect(refusal('\x80\x02X\xff\xff\xff\xffx.').message).toContain('needs 4294967295 bytes');
    expect(refusal(new Uint8Array(MAX_PICKLE_BYTES + 1)).message).toContain('more than the 4000000 allowed');
  });

  it('refuses bombs of the stack, the memo and of containers', () => {
    expect(refusal(`\x80\x02${'N'.repeat(20_000)}.`).message).toContain(
      'more than 10000 values on the stack',
    );
    const puts = Buffer.alloc(5 * 300_000);
    for (let i = 0; i < 300_000; i++) {
      puts[5 * i] = 0x72;
      puts.writeUInt32LE(i, 5 * i + 1);
    }
    const memo = Buffer.concat([Buffer.from('\x80\x02N', 'latin1'), puts]);
    expect(refusal(memo).message).toContain('remembers more than 200000');
    expect(refusal(`\x80\x02${'}0'.repeat(400_000)}.`).message).toContain('more than 300000 lists');
    // A memo that doubles: each list holds the one before twice.
    const doubling = Array.from(
      { length: 30 },
      (_, i) => `]q${String.fromCharCode(i + 1)}(${`h${String.fromCharCode(i)}`.repeat(2)}e`,
    );
    expect(refusal(`\x80\x02]q\0${doubling.join('')}.`).message).toContain('nested more than 16 deep');
  });

  it('refuses what ends too early, wherever that is', () => {
    const whole = '\x80\x02}(X\x01\0\0\0aK\x01X\x01\0\0\0bK\x02u.';
    expect(refusal(whole)).toEqual({ code: 'none', message: 'it was read' });
    for (let end = 0; end < whole.length; end++)
      expect(refusal(whole.slice(0, end)).code).toBe('bad_torch_file');
  });

  it('refuses keys that are given twice, text that is no UTF-8, and calls of what is no function', () => {
    expect(refusal('\x80\x02}(X\x01\0\0\0aK\x01X\x01\0\0\0aK\x02u.').message).toContain('"a" twice');
    expect(refusal('\x80\x02X\x01\0\0\0\xff.').message).toContain('not UTF-8');
    expect(refusal('\x80\x02ctorch\nFloatStorage\n)R.').message).toContain('no function');
    expect(refusal('\x80\x02ccollections\nOrderedDict\nK\x01\x85R.').message).toContain('other arguments');
    expect(refusal('\x80\x02K\x01Q.').message).toContain('no storage');
    expect(refusal('\x80\x02}}X\x01\0\0\0a)sb.').message).toContain('attributes');
    expect(refusal('\x80\x02h\x05.').message).toContain('never remembered');
    expect(refusal('\x80\x020.').message).toContain('not there');
  });
});
