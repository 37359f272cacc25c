import type { Argument, Command, Option } from 'commander';

/** A word that can stand at the cursor. */
export interface Candidate {
  value: string;
  description: string;
}

export interface Completion {
  candidates: Candidate[];
  /** Paths that can stand there as well; the shell knows them better. */
  paths: 'none' | 'files' | 'folders';
}

/** What the workspace holds, looked up where it is asked for. */
export interface KnownNames {
  runs(): Candidate[];
  models(): Candidate[];
  datasets(): Candidate[];
}

/**
 * What the placeholder of an argument or of an option's value stands for, `<run>` for a run of the workspace. Others
 * stand for something new.
 */
const meanings = new Map<string, keyof KnownNames | 'files' | 'folders' | readonly string[]>([
  ['run', 'runs'],
  ['base', 'runs'],
  ['candidates', 'runs'],
  ['model', 'models'],
  ['dataset', 'datasets'],
  ['file', 'files'],
  ['image', 'files'],
  ['manifest', 'files'],
  ['source', 'files'],
  ['dir', 'folders'],
  ['device', ['auto', 'cpu', 'webgpu', 'cuda']],
]);

/**
 * What can stand where the cursor is, read off the commands themselves.
 *
 * @param words those after `evenhand`; the last is the one under the cursor, empty where a new one begins
 */
export function completeWords(program: Command, words: readonly string[], names: KnownNames): Completion {
  const place = findPlace(program, words.slice(0, -1));
  const current = words.at(-1) ?? '';
  const { candidates, paths } = wordsAt(place, current, names);
  return { candidates: candidates.filter(({ value }) => value.startsWith(current)), paths };
}

/** The command that a line has come to. */
interface Place {
  command: Command;
  /** Arguments before the cursor. */
  operands: number;
  /** An option whose value comes next. */
  awaiting: Option | undefined;
  /** Whether `--` has ended the options. */
  optionsEnded: boolean;
}

function findPlace(program: Command, words: readonly string[]): Place {
  const place: Place = { command: program, operands: 0, awaiting: undefined, optionsEnded: false };
  for (const word of words) {
    const isOption = !place.optionsEnded && word.startsWith('-');
    const isValue = place.awaiting !== undefined && !(isOption && place.awaiting.optional);
    const command = place.operands === 0 && subcommands(place.command).find((sub) => sub.name() === word);
    if (isValue) {
      place.awaiting = undefined;
    } else if (isOption) {
      place.optionsEnded = word === '--';
      place.awaiting = findOption(place.command, word);
    } else if (command) {
      // `help` is followed by the command that it is about.
      if (word !== 'help') place.command = command;
    } else {
      place.operands += 1;
    }
  }
  return place;
}

function wordsAt({ command, operands, awaiting, optionsEnded }: Place, current: string, names: KnownNames) {
  const isOption = !optionsEnded && current.startsWith('-');
  if (awaiting && !(isOption && awaiting.optional)) return values(awaiting, placeholder(awaiting), names);
  if (isOption) {
    const [flag = ''] = current.split('=');
    const option = current.includes('=') ? findOption(command, flag) : undefined;
    if (option === undefined) return none(options(command));
    const { candidates, paths } = values(option, placeholder(option), names);
    return { candidates: candidates.map((one) => ({ ...one, value: `${flag}=${one.value}` })), paths };
  }
  const subs = operands === 0 ? subcommands(command) : [];
  const last = command.registeredArguments.at(-1);
  const argument = command.registeredArguments[operands] ?? (last?.variadic ? last : undefined);
  const own = argument ? values(argument, argument.name(), names) : none([]);
  const found = subs.map((sub) => ({ value: sub.name(), description: sub.description() }));
  return { ...own, candidates: [...found, ...own.candidates] };
}

function values(
  { argChoices }: Option | Argument,
  placeholder: string | undefined,
  names: KnownNames,
): Completion {
  const meaning = argChoices ?? (placeholder === undefined ? undefined : meanings.get(placeholder));
  if (meaning === undefined) return none([]);
  if (typeof meaning === 'object') return none(meaning.map((value) => ({ value, description: '' })));
  if (meaning === 'files' || meaning === 'folders') return { candidates: [], paths: meaning };
  return none(names[meaning]());
}

function none(candidates: Candidate[]): Completion {
  return { candidates, paths: 'none' };
}

/** `file` of `-o, --output <file>`. */
function placeholder({ flags }: Option): string | undefined {
  return /[<[]([^>\].]+)/.exec(flags)?.[1];
}

function subcommands(command: Command): Command[] {
  return command.createHelp().visibleCommands(command);
}

function findOption(command: Command, flag: string): Option | undefined {
  return command.options.find(
    (option) => (option.required || option.optional) && (option.long === flag || option.short === flag),
  );
}

function options(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
}
