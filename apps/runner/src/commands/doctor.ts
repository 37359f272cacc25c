import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { listDevices, softwareVersions } from '@evenhand/model';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { table } from '../reporters/table.js';
import { version } from '../version.js';

export function registerDoctor(program: Command, environment: Environment): void {
  handle(
    environment,
    program.command('doctor').description('what this machine can do: devices, versions, workspace'),
    async (context) => {
      const devices = await listDevices();
      const software = { evenhand: version, node: process.versions.node, ...softwareVersions() };
      const machine = { cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30) };
      const workspace = { dir: context.workspace.dir, exists: existsSync(context.workspace.database) };
      if (context.json) {
        context.printJson({ software, machine, workspace, devices });
        return undefined;
      }
      context.print(
        Object.entries(software)
          .map(([name, installed]) => `${name} ${installed}`)
          .join(' · '),
      );
      context.print(`${machine.cores} cores, ${machine.memoryGiB} GiB of memory`);
      context.print(`workspace ${workspace.dir}${workspace.exists ? '' : ' (not made yet)'}\n`);
      context.print(
        table(
          [{ title: 'device' }, { title: 'usable' }, { title: 'detail' }],
          devices.map((device) => [device.provider, device.usable ? 'yes' : 'no', device.detail]),
        ),
      );
      for (const device of devices) {
        if (device.howToGet !== undefined) context.print(`\n${device.provider}: ${device.howToGet}`);
      }
      return undefined;
    },
  );
}
