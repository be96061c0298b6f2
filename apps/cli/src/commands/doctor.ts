import type { Finding } from '../../../server/src/operate/doctor/doctor-finding.ts';
import { examineInstallation } from '../../../server/src/operate/doctor/examine-installation.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { explainFailure } from '../explain-failure.ts';
import { createProgressLine } from '../progress-line.ts';
import { print, printJson } from '../tell.ts';
import { withInstallation } from '../with-installation.ts';

/** `earshot doctor`: what is well, what is not, and what to do. */
export const doctor: Command = {
  name: 'doctor',
  usage: '[--deep]',
  notes: 'Changes nothing. Ends with 1 where something fails; warnings alone end with 0.',
  positionals: [0, 0],
  options: {
    deep: { type: 'boolean', help: 'read every stored file instead of a sample' },
    json: { type: 'boolean', help: 'print JSON for programs' },
  },
  async run(call) {
    const isJson = call.flag('json') ?? false;
    const findings: Finding[] = [];
    const line = createProgressLine();
    const add = (finding: Finding) => {
      line.clear();
      findings.push(finding);
      if (!isJson) printFinding(finding);
    };
    try {
      await withInstallation({ migrates: false }, async (installation) => {
        const options = {
          deep: call.flag('deep') ?? false,
          onProgress: (done: number, total: number) => line.show('files', done, total),
        };
        for await (const finding of examineInstallation(installation, options)) add(finding);
      });
    } catch (error) {
      const { message } = explainFailure(error);
      add({ id: 'start', state: 'fail', text: message, remedy: 'Mend this first.' });
    }
    const failed = findings.filter((finding) => finding.state === 'fail').length;
    const warned = findings.filter((finding) => finding.state === 'warn').length;
    if (isJson) printJson({ ok: failed === 0, failed, warned, findings });
    else print(`\n${findings.length} checks, ${failed} failed, ${warned} to look at.`);
    return failed === 0 ? exitCodes.ok : exitCodes.failed;
  },
};

const marks = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' } as const;

function printFinding({ state, text, remedy }: Finding): void {
  print(`${marks[state]}  ${text}`);
  if (remedy !== undefined) print(`      -> ${remedy}`);
}
