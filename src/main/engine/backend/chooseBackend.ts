// Chooses the TensorFlow.js backend and says why. Not the list of backends: see candidates.ts.

import * as tf from '@tensorflow/tfjs';
import type { BackendInfo } from '../../../shared/contract/system';
import type { BackendChoice } from '../../../shared/contract/training';
import { LabError } from '../../../shared/contract/errors';
import type { BackendCandidate, BackendProbe } from './candidate';
import { backendCandidates } from './candidates';

interface Probed {
  readonly name: string;
  readonly probe: BackendProbe;
}

async function probeAll(candidates: readonly BackendCandidate[]): Promise<readonly Probed[]> {
  const probed: Probed[] = [];
  for (const candidate of candidates) probed.push({ name: candidate.name, probe: await candidate.probe() });
  return probed;
}

/**
 * Every backend the lab knows, in the order they are considered, and why each is or is not there.
 * @param candidates the lab's own by default
 */
export async function describeBackends(candidates = backendCandidates): Promise<readonly BackendInfo[]> {
  const probed = await probeAll(candidates);
  const chosen = probed.find(({ probe }) => probe.available)?.name;
  return probed.map(({ name, probe }) => ({ name, ...probe, chosen: name === chosen }));
}

/**
 * Makes a backend the one in force for this thread.
 * @param name a backend's name, or `auto` for the first that loads
 * @param candidates the lab's own by default
 * @returns what was chosen, and why
 * @throws invalid-argument for an unknown name, unsupported where it does not load here
 */
export async function useBackend(name: string, candidates = backendCandidates): Promise<BackendChoice> {
  // Without it TensorFlow.js advertises its other packages on stderr and checks every argument of every operation.
  tf.enableProdMode();
  const choice = name === 'auto' ? await chooseFirst(candidates) : await chooseNamed(name, candidates);
  if (!(await tf.setBackend(choice.name))) {
    throw new LabError('unsupported', `The backend ${choice.name} did not start. Choose another, or auto.`, {
      backend: choice.name,
    });
  }
  return choice;
}

async function chooseFirst(candidates: readonly BackendCandidate[]): Promise<BackendChoice> {
  const missing: string[] = [];
  for (const candidate of candidates) {
    const { available, reason, threads } = await candidate.probe();
    if (available) {
      const why = missing.length === 0 ? reason : `${reason}; before it, ${missing.join('; ')}`;
      return { name: candidate.name, threads, reason: `fastest that loads here: ${why}` };
    }
    missing.push(`${candidate.name}: ${reason}`);
  }
  throw new LabError('unsupported', `No TensorFlow.js backend loads here: ${missing.join('; ')}`);
}

async function chooseNamed(name: string, candidates: readonly BackendCandidate[]): Promise<BackendChoice> {
  const candidate = candidates.find((each) => each.name === name);
  if (!candidate) {
    const known = ['auto', ...candidates.map((each) => each.name)].join(', ');
    throw new LabError('invalid-argument', `backend: expected one of ${known}, got ${name}`, {
      path: 'backend',
      got: name,
    });
  }
  const { available, reason, threads } = await candidate.probe();
  if (!available) {
    throw new LabError(
      'unsupported',
      `The backend ${name} cannot be used here: ${reason}. Choose another, or auto.`,
      { backend: name },
    );
  }
  return { name, threads, reason: `asked for; ${reason}` };
}
