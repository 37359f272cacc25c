import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { listSupportedBackends } from 'onnxruntime-node';

/** An execution provider of onnxruntime, as `--device` names it. */
export interface Provider {
  name: string;
  /** Whether onnxruntime's files for it are there. Says nothing about drivers and devices. */
  installed: boolean;
  /** How to make it usable. */
  howToGet: string;
}

const packageFolder = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')), '..');

/** Providers that this build of onnxruntime can have, CPU first. */
export function listProviders(): Provider[] {
  return listSupportedBackends().map(({ name, bundled }) => ({
    name,
    installed: bundled || hasLibrary(name),
    howToGet: howToGet(name),
  }));
}

/** onnxruntime lists what is not bundled too; such a provider is a shared library beside its binding. */
function hasLibrary(name: string): boolean {
  const file = `libonnxruntime_providers_${name}.so`;
  return existsSync(join(packageFolder, 'bin/napi-v6', process.platform, process.arch, file));
}

function howToGet(name: string): string {
  switch (name) {
    case 'webgpu':
      return process.platform === 'linux'
        ? 'Install the Vulkan loader (libvulkan1) and the driver of the graphics card; `vulkaninfo` must list the card. Without a card, a software driver will do for tests: VK_DRIVER_FILES=…/vk_swiftshader_icd.json, which comes with Chromium.'
        : 'Install the current driver of the graphics card.';
    case 'cuda':
    case 'tensorrt':
      return `Needs an NVIDIA driver, CUDA 12, cuDNN 9${name === 'tensorrt' ? ', TensorRT' : ''} and onnxruntime's libraries for them, which this command downloads: ONNXRUNTIME_NODE_INSTALL=cuda12 node ${join(packageFolder, 'script/install.js')}`;
    case 'dml':
      return 'Needs Windows and a graphics card with DirectX 12.';
    case 'coreml':
      return 'Needs macOS.';
    default:
      return "Needs a build of onnxruntime's Node.js binding that has it.";
  }
}
