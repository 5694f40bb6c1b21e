/** The parts that are fetched when they are needed, each named once. */
export const loadSignedIn = () => import('./signed-in.tsx')
export const loadSignIn = () => import('./sign-in/sign-in-page.tsx')
export const loadWallet = () => import('./wallet/wallet-page.tsx')
export const loadSettings = () => import('./settings/settings-page.tsx')
export const loadNewConversation = () => import('./conversations/new-conversation-dialog.tsx')
export const loadDetails = () => import('./details/details-dialog.tsx')
export const loadExpiryPopover = () => import('./composer/expiry-popover.tsx')
export const loadShortcutSheet = () => import('./shortcuts/shortcut-sheet.tsx')
