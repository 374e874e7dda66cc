// Reads a QR code out of the pixels of a picture; loaded only where the browser cannot do it by itself.
import jsQR from "jsqr";

export const read = (pixels) => jsQR(pixels.data, pixels.width, pixels.height, { inversionAttempts: "dontInvert" })?.data ?? null;
