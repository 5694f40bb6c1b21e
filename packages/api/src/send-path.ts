export type SendPath = { inFlight: number }
