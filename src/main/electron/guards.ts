// Closes what Electron leaves open: navigation, windows, embedded pages, permissions, the network.
// Not the decisions: ./permissions and ./senders make them, this file asks them in every place where Electron does.

import { app, systemPreferences, type Session, type WebContents } from 'electron';
import { isAllowed } from './permissions';
import { isOwnRequest, isOwnUrl } from './senders';

/** Holds every page ever made to where it is. Call before the first window. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The page may load itself anew; there is nowhere else to go. */
function stay(event: { readonly url: string; preventDefault(): void }): void {
  if (!isOwnUrl(event.url)) event.preventDefault();
}

/** Answers the session's questions. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = ('mediaTypes' in details && details.mediaTypes) || [];
    const question = {
      permission,
      from: details.requestingUrl,
      isMainFrame: details.isMainFrame,
      mediaTypes,
    };
    if (!isAllowed(question)) return answer(false);
    void askSystem().then(answer);
  });
  session.setPermissionCheckHandler((_contents, permission, from, { isMainFrame, mediaType }) =>
    isAllowed({ permission, from, isMainFrame, mediaTypes: mediaType ? [mediaType] : [] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwnRequest(url) }));
  session.on('will-download', (event, item) => {
    if (!isOwnRequest(item.getURL())) event.preventDefault();
  });
}

/** macOS gives silence, not an error, to an application that was not let in. */
async function askSystem(): Promise<boolean> {
  return process.platform !== 'darwin' || systemPreferences.askForMediaAccess('microphone');
}
