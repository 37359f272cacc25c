import { UserError } from '@evenhand/contracts';

/** Names in messages come from the file and may be of any length. */
const MAX_MESSAGE = 400;

const CONVERT =
  'Get the checkpoint as safetensors, or load it where you trust it and save it again: torch.save(model.state_dict(), FILE).';

/** The file is not what `torch.save` writes for a state dict, or it is damaged. */
export function badTorchFile(file: string, what: string, hint = CONVERT): UserError {
  return new UserError({
    code: 'bad_torch_file',
    message: `${file} is not a PyTorch checkpoint that can be read: ${what.slice(0, MAX_MESSAGE)}.`,
    hint,
  });
}

/** The pickle asks for something that is neither a tensor nor part of one. Nothing of it has been executed. */
export function unsafePickle(file: string, global: string): UserError {
  return new UserError({
    code: 'unsafe_pickle',
    message: `${file} asks for ${global.slice(0, MAX_MESSAGE)}, which is no part of a tensor. Evenhand reads tensors only and executes nothing.`,
    hint: `Loading such a file elsewhere may run code that its author chose. ${CONVERT}`,
  });
}
