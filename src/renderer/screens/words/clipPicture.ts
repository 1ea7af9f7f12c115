// Fetches a clip's sound and has its pictures computed; the last wish wins, whatever comes back first.
// Not a cache of pictures: they take milliseconds, sounds are what is kept.

import { toLabErrorData } from '../../../shared/contract/errors';
import type { Clip, Sound } from '../../../shared/contract/clips';
import type { FeatureConfig } from '../../../shared/contract/features';
import type { SoundPicture } from '../../audio/featureProtocol';
import type { Lab } from '../../lab';

export type ClipPictureState =
  | { readonly phase: 'none' }
  | { readonly phase: 'loading'; readonly clipId: string }
  | { readonly phase: 'failed'; readonly clipId: string; readonly message: string }
  | {
      readonly phase: 'ready';
      readonly clipId: string;
      readonly sound: Sound;
      readonly pictures: SoundPicture;
      readonly config: FeatureConfig;
    };

export function createClipPicture(
  lab: Pick<Lab, 'app' | 'sounds' | 'features'>,
  put: (state: ClipPictureState) => void,
) {
  let wish = 0;
  let shownId: string | null = null;

  return {
    /** Shows a clip's pictures; what is shown stays until the new ones are there, unless another clip is wanted. */
    show: async (clip: Clip | null, config: FeatureConfig): Promise<void> => {
      const mine = ++wish;
      const projectId = lab.app.getState().project?.id;
      if (clip === null || projectId === undefined) {
        shownId = null;
        return put({ phase: 'none' });
      }
      if (shownId !== clip.id && lab.sounds.peek(clip.id) === null)
        put({ phase: 'loading', clipId: clip.id });
      try {
        const sound = await lab.sounds.get(projectId, clip.id);
        const pictures = await lab.features.picture(sound, config);
        if (mine !== wish) return;
        shownId = clip.id;
        put({ phase: 'ready', clipId: clip.id, sound, pictures, config });
      } catch (error) {
        if (mine === wish) put({ phase: 'failed', clipId: clip.id, message: toLabErrorData(error).message });
      }
    },
  };
}
