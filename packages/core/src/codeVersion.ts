/** The version of this code, the same for every package. A constant, so that it survives bundling; a test compares it. */
export const codeVersion = "0.1.0"
