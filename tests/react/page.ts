import { JSDOM } from 'jsdom'

// A page for React in the process that runs the real server; the rest of the runtime stays Node's.
const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
Object.assign(globalThis, { window, document: window.document })
